#pragma once
#include <string>
#include <string_view>

namespace gander {

/// `host:port`, and `[::1]:port` for an IPv6 address.
inline std::string address(std::string_view host, std::string_view port)
{
    bool const is_ipv6 = host.find(':') != std::string_view::npos;
    std::string text{is_ipv6 ? "[" : ""};
    text.append(host).append(is_ipv6 ? "]:" : ":").append(port);
    return text;
}

} // namespace gander
