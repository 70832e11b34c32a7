// A suite in a few lines: calls what examples/adopt has for one. It is compiled with infrastructure/migrations.go beside it.
//
//	suite apply|verify NAMESPACE KUBECONFIG
//
// MIGRATIONS is the folder, LIMIT the time after which its context is done.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"suite/infrastructure"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if limit, err := time.ParseDuration(os.Getenv("LIMIT")); err == nil {
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	infrastructure.MigrationsDir = os.Getenv("MIGRATIONS")
	call := infrastructure.ApplyMigrations
	if os.Args[1] == "verify" {
		call = infrastructure.VerifyMigrations
	}
	if err := call(ctx, os.Args[2], os.Args[3], os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "the suite sees: %v\n", err)
		os.Exit(3)
	}
}
