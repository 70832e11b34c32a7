#pragma once
/// What the words that talk to a cluster have in common.

#include "cli/deadline.hpp"
#include "cli/kube/kube.hpp"
#include "cli/signals.hpp"
#include "cluster/kubectl.hpp"
#include "cluster/narrator.hpp"

#include <chrono>

namespace gander::cli::kube {

/// Signals and -timeout, for as long as it lives.
class Interruption
{
public:
    explicit Interruption(Line const &line);

private:
    Signals m_signals;
    Deadline m_deadline;
};

cluster::Kubectl kubectl(Line const &line);

/// Whether flags say where the database is.
bool names_connection(Flags const &flags);

/// Puts what they say into our own environment, where a pod would find it. Reads Secrets. Throws Error.
void take_connection(Flags const &flags, cluster::Kubectl const &client);

/// The flag's value, or what it is without one.
std::chrono::nanoseconds duration(Flags const &flags, std::string_view name,
                                  std::chrono::nanoseconds otherwise);

/// Notes to stderr. The log to stdout, or, where a document is wanted there, to stderr too.
class Narrator final : public cluster::Narrator
{
public:
    explicit Narrator(bool json) : m_json(json) {}
    void note(std::string_view text) override;
    void line(std::string_view text) override;
    void old_line(std::string_view text) override;

private:
    bool m_json;
};

} // namespace gander::cli::kube
