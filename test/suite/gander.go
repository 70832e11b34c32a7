package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"suite/infrastructure"
)

// What examples/go-ginkgo/migrations.go has, and what it replaces has not.
func init() {
	infrastructure.DeployFlags = strings.Fields(os.Getenv("DEPLOY_FLAGS"))
	calls["tables"] = infrastructure.ApplyMigrationsWithConfig
	calls["audit"] = with(infrastructure.ApplyAuditMigrations)
	calls["deploy"] = with(infrastructure.DeployPostgresWithMigrations)
	calls["discover"] = func(context.Context, infrastructure.MigrationConfig, io.Writer) error {
		names, err := infrastructure.DiscoverMigrations(infrastructure.MigrationsDir)
		fmt.Println(strings.Join(names, "\n"))
		return err
	}
	describe = kind
}

func kind(err error) string {
	var failed *infrastructure.MigrationFailed
	var unready *infrastructure.PostgresNotReady
	switch {
	case errors.As(err, &failed):
		retryable := map[bool]string{true: "retryable\n"}[failed.Retryable]
		return fmt.Sprintf("MigrationFailed %s %d %s\n%s\n%s", failed.File, failed.Line, failed.Message, command(failed.Report), retryable)
	case errors.As(err, &unready):
		return fmt.Sprintf("PostgresNotReady %s\n", command(unready.Report))
	case errors.Is(err, context.DeadlineExceeded):
		return "DeadlineExceeded\n"
	}
	return "plain\n"
}

func command(report json.RawMessage) string {
	var document struct{ Command string }
	if err := json.Unmarshal(report, &document); err != nil {
		return err.Error()
	}
	return "of " + document.Command
}
