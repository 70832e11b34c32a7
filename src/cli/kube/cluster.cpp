#include "cli/kube/cluster.hpp"

#include "base/duration.hpp"
#include "cli/exit_codes.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

namespace gander::cli::kube {

Interruption::Interruption(Line const &line)
    : m_signals(line.stop), m_deadline(time_limit(line.flags), line.stop, exit_try_again)
{
}

cluster::Kubectl kubectl(Line const &line)
{
    return cluster::Kubectl{{.kubeconfig = line.flags.text("kubeconfig"),
                             .context = line.flags.text("context"),
                             .space = line.flags.text("n"),
                             .stop = line.stop.get_token()}};
}

std::chrono::nanoseconds duration(Flags const &flags, std::string_view name,
                                  std::chrono::nanoseconds otherwise)
{
    return parse_duration(flags.text(name)).value_or(otherwise);
}

void Narrator::note(std::string_view text) { complain(fmt::format("gander: {}", text)); }

void Narrator::line(std::string_view text) { m_json ? complain(text) : print_now(text); }

void Narrator::old_line(std::string_view text) { complain(text); }

} // namespace gander::cli::kube
