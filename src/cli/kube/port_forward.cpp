#include "cli/kube/cluster.hpp"
#include "cli/kube/command.hpp"
#include "cli/route.hpp"
#include "cluster/tunnel.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <optional>

namespace gander::cli::kube {

namespace {

cluster::Destination destination(Flags const &flags)
{
    cluster::Destination destination{
        .to = flags.text("to"), .selector = flags.text("l"), .port = flags.text("port")};
    auto const &to = destination.to;
    if (!to.empty() && !destination.selector.empty()) {
        throw Error(Errc::usage, "-l and --to both say where to", "give one of them");
    }
    if (!to.empty() && !to.starts_with("svc/") && !to.starts_with("pod/")) {
        throw Error(Errc::usage, fmt::format("--to {}: it is svc/NAME or pod/NAME", masked(to)),
                    "--to svc/postgresql");
    }
    destination.to = to.empty() ? "svc/postgresql" : to;
    destination.port = destination.port.empty() ? "5432" : destination.port;
    return destination;
}

} // namespace

int port_forward(Line const &line)
{
    using namespace std::chrono_literals;
    auto const where = destination(line.flags);
    check_command_here(line.who, line.command);
    std::optional<Interruption> waiting{line}; // the command sees to signals by itself
    auto const client = kubectl(line);
    Narrator narrator{false};
    if (names_connection(line.flags)) {
        take_connection(line.flags, client);
    }
    cluster::Tunnel const tunnel{client, where, duration(line.flags, "ready-timeout", 5min), narrator};
    waiting.reset();
    return line.run_command(line.command, Route{.port = tunnel.port()});
}

} // namespace gander::cli::kube
