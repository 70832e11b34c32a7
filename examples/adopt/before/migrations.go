// Package infrastructure brings up what the end-to-end suites need in their cluster.
package infrastructure

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// MigrationsDir is where the files are.
var MigrationsDir = "../../migrations"

// MigrationConfig says which database it is.
type MigrationConfig struct {
	Namespace        string
	KubeconfigPath   string
	PostgresService  string
	PostgresUser     string
	PostgresPassword string
	PostgresDB       string
	Tables           []string
}

// DefaultMigrationConfig is the database of the suites.
func DefaultMigrationConfig(namespace, kubeconfigPath string) MigrationConfig {
	return MigrationConfig{
		Namespace:        namespace,
		KubeconfigPath:   kubeconfigPath,
		PostgresService:  "postgresql",
		PostgresUser:     "slm_user",
		PostgresPassword: "test_password",
		PostgresDB:       "action_history",
		Tables:           []string{"action_traces", "audit_events"},
	}
}

// ApplyAllMigrations brings the database in the namespace up to date.
func ApplyAllMigrations(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error {
	config := DefaultMigrationConfig(namespace, kubeconfigPath)
	files, err := filepath.Glob(filepath.Join(MigrationsDir, "*.sql"))
	if err != nil {
		return err
	}
	sort.Strings(files)
	for _, file := range files {
		fmt.Fprintf(writer, "applying %s\n", filepath.Base(file))
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		output, err := psql(ctx, config, up)
		if err != nil {
			return fmt.Errorf("%s: %w: %s", file, err, output)
		}
		if strings.Contains(output, "ERROR") && !strings.Contains(output, "already exists") {
			fmt.Fprintf(writer, "warning: %s: %s\n", filepath.Base(file), output)
		}
	}
	return nil
}

// VerifyMigrations looks whether the tables are there that the suites use.
func VerifyMigrations(ctx context.Context, config MigrationConfig, writer io.Writer) error {
	for _, table := range config.Tables {
		query := fmt.Sprintf("SELECT to_regclass('public.%s') IS NOT NULL", table)
		output, err := psql(ctx, config, query)
		if err != nil || strings.TrimSpace(output) != "t" {
			return fmt.Errorf("table %s is missing: %v: %s", table, err, output)
		}
		fmt.Fprintf(writer, "table %s is there\n", table)
	}
	return nil
}

func psql(ctx context.Context, config MigrationConfig, sql string) (string, error) {
	cmd := exec.CommandContext(ctx, "kubectl", "--kubeconfig", config.KubeconfigPath, "-n", config.Namespace,
		"exec", "-i", "deployment/"+config.PostgresService, "--", "env", "PGPASSWORD="+config.PostgresPassword,
		"psql", "-qtA", "-h", "127.0.0.1", "-U", config.PostgresUser, "-d", config.PostgresDB)
	cmd.Stdin = strings.NewReader(sql)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	err := cmd.Run()
	return output.String(), err
}
