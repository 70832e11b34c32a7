#include "cli/kube/kube.hpp"

#include <array>

namespace gander::cli::kube {

namespace {

using enum FlagType;

constexpr std::string_view in_cluster = "run,up,logs,clean,port-forward,test";
constexpr std::string_view as_job = "render,run,up";
constexpr std::string_view to_database = "render,run,up,port-forward,test";
constexpr std::string_view to_host = "render,run,up,port-forward";

constexpr auto table = std::to_array<FlagSpec>({
    {"all", boolean, "those too that have not ended", {}, {}, "clean"},
    {"annotation",
     text,
     "NAME=VALUE on every object and on the pods; may be given more than once",
     {},
     {},
     as_job},
    {"config-map", text, "a ConfigMap that has the files already, instead of those of -dir", {}, {}, as_job},
    {"context", text, "the context of kubectl's configuration", {}, {}, in_cluster},
    {"database", text, "its name", {}, {}, to_database},
    {"dir", text, "where the migration files are; GOOSE_MIGRATION_DIR names it too", ".", {}, as_job},
    {"env-from-secret",
     text,
     "a Secret with the parts of the connection, named by --map",
     {},
     {},
     to_database},
    {"files-in-image", boolean, "the image has the files, in /migrations", {}, {}, as_job},
    {"h", boolean, "print this help"},
    {"help", boolean, "print this help"},
    {"host", text, "the database's host, such as a Service's name", {}, {}, to_host},
    {"image", text, "the image to run", {}, {}, as_job},
    {"image-pull-policy", text, "Always, IfNotPresent or Never", {}, {}, as_job},
    {"image-pull-secret",
     text,
     "a Secret with the registry's password; may be given more than once",
     {},
     {},
     as_job},
    {"kubeconfig", text, "kubectl's configuration; KUBECONFIG names it too", {}, {}, in_cluster},
    {"l", text, "a ready pod with these labels", {}, {}, "port-forward"},
    {"label",
     text,
     "NAME=VALUE on every object and on the pods; may be given more than once",
     {},
     {},
     as_job},
    {"map",
     text,
     "which key is which variable: PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD",
     {},
     {},
     to_database},
    {"n", text, "the namespace"},
    {"name", text, "what the objects' names begin with", "migrate", {}, "render,run,up,logs,clean"},
    {"namespace", text, "the namespace", {}, {}, {}, "n"},
    {"output", output, "text, or json", "text", {}, "render,run,up,logs,clean"},
    {"password-secret", text, "NAME/KEY of the Secret with the password", {}, {}, to_database},
    {"patch",
     text,
     "a file with what is to be otherwise, merged into the objects; may be given more than once",
     {},
     {},
     as_job},
    {"port", text, "the database's port", {}, {}, to_database},
    {"ready-timeout", duration, "how long to wait for a ready pod", "5m", {}, "port-forward,test"},
    {"profile", text, "who applies it: kubectl, or helm (and Argo CD)", "kubectl", {}, "render"},
    {"secret", text, "NAME/KEY of the Secret with the connection string", {}, {}, to_database},
    {"selector", text, "the same as -l", {}, {}, "port-forward", "l"},
    {"service-account",
     text,
     "the pods' service account; with rbac the one that may run them, also NAMESPACE:NAME",
     {},
     {},
     as_job},
    {"service", text, "the Service to go through", "postgresql", {}, "test"},
    {"start-timeout", duration, "for how long a pod may be kept from starting", "10s", {}, "run,up,logs"},
    {"to", text, "svc/NAME or pod/NAME", "svc/postgresql", {}, "port-forward"},
    {"to-pods",
     text,
     "LABEL=VALUE of the database's pods, for network-policy; may be given more than once",
     {},
     {},
     "render"},
    {"timeout", duration, "give up after this time; the Job goes on", {}, {}, "run,up,logs,clean"},
    {"user", text, "the database's user", {}, {}, to_database},
});

} // namespace

std::span<FlagSpec const> flags() noexcept { return table; }

} // namespace gander::cli::kube
