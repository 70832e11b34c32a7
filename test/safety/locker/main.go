// locker session|table URL FOLDER: applies what is pending with goose's library, under one of its lockers.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

func option(kind string) (goose.ProviderOption, error) {
	if kind == "table" {
		locker, err := lock.NewPostgresTableLocker(lock.WithTableLockTimeout(time.Second, 60))
		return goose.WithLocker(locker), err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	return goose.WithSessionLocker(locker), err
}

func main() {
	kind, url, folder := os.Args[1], os.Args[2], os.Args[3]
	database, err := sql.Open("pgx", url)
	check(err)
	lockers, err := option(kind)
	check(err)
	provider, err := goose.NewProvider(goose.DialectPostgres, database, os.DirFS(folder), lockers)
	check(err)
	_, err = provider.Up(context.Background())
	check(err)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
