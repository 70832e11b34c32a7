#include "cluster/kubectl.hpp"

#include "base/child.hpp"
#include "base/nap.hpp"
#include "cluster/refusal.hpp"
#include "kubernetes/json_path.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>

namespace gander::cluster {

namespace {

constexpr auto install_hint = "https://kubernetes.io/docs/tasks/tools tells how to install it";

std::string find_in_path(std::string const &program)
{
    auto const *const path = std::getenv("PATH");
    std::istringstream folders{path == nullptr ? "" : path};
    for (std::string folder; std::getline(folders, folder, ':');) {
        auto file = (folder.empty() ? "." : folder) + '/' + program;
        if (::access(file.c_str(), X_OK) == 0) {
            return file;
        }
    }
    throw Error(Errc::unsupported,
                fmt::format("{} is not in PATH, and gander talks to clusters through it", program),
                install_hint);
}

Error stopped() { return {Errc::cancelled, "stopped"}; }

void add(Words &words, std::string_view flag, std::string const &value)
{
    if (!value.empty()) {
        words.push_back(fmt::format("--{}={}", flag, value));
    }
}

Manifest parse(std::string const &text)
{
    auto document = Manifest::parse(text, nullptr, false);
    if (document.is_discarded()) {
        throw Error(Errc::io, "kubectl printed what is no JSON");
    }
    return document;
}

} // namespace

Kubectl::Kubectl(KubectlOptions options) : m_options(std::move(options)), m_path(find_in_path("kubectl"))
{
    check_version();
}

/// 1.24 is the first that takes what is applied as it is rendered.
void Kubectl::check_version() const
{
    constexpr int oldest = 24;
    auto const version = parse(text({"version", "--client", "--output=json"}));
    auto const name = kubernetes::text_at(version, {"clientVersion", "gitVersion"});
    auto const minor = kubernetes::text_at(version, {"clientVersion", "minor"}); // `27+` at some vendors
    if (kubernetes::text_at(version, {"clientVersion", "major"}) == "1" &&
        std::atoi(minor.c_str()) < oldest) {
        throw Error(Errc::unsupported,
                    fmt::format("{} is {}; it has to be 1.{} or newer", m_path, name, oldest), install_hint);
    }
}

Words Kubectl::line(Words const &words) const
{
    Words line{m_path};
    add(line, "kubeconfig", m_options.kubeconfig);
    add(line, "context", m_options.context);
    add(line, "namespace", m_options.space);
    add(line, "request-timeout", m_limit);
    line.insert(line.end(), words.begin(), words.end());
    return line;
}

std::string Kubectl::text(Words const &words, std::string_view input) const
{
    auto done = run_to_end(line(words), input, m_options.stop);
    if (!done) {
        throw stopped();
    }
    if (done->exit_code != 0) {
        throw refusal(done->err.empty() ? done->out : done->err);
    }
    return std::move(done->out);
}

std::vector<Manifest> Kubectl::json(Words words, std::string_view input) const
{
    words.emplace_back("--output=json");
    auto const printed = text(words, input);
    if (printed.empty()) { // with --ignore-not-found
        return {};
    }
    auto document = parse(printed);
    if (kubernetes::text_at(document, {"kind"}) != "List") {
        return {std::move(document)};
    }
    return document["items"].get<std::vector<Manifest>>();
}

void Kubectl::pause(std::chrono::nanoseconds length) const
{
    nap(length, m_options.stop);
    if (m_options.stop.stop_requested()) {
        throw stopped();
    }
}

Kubectl Kubectl::with_stop(std::stop_token stop) const
{
    auto other = *this;
    other.m_options.stop = std::move(stop);
    return other;
}

Kubectl Kubectl::without_stop() const
{
    auto other = with_stop({});
    other.m_limit = "5s";
    return other;
}

} // namespace gander::cluster
