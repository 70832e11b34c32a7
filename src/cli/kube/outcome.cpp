#include "cli/kube/outcome.hpp"

#include "base/duration.hpp"
#include "cli/exit_codes.hpp"
#include "cli/output.hpp"
#include "kubernetes/json_path.hpp"
#include "report/document.hpp"

#include <fmt/format.h>

namespace gander::cli::kube {

namespace {

using kubernetes::Phase;
using kubernetes::Try;
using report::Json;

std::string_view state_word(Outcome const &outcome)
{
    return outcome.progress.phase == Phase::complete ? "complete"
           : outcome.progress.phase == Phase::failed ? "failed"
                                                     : "stuck";
}

std::string space_of(Outcome const &outcome)
{
    return kubernetes::text_at(outcome.progress.job, {"metadata", "namespace"});
}

Json text_or_null(std::string const &text) { return text.empty() ? Json(nullptr) : Json(text); }

/// What gander said of itself, where the pod could still say it.
Json result(Outcome const &outcome)
{
    auto const &tries = outcome.progress.tries;
    auto const document = Json::parse(tries.empty() ? std::string{} : tries.back().message, nullptr, false);
    return document.is_object() ? document : Json(nullptr);
}

Json to_json(Try const &tried)
{
    return {{"name", tried.pod},
            {"exit_code", tried.exit_code ? Json(*tried.exit_code) : Json(nullptr)},
            {"reason", text_or_null(tried.reason)}};
}

std::string as_document(Outcome const &outcome)
{
    auto const &progress = outcome.progress;
    auto json = report::document("kube");
    json["job"] = outcome.job;
    json["namespace"] = space_of(outcome);
    json["state"] = state_word(outcome);
    json["already"] = outcome.before;
    json["exit_code"] = kubernetes::exit_code(progress);
    json["duration_ms"] = report::milliseconds(outcome.duration);
    json["reason"] = text_or_null(progress.obstacle ? progress.obstacle->what : progress.reason);
    json["hint"] = text_or_null(progress.obstacle ? progress.obstacle->hint : "");
    json["pods"] = Json::array();
    for (auto const &tried : progress.tries) {
        json["pods"].push_back(to_json(tried));
    }
    json["result"] = result(outcome);
    return report::finish(json);
}

/// A pod that had no time to print may have left a message all the same.
void tell_last_message(Outcome const &outcome)
{
    auto const &tries = outcome.progress.tries;
    if (!tries.empty() && !tries.back().message.empty() && result(outcome).is_null()) {
        complain(fmt::format("gander: pod {} left the message: {}", tries.back().pod, tries.back().message));
    }
    if (!tries.empty() && tries.back().reason == "OOMKilled") {
        complain("  hint: it had too little memory: --patch raises the limit");
    }
}

void tell_people(Outcome const &outcome)
{
    auto const &progress = outcome.progress;
    auto const job = fmt::format("gander: Job {} in namespace {}", outcome.job, space_of(outcome));
    if (progress.phase == Phase::complete) {
        complain(outcome.before
                     ? fmt::format("{} is complete already, since {}: nothing to do", job,
                                   kubernetes::text_at(progress.job, {"status", "completionTime"}))
                     : fmt::format("{} is complete after {}", job, short_duration(outcome.duration)));
    } else if (progress.phase == Phase::failed) {
        tell_last_message(outcome);
        complain(fmt::format("{} has failed: {}: {}", job, progress.reason, progress.message));
    } else {
        complain(fmt::format("{}: {}\n  hint: {}\n  It stays and goes on once that is mended; gander kube "
                             "clean --all removes it.",
                             job, progress.obstacle->what, progress.obstacle->hint));
    }
}

} // namespace

int tell(Outcome const &outcome, bool json)
{
    json ? print(as_document(outcome)) : tell_people(outcome);
    return kubernetes::exit_code(outcome.progress);
}

} // namespace gander::cli::kube
