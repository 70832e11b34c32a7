#include "cli/kube/kube.hpp"

#include <array>

namespace gander::cli::kube {

namespace {

using enum FlagType;

constexpr auto table = std::to_array<FlagSpec>({
    {"annotation", text, "NAME=VALUE on every object and on the pods; may be given more than once"},
    {"config-map", text, "a ConfigMap that has the files already, instead of those of -dir"},
    {"database", text, "its name"},
    {"dir", text, "where the migration files are; GOOSE_MIGRATION_DIR names it too", "."},
    {"env-from-secret", text, "a Secret with the parts of the connection, named by --map"},
    {"files-in-image", boolean, "the image has the files, in /migrations"},
    {"h", boolean, "print this help"},
    {"help", boolean, "print this help"},
    {"host", text, "the database's host, such as a Service's name"},
    {"image", text, "the image to run"},
    {"image-pull-policy", text, "Always, IfNotPresent or Never"},
    {"image-pull-secret", text, "a Secret with the registry's password; may be given more than once"},
    {"label", text, "NAME=VALUE on every object and on the pods; may be given more than once"},
    {"map", text, "which key is which variable: PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD"},
    {"n", text, "the namespace"},
    {"name", text, "what the objects' names begin with", "migrate"},
    {"namespace", text, "the namespace", {}, {}, {}, "n"},
    {"output", output, "text is YAML, json a List for kubectl", "text"},
    {"password-secret", text, "NAME/KEY of the Secret with the password"},
    {"port", text, "the database's port"},
    {"profile", text, "who applies it: kubectl, or helm (and Argo CD)", "kubectl"},
    {"secret", text, "NAME/KEY of the Secret with the connection string"},
    {"service-account", text, "the pods' service account"},
    {"user", text, "the database's user"},
});

} // namespace

std::span<FlagSpec const> flags() noexcept { return table; }

std::string help()
{
    return "Usage: gander kube render [FLAGS] [-- COMMAND…]\n\n"
           "Prints a Job that runs a gander command in a cluster, up where none is given, with the "
           "ConfigMaps that hold\n"
           "the migration files. The same line prints the same text, and names end in a hash of what the Job "
           "runs:\n"
           "applied again it changes nothing, with other files or another image it is a new Job. For Helm "
           "and Argo CD\n"
           "names stay, and annotations say when to make it anew. Passwords stay in Secrets.\n\n"
           "Flags:\n" +
           flag_list(flags()) +
           "\nExamples:\n"
           "  gander kube render -dir db/migrations --image localhost/gander:dev --secret "
           "postgres-secret/connection-string\n"
           "  gander kube render --image gander --host postgresql --env-from-secret pg \\\n"
           "      --map PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD,PGDATABASE=POSTGRES_DB -- up-to 7\n"
           "\nExit codes:\n"
           "  0   printed\n"
           "  1   a migration file is wrong, or there is none\n"
           "  2   the command line is wrong, or the files do not fit\n";
}

} // namespace gander::cli::kube
