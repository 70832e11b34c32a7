#include "cli/kube/kube.hpp"

namespace gander::cli::kube {

namespace {

constexpr auto what_it_does = R"(Usage: gander kube render [WHAT] [FLAGS] [-- COMMAND…]
       gander kube up             [FLAGS] [-- ARGUMENT…]
       gander kube run            [FLAGS] -- COMMAND…
       gander kube logs | clean   [FLAGS]
       gander kube port-forward   [FLAGS] -- COMMAND…
       gander kube deploy-postgres [FLAGS]

render prints a Job that runs a gander command in a cluster, up where none is given, with the ConfigMaps that
hold the migration files. The same line prints the same text,
and names end in a hash of what the Job runs: applied again it changes nothing, with other files or another
image it is a new Job. For Helm and Argo CD names stay, and annotations say when to make it anew.

WHAT:
  job               the Job and its ConfigMaps, where nothing is said
  config-map        the ConfigMaps alone
  init-container    the same command as an init container of another pod, as a patch
  gate              an init container that waits until others have migrated
  postgres          what deploy-postgres applies
  rbac              who may run the Job and forward ports; needs -n
  network-policy    lets the Job reach the database, where policies forbid it

up and run make that Job through kubectl, print its log, and end with the command's exit code. up leaves a Job
alone that is complete, follows one that runs, and makes one anew that had failed; run makes a new one each
time. logs shows the newest, clean removes those that have ended. Passwords stay in Secrets.

port-forward runs a command here, with a way through kubectl to a database that only the cluster reaches: it
waits for a ready pod, and puts a free port here in the place of the connection's host and port.

deploy-postgres brings up PostgreSQL, from the manifest of -f or one of its own, with a container beside it that
migrates. No connection through its Service succeeds before every migration has run; then it returns.

Flags:
)";

constexpr auto how_it_is_used = R"(
Examples:
  gander kube render -dir db/migrations --image localhost/gander:dev --secret postgres-secret/connection-string
  gander kube up -n shop -dir db/migrations --image gander --secret postgres-secret/connection-string
  gander kube run --image gander --host postgresql --env-from-secret pg \
      --map PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD,PGDATABASE=POSTGRES_DB -- up-to 7
  gander kube deploy-postgres -n shop -dir db/migrations --image gander -f postgres.yaml
  PGPASSWORD=… gander kube port-forward -n shop --to svc/postgresql -- postgres "user=shop" status

Exit codes:
  0   printed; the command said 0
  1   a migration file is wrong, or there is none; the cluster refuses, or a pod cannot start
  2   the command line or a file of -f or --patch is wrong, or the files do not fit
  75  the cluster cannot be reached, or -timeout is over
  n   what the command in the cluster ended with
)";

} // namespace

std::string help() { return what_it_does + flag_list(flags()) + how_it_is_used; }

} // namespace gander::cli::kube
