// Package infrastructure brings up what end-to-end suites need: PostgreSQL and its schema. It runs gander, that of
// GANDER_BIN or the one in PATH. All of it may be called twice, and from parallel processes.
package infrastructure

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

var (
	// MigrationsDir is where the files are, unless GOOSE_MIGRATION_DIR names another place.
	MigrationsDir = "migrations"
	// DeployFlags are more flags of `gander test deploy`, such as -f FILE with a manifest of your own.
	DeployFlags []string
)

// MigrationConfig says which database it is.
type MigrationConfig struct {
	Namespace        string // where its Service is; empty: PGHOST and PGPORT say where it is
	KubeconfigPath   string // empty: as kubectl finds one
	PostgresService  string
	PostgresUser     string
	PostgresPassword string // handed on in the environment only
	PostgresDB       string
	Tables           []string // apply what these need, and look for these; empty: everything
}

// PostgresNotReady is a database, or a cluster, that could not be reached in time. Nothing is wrong with the migrations.
type PostgresNotReady struct {
	Message string
	Report  json.RawMessage // what gander reported; docs/json.md
}

// MigrationFailed is a file that cannot be read, or that was not applied.
type MigrationFailed struct {
	File          string
	Line, Column  int // 0: it is not known
	Message, Hint string
	Retryable     bool // the file is not to blame: a lock that was not obtained in time, a connection that broke
	Report        json.RawMessage
}

func (e *PostgresNotReady) Error() string { return e.Message }

func (e *MigrationFailed) Error() string {
	return ganderProblem{Place: ganderPlace{e.File, e.Line, e.Column}, Message: e.Message, Hint: e.Hint}.text()
}

// DefaultMigrationConfig is the database that DeployPostgresWithMigrations makes.
func DefaultMigrationConfig(namespace, kubeconfigPath string) MigrationConfig {
	return MigrationConfig{
		Namespace:        namespace,
		KubeconfigPath:   kubeconfigPath,
		PostgresService:  "postgresql",
		PostgresUser:     "slm_user",
		PostgresPassword: "test_password",
		PostgresDB:       "action_history",
	}
}

// DeployPostgresWithMigrations returns when clients may connect, after every migration. When ctx ends, the cluster goes on.
func DeployPostgresWithMigrations(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error {
	config := DefaultMigrationConfig(namespace, kubeconfigPath)
	_, err := config.gander(ctx, writer, "deploy", append(config.cluster(), DeployFlags...)...)
	return err
}

// ApplyAllMigrations brings the schema up to date.
func ApplyAllMigrations(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error {
	return ApplyMigrationsWithConfig(ctx, DefaultMigrationConfig(namespace, kubeconfigPath), writer)
}

// ApplyAuditMigrations applies what the tables need that sets.yaml, beside the migrations, lists under `audit`.
func ApplyAuditMigrations(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error {
	return DefaultMigrationConfig(namespace, kubeconfigPath).apply(ctx, writer, "--set", "audit")
}

// ApplyMigrationsWithConfig applies all migrations, or those that config.Tables need. What these leave out may be
// applied later.
func ApplyMigrationsWithConfig(ctx context.Context, config MigrationConfig, writer io.Writer) error {
	return config.apply(ctx, writer, config.tables()...)
}

// VerifyMigrations looks whether config.Tables are there; without these, whether everything is that the migrations make.
func VerifyMigrations(ctx context.Context, config MigrationConfig, writer io.Writer) error {
	report, err := config.gander(ctx, writer, "verify", append(config.database(), config.tables()...)...)
	if err == nil {
		fmt.Fprintf(writer, "found all %d\n", report.Found)
	}
	return err
}

// DiscoverMigrations lists the names of the migration files in a folder, in the order in which they are applied.
func DiscoverMigrations(dir string) (names []string, err error) {
	report, err := MigrationConfig{}.gander(context.Background(), io.Discard, "discover", "-dir", dir)
	for _, each := range report.Migrations {
		names = append(names, filepath.Base(each.Path))
	}
	return names, err
}

func (config MigrationConfig) apply(ctx context.Context, writer io.Writer, which ...string) error {
	report, err := config.gander(ctx, writer, "apply", append(config.database(), which...)...)
	for _, each := range report.Done {
		fmt.Fprintf(writer, "applied %s\n", each.Path)
	}
	for _, each := range report.Subset.LeftOut {
		fmt.Fprintf(writer, "left out %s: %s\n", each.Path, each.Why)
	}
	return err
}

func (config MigrationConfig) cluster() []string {
	return ganderFlags("-n", config.Namespace, "--kubeconfig", config.KubeconfigPath)
}

// Without a namespace the environment has all of it.
func (config MigrationConfig) database() []string {
	if config.Namespace == "" {
		return nil
	}
	return append(config.cluster(), ganderFlags("--service", config.PostgresService, "--user", config.PostgresUser, "--database", config.PostgresDB)...)
}

func (config MigrationConfig) tables() []string {
	return ganderFlags("--tables", strings.Join(config.Tables, ","))
}

// ganderFlags leaves those out that have an empty value.
func ganderFlags(words ...string) (given []string) {
	for i := 0; i < len(words); i += 2 {
		if words[i+1] != "" {
			given = append(given, words[i], words[i+1])
		}
	}
	return given
}

func ganderDir() string { return cmp.Or(os.Getenv("GOOSE_MIGRATION_DIR"), MigrationsDir) }

// gander runs one of its test commands. Once ctx is done it gets SIGTERM, and 10 s in which to cancel what the server is
// at. What it says meanwhile goes to the writer. The report is never nil.
func (config MigrationConfig) gander(ctx context.Context, writer io.Writer, verb string, words ...string) (*ganderReport, error) {
	var document, said bytes.Buffer
	cmd := exec.CommandContext(ctx, cmp.Or(os.Getenv("GANDER_BIN"), "gander"), append([]string{"test", verb, "--output", "json"}, words...)...)
	cmd.Env = append(os.Environ(), "GOOSE_MIGRATION_DIR="+ganderDir(), "GOOSE_DRIVER=postgres", "GOOSE_DBSTRING=", "DATABASE_URL=",
		"GANDER_DBSTRING_FILE=", "GOOSE_DBSTRING_FILE=", // a connection string of ours would count before the parts
		"PGUSER="+config.PostgresUser, "PGPASSWORD="+config.PostgresPassword, "PGDATABASE="+config.PostgresDB)
	cmd.Stdout, cmd.Stderr = &document, io.MultiWriter(writer, &said)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	result := &ganderReport{}
	unread := json.Unmarshal(document.Bytes(), result)
	if err == nil && unread == nil && result.Schema == 1 {
		return result, nil
	} else if err != nil && ctx.Err() != nil {
		if err = ctx.Err(); context.Cause(ctx) != err {
			err = fmt.Errorf("%w: %w", err, context.Cause(ctx))
		}
	} else if cmd.ProcessState == nil {
		err = fmt.Errorf("%w (GANDER_BIN says where gander is, or else PATH)", err)
	} else if err == nil {
		err = fmt.Errorf("%s has printed no report of gander's", cmd.Path)
	} else if typed := result.typed(cmd.ProcessState.ExitCode(), document.Bytes()); typed != nil {
		return result, fmt.Errorf("gander test %s: %w", verb, typed)
	}
	return result, fmt.Errorf("gander test %s: %w\n%s", verb, err, cmp.Or(result.message(), said.String(), document.String()))
}

type ganderPlace struct {
	Path         string
	Line, Column int
}

type ganderProblem struct { // or a step
	Place                    ganderPlace
	Path, Why, Message, Hint string
}

func (p ganderProblem) text() string {
	text := p.Message
	if p.Place.Path != "" && !strings.HasPrefix(text, p.Place.Path+":") {
		place := fmt.Sprintf("%s:%d:%d", p.Place.Path, p.Place.Line, p.Place.Column)
		text = strings.TrimSuffix(strings.TrimSuffix(place, ":0"), ":0") + ": " + text
	}
	if p.Hint != "" {
		text += "\n  hint: " + p.Hint
	}
	return text
}

// ganderReport is what gander prints, as far as it is looked at here.
type ganderReport struct {
	Schema                            int
	Failed                            *ganderProblem
	Done, Migrations, Missing, Undone []ganderProblem
	Subset                            struct {
		LeftOut []ganderProblem `json:"left_out"`
	}
	Found               int
	State, Reason, Hint string
	Result              *ganderReport // that of the pod, where one was deployed
	Error               struct {
		ganderProblem
		ExitCode int `json:"exit_code"`
		Problems []ganderProblem
	}
}

// message is what it says of what went wrong.
func (r *ganderReport) message() (text string) {
	why := []ganderProblem{{Message: r.Reason, Hint: r.Hint}, r.Error.ganderProblem, cmp.Or(r.Result, &ganderReport{}).Error.ganderProblem}
	for _, each := range append(append(r.Missing, r.Undone...), why...) {
		text = strings.TrimSpace(text + "\n" + each.text())
	}
	return text
}

// typed is nil for what neither time heals nor a migration is to blame for.
func (r *ganderReport) typed(code int, document []byte) error {
	var blamed ganderProblem
	run := cmp.Or(r.Result, r)
	if run.Failed != nil {
		blamed = *run.Failed
		blamed.Place.Path = run.Failed.Path
	} else if len(run.Error.Problems) > 0 {
		blamed = run.Error.Problems[0]
	}
	if r.State == "stuck" || blamed.Place.Path == "" && code == 75 {
		return &PostgresNotReady{Message: r.message(), Report: document}
	} else if blamed.Place.Path == "" {
		return nil
	} else if r.Result != nil { // the pod has the same files elsewhere
		blamed.Place.Path = filepath.Join(ganderDir(), filepath.Base(blamed.Place.Path))
	}
	return &MigrationFailed{File: blamed.Place.Path, Line: blamed.Place.Line, Column: blamed.Place.Column, Message: blamed.Message,
		Hint: cmp.Or(blamed.Hint, run.Error.Hint), Retryable: run.Error.ExitCode == 75, Report: document}
}
