#include "cluster/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace gander::cluster {

namespace {

struct Known
{
    std::string_view word; ///< in the complaint
    Errc code;
    std::string_view hint;
};

// The first that fits counts.
constexpr auto table = std::to_array<Known>({
    {"localhost:8080", Errc::connection,
     "kubectl has no cluster: set KUBECONFIG, or --kubeconfig and --context"},
    {"was refused", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"Unable to connect to the server", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"no such host", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"i/o timeout", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"TLS handshake timeout", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"no route to host", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"network is unreachable", Errc::connection, "does the cluster run? kubectl cluster-info tells"},
    {"connection reset by peer", Errc::connection, "the cluster hung up; it may be busy"},
    {"client connection lost", Errc::connection, "the cluster hung up; it may be busy"},
    {": EOF", Errc::connection, "the cluster hung up; it may be busy"},
    {"unexpected EOF", Errc::connection, "the cluster hung up; it may be busy"},
    {"deadline exceeded", Errc::connection, "the cluster is busy"},
    {"(Timeout)", Errc::connection, "the cluster is busy"},
    {"(GatewayTimeout)", Errc::connection, "the cluster is busy"},
    {"etcdserver:", Errc::connection, "the cluster is busy"},
    {"(ServiceUnavailable)", Errc::connection, "the cluster is busy"},
    {"(TooManyRequests)", Errc::connection, "the cluster is busy"},
    {"(InternalError)", Errc::connection, "the cluster is busy"},
    {"exceeded quota", Errc::io, "the namespace's quota leaves no room: kubectl describe quota"},
    {"violates PodSecurity", Errc::io, "the namespace's PodSecurity level forbids it"},
    {"admission webhook", Errc::io, "a policy of the cluster refuses it"},
    {"(Forbidden)", Errc::io,
     "this user may not do that: gander kube render rbac prints what it needs; what deploy-postgres needs is "
     "in docs/kubernetes.md"},
    {"(Unauthorized)", Errc::io, "the cluster does not know this user: kubectl auth whoami"},
    {"must be logged in", Errc::io, "the cluster does not know this user: kubectl auth whoami"},
    {"(NotFound): namespaces \"", Errc::io, "-n names one that has to be there: kubectl create namespace"},
    {"context \"", Errc::io, "kubectl config get-contexts lists those there are"},
    {"(Invalid)", Errc::io, "what --patch, --label or --annotation adds has to be what Kubernetes takes"},
    {"(RequestEntityTooLarge)", Errc::io,
     "put the files into an image: FROM gander, COPY migrations /migrations"},
});

/// The last line that says something, which is the error; those before it are warnings and retries.
std::string_view last_line(std::string_view text)
{
    auto const end = text.find_last_not_of("\r\n ");
    text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    auto const begin = text.rfind('\n');
    return begin == std::string_view::npos ? text : text.substr(begin + 1);
}

} // namespace

Error refusal(std::string_view complaint)
{
    auto line = last_line(complaint);
    auto const known = std::ranges::find_if(
        table, [&](Known const &each) { return line.find(each.word) != std::string_view::npos; });
    for (std::string_view const prefix : {"error: ", "Error: "}) {
        line.remove_prefix(line.starts_with(prefix) ? prefix.size() : 0);
    }
    auto const what = fmt::format("kubectl: {}", line.empty() ? "failed without a word" : line);
    return known == table.end() ? Error(Errc::io, what) : Error(known->code, what, std::string(known->hint));
}

bool has_reason(Error const &refusal, std::string_view reason)
{
    return std::string_view{refusal.what()}.find(fmt::format("({})", reason)) != std::string_view::npos;
}

} // namespace gander::cluster
