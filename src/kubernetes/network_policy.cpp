#include "kubernetes/access.hpp"
#include "kubernetes/metadata.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace gander::kubernetes {

namespace {

constexpr int dns = 53;

int database_port(std::string const &text)
{
    constexpr int postgres = 5432;
    constexpr int highest = 65535;
    if (text.empty()) {
        return postgres;
    }
    int port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port < 1 || port > highest) {
        throw Error(Errc::usage, "--port is a number from 1 to 65535");
    }
    return port;
}

Manifest port(char const *protocol, int number) { return {{"protocol", protocol}, {"port", number}}; }

Manifest pods(Pairs const &labels)
{
    Manifest selector;
    put(selector, "matchLabels", labels);
    return {{"podSelector", std::move(selector)}};
}

/// The labels of the pods, as the user may have changed them, that no other program's pods have together.
Pairs pod_labels(Request const &request)
{
    auto labels = own_labels();
    for (auto &[name, value] : labels) {
        for (auto const &[given, other] : request.labels) {
            value = given == name ? other : value;
        }
    }
    return labels;
}

Manifest policy(Request const &request, std::string const &name, Pairs const &selected, char const *type)
{
    Manifest spec = pods(selected);
    spec["policyTypes"].push_back(type);
    return {{"apiVersion", "networking.k8s.io/v1"},
            {"kind", "NetworkPolicy"},
            {"metadata", metadata(request, name)},
            {"spec", std::move(spec)}};
}

Manifest out(Request const &request, int number)
{
    auto out = policy(request, request.name, pod_labels(request), "Egress");
    Manifest database;
    if (!request.to_pods.empty()) {
        database["to"].push_back(pods(request.to_pods));
    }
    database["ports"].push_back(port("TCP", number));
    Manifest names;
    names["ports"] = Manifest::array({port("UDP", dns), port("TCP", dns)});
    out["spec"]["egress"] = Manifest::array({std::move(database), std::move(names)});
    return out;
}

Manifest in(Request const &request, int number)
{
    auto in = policy(request, request.name + "-database", request.to_pods, "Ingress");
    Manifest rule;
    rule["from"].push_back(pods(pod_labels(request)));
    rule["ports"].push_back(port("TCP", number));
    in["spec"]["ingress"].push_back(std::move(rule));
    return in;
}

} // namespace

std::vector<Manifest> render_network_policy(Request const &request)
{
    auto const number = database_port(request.port);
    std::vector<Manifest> documents{out(request, number)};
    if (!request.to_pods.empty()) {
        documents.push_back(in(request, number));
    }
    return patched(request, std::move(documents));
}

} // namespace gander::kubernetes
