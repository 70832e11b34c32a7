package infrastructure_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "infrastructure"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
)

// NAMESPACE is one of the cluster's that is there; without it the database is the one that PGHOST and PGPORT name.
// DEPLOY_FLAGS are for images that are not the well-known ones.
var config = DefaultMigrationConfig(os.Getenv("NAMESPACE"), os.Getenv("KUBECONFIG"))

func TestSchema(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "schema")
}

// In one process; the others wait for it.
var _ = SynchronizedBeforeSuite(func(ctx SpecContext) {
	DeployFlags = strings.Fields(os.Getenv("DEPLOY_FLAGS"))
	bringUp := ApplyAllMigrations
	if config.Namespace != "" {
		bringUp = DeployPostgresWithMigrations
	}
	Expect(bringUp(ctx, config.Namespace, config.KubeconfigPath, GinkgoWriter)).To(Succeed())
}, NodeTimeout(5*time.Minute), func() {})

var _ = Describe("the schema", func() {
	It("is all there", func(ctx SpecContext) {
		Expect(VerifyMigrations(ctx, config, GinkgoWriter)).To(Succeed())
	})

	DescribeTable("has the table", func(ctx SpecContext, table string) {
		one := config
		one.Tables = []string{table}
		Expect(VerifyMigrations(ctx, one, GinkgoWriter)).To(Succeed())
	}, Entry(nil, "users"), Entry(nil, "audit_events"), Entry(nil, "action_traces"))

	It("says what is missing", func(ctx SpecContext) {
		none := config
		none.Tables = []string{"invoices"}
		Expect(VerifyMigrations(ctx, none, GinkgoWriter)).To(MatchError(ContainSubstring("invoices")))
	})

	DescribeTable("may be applied again, from any process", func(ctx SpecContext, apply func(context.Context, string, string, io.Writer) error) {
		Expect(apply(ctx, config.Namespace, config.KubeconfigPath, GinkgoWriter)).To(Succeed())
	}, Entry("all of it", ApplyAllMigrations), Entry("what audit needs", ApplyAuditMigrations))

	It("is told where a migration is broken", func(ctx SpecContext) {
		dir := GinkgoT().TempDir()
		GinkgoT().Setenv("GOOSE_MIGRATION_DIR", dir)
		file := filepath.Join(dir, "00009_broken.sql")
		Expect(os.WriteFile(file, []byte("-- +goose Up\nSELECT 1;\nSELECT * FROM nowhere;\n"), 0o644)).To(Succeed())
		err := ApplyMigrationsWithConfig(ctx, config, GinkgoWriter)
		var failed *MigrationFailed
		Expect(errors.As(err, &failed)).To(BeTrue(), "%v", err)
		Expect(failed.File).To(Equal(file))
		Expect(failed.Line).To(Equal(3))
	})
})
