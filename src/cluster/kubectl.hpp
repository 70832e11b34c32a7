#pragma once
/// kubectl, which knows how to reach a cluster: kubeconfig, credentials, proxies.

#include "kubernetes/yaml.hpp"

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gander::cluster {

using kubernetes::Manifest;

struct KubectlOptions
{
    std::string kubeconfig{}; ///< empty: KUBECONFIG, or else its own default
    std::string context{};    ///< empty: the current one
    std::string space{};      ///< namespace; empty: the context's
    std::stop_token stop{};
};

using Words = std::vector<std::string>;

class Kubectl
{
public:
    /// Looks for it in PATH and asks for its version. Throws Errc::unsupported.
    explicit Kubectl(KubectlOptions options);

    /// What it prints. `input` is what it reads with `-f -`. Throws what refusal() makes of its complaint,
    /// and Errc::cancelled after a stop.
    std::string text(Words const &words, std::string_view input = {}) const;

    /// With `-o json`. A list is its items.
    std::vector<Manifest> json(Words words, std::string_view input = {}) const;

    /// The whole line, for those that run for longer.
    Words line(Words const &words) const;

    std::stop_token const &stop() const noexcept { return m_options.stop; }

    /// Waits before the next question. Throws Errc::cancelled after a stop.
    void pause(std::chrono::nanoseconds length) const;

    /// Another one, which heeds this stop instead.
    Kubectl with_stop(std::stop_token stop) const;

    /// For what has to be put in order after a stop; it takes a few seconds at most.
    Kubectl without_stop() const;

private:
    void check_version() const;

    KubectlOptions m_options;
    std::string m_limit{}; ///< of the time that a request takes
    std::string m_path;
};

} // namespace gander::cluster
