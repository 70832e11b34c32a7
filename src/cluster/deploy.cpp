#include "cluster/deploy.hpp"

#include "base/duration.hpp"
#include "cluster/log.hpp"
#include "cluster/make.hpp"
#include "kubernetes/json_path.hpp"
#include "kubernetes/ready.hpp"
#include "kubernetes/run.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace gander::cluster {

namespace {

using Clock = std::chrono::steady_clock;
using kubernetes::name_of;
using kubernetes::Rollout;
using kubernetes::text_at;
using namespace std::chrono_literals;

constexpr auto const *manager = "gander";

/// The workload, as the cluster has it then.
Manifest apply_all(Kubectl const &kubectl, kubernetes::Gated const &gated)
{
    auto const &wanted = gated.documents.at(gated.workload);
    auto const all = apply(kubectl, manager, in_order(gated));
    auto made = *std::ranges::find_if(all, [&](Manifest const &each) {
        return text_at(each, {"kind"}) == text_at(wanted, {"kind"}) && name_of(each) == name_of(wanted);
    });
    std::vector<Manifest> owned;
    std::ranges::transform(gated.config_maps, std::back_inserter(owned),
                           [&](Manifest const &map) { return kubernetes::owned_by(map, made); });
    if (!owned.empty()) {
        apply(kubectl, manager, owned);
    }
    return made;
}

class Follower
{
public:
    Follower(Kubectl const &kubectl, Manifest const &workload, Narrator &narrator)
        : m_kubectl(kubectl), m_kind(text_at(workload, {"kind"})), m_name(name_of(workload)),
          m_narrator(narrator)
    {
    }

    Rollout to_the_end(Patience const &patience)
    {
        for (auto const until = Clock::now() + patience.ready;;) {
            auto state = look();
            if (!state.ready || m_log) { // what was ready before has been told before
                show_log(state);
            }
            if (state.ready || state.settled || Clock::now() > until || is_stuck(state, patience.start)) {
                return state;
            }
            clear_the_way(state);
            tell(state.waits_for);
        }
    }

private:
    Rollout look()
    {
        auto const workload = m_kubectl.json({"get", m_kind, m_name}).at(0);
        std::string selector;
        for (auto const &[name, value] :
             kubernetes::at(workload, {"spec", "selector", "matchLabels"}).items()) {
            selector += (selector.empty() ? "" : ",") + name + '=' + value.get<std::string>();
        }
        auto const pods = m_kubectl.json({"get", "pods", "--selector=" + selector});
        auto const state = kubernetes::rollout(workload, pods, {});
        bool const unclear = !state.ready && !state.obstacle && !(state.gate && state.gate->started);
        return unclear ? kubernetes::rollout(workload, pods, warnings()) : state;
    }

    std::vector<Manifest> warnings() const
    {
        try {
            return m_kubectl.json({"get", "events", "--field-selector=type=Warning"});
        } catch (Error const &error) { // whoever may not read events is told less
            if (error.code() == Errc::cancelled) {
                throw;
            }
            return {};
        }
    }

    /// What the gate prints, each time it is started.
    void show_log(Rollout const &state)
    {
        auto const key = fmt::format("{} {}", state.pod, state.restarts);
        if (!state.gate || !state.gate->started || m_shown == key) {
            m_kubectl.pause(400ms);
            return;
        }
        if (m_pod != state.pod) {
            m_pod = state.pod;
            m_log = std::make_unique<Log>(m_kubectl, m_pod);
            m_narrator.note(fmt::format("pod {}", m_pod));
        }
        bool const ended = state.gate->exit_code.has_value();
        m_log->follow(ended ? 5s : 500ms, m_narrator);
        if (ended && m_log->at_end()) {
            m_shown = key;
            m_narrator.note(
                fmt::format("pod {}: the migrations ended with {}", m_pod, *state.gate->exit_code));
        }
        m_kubectl.pause(0s);
    }

    /// A StatefulSet replaces a pod only once that was ready, which one with a broken migration never is.
    void clear_the_way(Rollout const &state)
    {
        for (auto const &pod : state.in_the_way) {
            m_narrator.note(
                fmt::format("pod {} is not ready and of an older version: deleted, as the StatefulSet would "
                            "wait for it",
                            pod));
            m_kubectl.text({"delete", "pod", pod, "--wait=false", "--ignore-not-found"});
        }
    }

    bool is_stuck(Rollout const &state, std::chrono::nanoseconds patience)
    {
        auto const what = state.obstacle ? state.obstacle->hint : std::string{};
        if (what != m_obstacle) {
            m_obstacle = what;
            m_since = Clock::now();
        }
        return !what.empty() && Clock::now() - m_since >= patience;
    }

    void tell(std::string const &waits_for)
    {
        if (!waits_for.empty() && waits_for != m_told) {
            m_told = waits_for;
            m_narrator.note("waiting: " + waits_for);
        }
    }

    Kubectl const &m_kubectl;
    std::string m_kind;
    std::string m_name;
    Narrator &m_narrator;
    std::string m_pod{}; ///< whose log it is
    std::unique_ptr<Log> m_log{};
    std::string m_shown{}; ///< the end that has been told
    std::string m_obstacle{};
    Clock::time_point m_since{};
    std::string m_told{};
};

} // namespace

Rollout deploy(Kubectl const &kubectl, kubernetes::Gated const &gated, Patience const &patience,
               Narrator &narrator)
{
    auto const made = apply_all(kubectl, gated);
    narrator.note(fmt::format("{} {}", text_at(made, {"kind"}), name_of(made)));
    return Follower{kubectl, made, narrator}.to_the_end(patience);
}

} // namespace gander::cluster
