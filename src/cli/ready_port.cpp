#include "cli/ready_port.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace gander::cli {

namespace {

/// Both IPv6 and IPv4 where the machine has both.
bool bind_to(int socket, int family, std::uint16_t port)
{
    int const on = 1;
    int const off = 0;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (family == AF_INET6) {
        ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        return ::bind(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    return ::bind(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
}

Descriptor listen_on(std::uint16_t port)
{
    int problem = 0;
    for (int const family : {AF_INET6, AF_INET}) {
        Descriptor listener{::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
        if (listener.is_open() && bind_to(listener.number(), family, port) &&
            ::listen(listener.number(), SOMAXCONN) == 0) {
            return listener;
        }
        problem = errno;
        if (problem == EADDRINUSE) {
            break;
        }
    }
    throw Error(Errc::io, fmt::format("--ready-port {}: {}", port, std::strerror(problem)),
                "choose a port that nothing else in this container or pod listens on");
}

bool readable(int file, int milliseconds)
{
    pollfd watched{file, POLLIN, 0};
    return ::poll(&watched, 1, milliseconds) > 0;
}

} // namespace

ReadyPort::ReadyPort(std::uint16_t port)
    : m_listener(listen_on(port)), m_server([this](std::stop_token const &over) { serve(over); })
{
}

void ReadyPort::serve(std::stop_token const &over) const
{
    constexpr int slice = 100; // milliseconds, until the end is noticed
    while (!over.stop_requested()) {
        if (readable(m_listener.number(), slice)) {
            Descriptor const client{
                ::accept4(m_listener.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
            if (client.is_open()) {
                answer(client.number());
            }
        }
    }
}

/// One at a time, so whoever asks slowly is not waited for.
void ReadyPort::answer(int client) const
{
    constexpr int patience = 500; // milliseconds
    constexpr std::size_t most = 8192;
    std::string request;
    while (request.find("\r\n\r\n") == std::string::npos && request.size() < most &&
           readable(client, patience)) {
        std::array<char, 1024> part{};
        auto const count = ::recv(client, part.data(), part.size(), 0);
        if (count <= 0) {
            return;
        }
        request.append(part.data(), static_cast<std::size_t>(count));
    }
    std::string const body = m_ready ? "ready\n" : "not ready\n";
    auto const reply =
        fmt::format("HTTP/1.1 {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: "
                    "close\r\n\r\n{}",
                    m_ready ? "200 OK" : "503 Service Unavailable", body.size(), body);
    ::send(client, reply.data(), reply.size(), MSG_NOSIGNAL);
}

} // namespace gander::cli
