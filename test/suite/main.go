// A suite in a few lines: calls what a team's suites call. It is compiled with infrastructure/migrations.go beside it.
//
//	suite apply|verify|… NAMESPACE KUBECONFIG [TABLE…]
//
// MIGRATIONS is the folder, LIMIT the time after which its context is done, CAUSE why.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"suite/infrastructure"
)

type call func(ctx context.Context, config infrastructure.MigrationConfig, writer io.Writer) error

func with(apply func(ctx context.Context, namespace, kubeconfigPath string, writer io.Writer) error) call {
	return func(ctx context.Context, config infrastructure.MigrationConfig, writer io.Writer) error {
		return apply(ctx, config.Namespace, config.KubeconfigPath, writer)
	}
}

var calls = map[string]call{"apply": with(infrastructure.ApplyAllMigrations), "verify": infrastructure.VerifyMigrations}

// cause is why the context is done, as Ginkgo gives one; nil: no more than that it is.
var cause error

// describe tells of an error what is known of its kind.
var describe = func(err error) string { return "" }

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if why := os.Getenv("CAUSE"); why != "" {
		cause = errors.New(why)
	}
	if limit, err := time.ParseDuration(os.Getenv("LIMIT")); err == nil {
		ctx, cancel = context.WithTimeoutCause(ctx, limit, cause)
		defer cancel()
	}
	infrastructure.MigrationsDir = os.Getenv("MIGRATIONS")
	config := infrastructure.DefaultMigrationConfig(os.Args[2], os.Args[3])
	if tables := os.Args[4:]; len(tables) > 0 {
		config.Tables = tables
	}
	if err := calls[os.Args[1]](ctx, config, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "%sthe suite sees: %v\n", describe(err), err)
		os.Exit(3)
	}
}
