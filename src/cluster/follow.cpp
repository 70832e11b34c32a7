#include "cluster/follow.hpp"

#include "base/duration.hpp"
#include "cluster/log.hpp"
#include "cluster/look.hpp"
#include "cluster/refusal.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace gander::cluster {

namespace {

using Clock = std::chrono::steady_clock;
using kubernetes::Phase;
using kubernetes::Progress;
using kubernetes::Try;
using namespace std::chrono_literals;

void tell_begin(Try const &tried, Narrator &narrator) { narrator.note(fmt::format("pod {}", tried.pod)); }

void tell_end(Try const &tried, Narrator &narrator)
{
    if (tried.exit_code.value_or(0) != 0) {
        narrator.note(fmt::format("pod {} ended with {}{}", tried.pod, *tried.exit_code,
                                  tried.reason == "Error" ? "" : ": " + tried.reason));
    }
}

class Follower
{
public:
    Follower(Kubectl const &kubectl, std::string const &job, Narrator &narrator)
        : m_kubectl(kubectl), m_job(job), m_narrator(narrator)
    {
    }

    Progress to_the_end(std::chrono::nanoseconds patience)
    {
        while (true) {
            auto progress = look_patiently();
            if (auto const *current = next(progress.tries)) {
                show(*current);
            } else if (progress.phase != Phase::active || is_stuck(progress, patience)) {
                return progress;
            } else {
                m_kubectl.pause(400ms);
            }
        }
    }

private:
    Progress look_patiently()
    {
        for (auto const until = Clock::now() + 1min;;) {
            try {
                auto progress = look(m_kubectl, m_job);
                if (!progress) {
                    throw Error(Errc::io, fmt::format("Job {} is gone: somebody has deleted it", m_job),
                                "gander kube up makes it anew");
                }
                return *std::move(progress);
            } catch (Error const &error) {
                if (error.code() != Errc::connection || Clock::now() > until) {
                    throw;
                }
                m_narrator.note(error.what());
            }
            m_kubectl.pause(2s);
        }
    }

    /// The first whose log has not been passed on to its end.
    Try const *next(std::vector<Try> const &tries) const
    {
        auto const hit = std::ranges::find_if(
            tries, [&](Try const &each) { return each.started && !m_shown.contains(each.pod); });
        return hit == tries.end() ? nullptr : &*hit;
    }

    void show(Try const &current)
    {
        if (m_pod != current.pod) {
            m_pod = current.pod;
            m_log = std::make_unique<Log>(m_kubectl, m_pod);
            tell_begin(current, m_narrator);
        }
        auto const before = Clock::now();
        m_log->follow(2s, m_narrator);
        m_kubectl.pause(0s);
        // That it has ended was known before its log was read: at its end that was all of it.
        if (current.exit_code && (m_log->at_end() || gives_up())) {
            m_shown.insert(current.pod);
            tell_end(current, m_narrator);
        } else if (Clock::now() - before < 500ms) {
            m_kubectl.pause(500ms); // the log ends before the pod's state says so, or cannot be read
        }
    }

    /// A log that cannot be read to its end is no reason to wait for ever.
    bool gives_up()
    {
        constexpr auto enough = 30s;
        auto const error = refusal(m_log->complaint());
        if (m_log->quiet_for() < enough && !has_reason(error, "Forbidden")) {
            return false;
        }
        m_narrator.note(fmt::format("the log of pod {} cannot be read to its end: {}{}{}", m_pod,
                                    error.what(), error.hint().empty() ? "" : "; ", error.hint()));
        return true;
    }

    /// The same obstacle for so long. Some are gone in a moment, and not worth a word.
    bool is_stuck(Progress const &progress, std::chrono::nanoseconds patience)
    {
        if (!progress.obstacle) {
            m_hint.clear();
            return false;
        }
        if (m_hint != progress.obstacle->hint) { // ErrImagePull and ImagePullBackOff take turns
            m_hint = progress.obstacle->hint;
            m_since = Clock::now();
            m_told = false;
        }
        auto const so_far = Clock::now() - m_since;
        if (!m_told && so_far >= 1500ms && so_far < patience) {
            m_narrator.note(fmt::format("{}; waiting {} for that to change", progress.obstacle->what,
                                        short_duration(patience)));
            m_told = true;
        }
        return so_far >= patience;
    }

    Kubectl const &m_kubectl;
    std::string m_job;
    Narrator &m_narrator;
    std::set<std::string> m_shown{}; ///< pods
    std::string m_pod{};             ///< whose log it is
    std::unique_ptr<Log> m_log{};
    std::string m_hint{}; ///< of the obstacle that there is
    Clock::time_point m_since{};
    bool m_told = false;
};

} // namespace

void show_logs(Kubectl const &kubectl, std::vector<Try> const &tries, Narrator &narrator)
{
    for (auto const &tried : tries) {
        tell_begin(tried, narrator);
        Log{kubectl, tried.pod}.follow(10s, narrator);
        tell_end(tried, narrator);
        kubectl.pause(0s);
    }
}

Progress follow(Kubectl const &kubectl, std::string const &job, std::chrono::nanoseconds patience,
                Narrator &narrator)
{
    return Follower{kubectl, job, narrator}.to_the_end(patience);
}

} // namespace gander::cluster
