#include "cluster/deploy.hpp"

#include "base/duration.hpp"
#include "cli/environment.hpp"
#include "cli/exit_codes.hpp"
#include "cli/kube/cluster.hpp"
#include "cli/kube/postgres.hpp"
#include "cli/output.hpp"
#include "cluster/secret.hpp"
#include "kubernetes/json_path.hpp"
#include "kubernetes/workload.hpp"
#include "report/document.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

namespace gander::cli::kube {

namespace {

using namespace std::chrono_literals;
using kubernetes::Rollout;
using report::Json;

struct Deployed
{
    kubernetes::Manifest workload{};
    std::string service{};
    Rollout rollout{};
    std::chrono::nanoseconds duration{};
};

int exit_code(Rollout const &rollout)
{
    return rollout.ready      ? exit_done
           : rollout.settled  ? rollout.gate->exit_code.value_or(exit_no)
           : rollout.obstacle ? exit_no
                              : exit_try_again;
}

/// What the gate said of itself. It stays in the pod's status when the gate is started anew.
Json result(Rollout const &rollout)
{
    auto const document = Json::parse(rollout.gate ? rollout.gate->message : std::string{}, nullptr, false);
    return document.is_object() ? document : Json(nullptr);
}

/// In which case no migration is to blame.
bool cannot_connect(Rollout const &rollout)
{
    auto const report = rollout.settled ? result(rollout) : Json(nullptr);
    return kubernetes::text_at(report, {"error", "code"}) == "connection";
}

std::string named(Deployed const &deployed)
{
    return fmt::format("{} {} in namespace {}", kubernetes::text_at(deployed.workload, {"kind"}),
                       kubernetes::name_of(deployed.workload),
                       kubernetes::text_at(deployed.workload, {"metadata", "namespace"}));
}

std::string reason(Deployed const &deployed)
{
    auto const &rollout = deployed.rollout;
    if (rollout.settled) {
        return fmt::format("{}, so nobody can connect through the Service",
                           cannot_connect(rollout) ? "its migrations cannot connect to it"
                                                   : "its migrations have failed");
    }
    return rollout.obstacle ? rollout.obstacle->what : "it is not ready in time: " + rollout.waits_for;
}

std::string hint(Rollout const &rollout)
{
    return cannot_connect(rollout)
               ? "see above; --user, --database, --password-secret and --port say how to connect"
           : rollout.settled  ? "mend the migration and deploy again"
           : rollout.obstacle ? rollout.obstacle->hint
                              : "kubectl describe pod tells more; --ready-timeout waits longer";
}

void tell_people(Deployed const &deployed)
{
    auto const &rollout = deployed.rollout;
    if (rollout.ready) {
        complain(fmt::format("gander: {} is ready after {}, and migrated", named(deployed),
                             short_duration(deployed.duration)));
    } else {
        complain(fmt::format("gander: {}: {}\n  hint: {}", named(deployed), reason(deployed), hint(rollout)));
    }
}

std::string as_document(Deployed const &deployed)
{
    auto const &rollout = deployed.rollout;
    auto json = report::document("kube");
    json["workload"] = {{"kind", kubernetes::text_at(deployed.workload, {"kind"})},
                        {"name", kubernetes::name_of(deployed.workload)}};
    json["namespace"] = kubernetes::text_at(deployed.workload, {"metadata", "namespace"});
    json["service"] = deployed.service.empty() ? Json(nullptr) : Json(deployed.service);
    json["pod"] = rollout.pod.empty() ? Json(nullptr) : Json(rollout.pod);
    json["state"] = rollout.ready      ? "ready"
                    : rollout.settled  ? "failed"
                    : rollout.obstacle ? "stuck"
                                       : "late";
    json["exit_code"] = exit_code(rollout);
    json["duration_ms"] = report::milliseconds(deployed.duration);
    json["reason"] = rollout.ready ? Json(nullptr) : Json(reason(deployed));
    json["hint"] = rollout.ready ? Json(nullptr) : Json(hint(rollout));
    json["result"] = rollout.ready ? Json(nullptr) : result(rollout);
    return report::finish(json);
}

/// A stop is one of ours alone.
Rollout deploy_or_explain(cluster::Kubectl const &client, kubernetes::Gated const &wanted,
                          cluster::Patience const &patience, Narrator &narrator)
{
    try {
        return cluster::deploy(client, wanted, patience, narrator);
    } catch (Error const &error) {
        if (error.code() != Errc::cancelled) {
            throw;
        }
        auto const &workload = wanted.documents.at(wanted.workload);
        throw Error(error.code(), error.what(),
                    fmt::format("{} {} comes up and migrates without this command, once it is made; the same "
                                "command again waits for it",
                                kubernetes::text_at(workload, {"kind"}), kubernetes::name_of(workload)));
    }
}

} // namespace

int deploy_postgres(Line const &line)
{
    auto const wanted = gated(line.flags);
    auto here = line;
    if (!wanted.space.empty()) {
        here.flags.set("n", wanted.space); // which the manifest may have said
    }
    Interruption const interruption{line};
    auto const client = kubectl(here);
    Narrator narrator{line.json()};
    if (auto const &workload = wanted.documents.at(wanted.workload); kubernetes::may_share_files(workload)) {
        narrator.note(
            fmt::format("warning: Deployment {} has a volume, and not the strategy Recreate: after a "
                        "change two servers may be at work on the same files, which destroys them",
                        kubernetes::name_of(workload)));
    }
    auto const began = std::chrono::steady_clock::now();
    if (!line.flags.given("f")) {
        cluster::provide_password(client, own_database(here.flags), variable("PGPASSWORD"), narrator);
    }
    auto const done = deploy_or_explain(client, wanted,
                                        {.ready = duration(line.flags, "ready-timeout", 5min),
                                         .start = duration(line.flags, "start-timeout", 10s)},
                                        narrator);
    Deployed const deployed{.workload = done.workload,
                            .service = wanted.service,
                            .rollout = done,
                            .duration = std::chrono::steady_clock::now() - began};
    line.json() ? print(as_document(deployed)) : tell_people(deployed);
    return exit_code(done);
}

} // namespace gander::cli::kube
