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

const (
	postgresUser     = "slm_user"
	postgresPassword = "test_password"
	postgresDatabase = "action_history"
)

// MigrationsDir is where the files are.
var MigrationsDir = "../../migrations"

// ApplyMigrations brings the database in the namespace up to date.
func ApplyMigrations(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error {
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
		output, err := psql(ctx, namespace, kubeconfigPath, up)
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
func VerifyMigrations(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error {
	for _, table := range []string{"action_traces", "audit_events"} {
		query := fmt.Sprintf("SELECT to_regclass('public.%s') IS NOT NULL", table)
		output, err := psql(ctx, namespace, kubeconfigPath, query)
		if err != nil || strings.TrimSpace(output) != "t" {
			return fmt.Errorf("table %s is missing: %v: %s", table, err, output)
		}
		fmt.Fprintf(writer, "table %s is there\n", table)
	}
	return nil
}

func psql(ctx context.Context, namespace, kubeconfigPath, sql string) (string, error) {
	cmd := exec.CommandContext(ctx, "kubectl", "--kubeconfig", kubeconfigPath, "-n", namespace,
		"exec", "-i", "deployment/postgresql", "--", "env", "PGPASSWORD="+postgresPassword,
		"psql", "-qtA", "-h", "127.0.0.1", "-U", postgresUser, "-d", postgresDatabase)
	cmd.Stdin = strings.NewReader(sql)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	err := cmd.Run()
	return output.String(), err
}
