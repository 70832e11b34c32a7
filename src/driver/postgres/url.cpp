#include "driver/postgres/conninfo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace gander::driver::postgres {

namespace {

constexpr std::string_view url_hint =
    "A URL looks like postgres://USER:PASSWORD@HOST:PORT/DATABASE?name=value; in the user, the password, the "
    "database and the values write % as %25, @ as %40, / as %2F, ? as %3F and & as %26.";

struct Hosts
{
    std::string hosts{};
    std::string ports{};
};

/// `h1:5433,[::1],h2` → the two lists libpq takes. Empty when a port is no number: then it is not a list of
/// hosts.
std::optional<Hosts> read_hosts(std::string_view text)
{
    Hosts lists;
    bool first = true;
    for (bool more = true; more; first = false) {
        auto const item = text.substr(0, text.find(','));
        more = item.size() < text.size();
        text.remove_prefix(more ? item.size() + 1 : item.size());

        auto const bracket = item.starts_with('[') ? item.find(']') : 0;
        if (bracket == std::string_view::npos) {
            return {};
        }
        auto const colon = item.find(':', bracket);
        auto const port = colon == std::string_view::npos ? std::string_view{} : item.substr(colon + 1);
        auto const host = bracket != 0 ? item.substr(1, bracket - 1) : item.substr(0, colon);
        std::string decoded;
        if (!percent_decode(host, decoded) ||
            port.find_first_not_of("0123456789") != std::string_view::npos ||
            (bracket != 0 && bracket + 1 != std::min(colon, item.size()))) {
            return {};
        }
        lists.hosts.append(first ? "" : ",").append(decoded);
        lists.ports.append(first ? "" : ",").append(port);
    }
    return lists;
}

/// Where the `@` after user and password is. The last one before the path counts, as with goose. A password
/// with a raw / or ? in it, as people paste them, is recognised by what would otherwise be a port that is no
/// number.
std::size_t end_of_user(std::string_view rest)
{
    auto const head = rest.substr(0, rest.find_first_of("/?"));
    auto const at = head.rfind('@');
    return at != std::string_view::npos || read_hosts(head) ? at : rest.find('@', head.size());
}

class Url
{
public:
    explicit Url(std::string_view text) : m_text(text), m_rest(text.substr(text.find("://") + 3)) {}

    std::vector<Setting> read()
    {
        read_user();
        auto const hosts = read_hosts(take_until("/?"));
        if (!hosts) {
            refuse("a host or a port in it cannot be read");
        }
        add("host", hosts->hosts);
        add("port", hosts->ports);
        if (m_rest.starts_with('/')) {
            m_rest.remove_prefix(1);
            add("dbname", decode(database(), "the database name"));
        }
        while (!m_rest.empty()) {
            m_rest.remove_prefix(1); // ? or &
            read_parameter(take_until("&"));
        }
        return std::move(m_settings);
    }

private:
    [[noreturn]] void refuse(std::string_view why) const
    {
        refuse_conninfo(m_text, why, std::string{url_hint});
    }

    std::string_view take_until(std::string_view ends)
    {
        auto const part = m_rest.substr(0, m_rest.find_first_of(ends));
        m_rest.remove_prefix(part.size());
        return part;
    }

    std::string decode(std::string_view text, std::string_view what) const
    {
        std::string decoded;
        if (!percent_decode(text, decoded)) {
            refuse(fmt::format("{} holds a % that two hexadecimal digits do not follow", what));
        }
        return decoded;
    }

    /// With a raw @ in it and a colon before, it may as well be the rest of a password like `p@ss/word`: then
    /// the host is none, and an error would name a piece of the password.
    std::string_view database()
    {
        auto const colon = m_text.find(':', m_text.find("://") + 3);
        auto const begin = m_text.size() - m_rest.size();
        auto const name = take_until("?");
        if (name.find('@') != std::string_view::npos && colon < begin) {
            refuse("an @ behind a / leaves open where the password ends");
        }
        return name;
    }

    void add(std::string_view name, std::string value)
    {
        if (!value.empty()) {
            m_settings.push_back({std::string{name}, std::move(value)});
        }
    }

    void read_user()
    {
        auto const at = end_of_user(m_rest);
        if (at == std::string_view::npos) {
            return;
        }
        auto const user = m_rest.substr(0, at);
        auto const colon = user.find(':');
        add("user", decode(user.substr(0, colon), "the user name"));
        if (colon != std::string_view::npos) {
            add("password", decode(user.substr(colon + 1), "the password"));
        }
        m_rest.remove_prefix(at + 1);
    }

    void read_parameter(std::string_view text)
    {
        auto const equals = text.find('=');
        if (text.empty()) {
            return; // as in `?` at the end
        }
        auto name = decode(text.substr(0, equals), "the name of a parameter");
        if (equals == std::string_view::npos || name.empty()) {
            refuse("a parameter after the ? is not of the form name=value");
        }
        std::string value{text.substr(equals + 1)};
        if (name == "options") {
            std::ranges::replace(value, '+', ' '); // goose reads a plus so, and here it can mean nothing else
        }
        value = decode(value, fmt::format("the value of a parameter"));
        if (name == "ssl" && value == "true") { // as JDBC writes it; libpq knows it too
            name = "sslmode";
            value = "require";
        }
        m_settings.push_back({std::move(name), std::move(value)});
    }

    std::string_view m_text;
    std::string_view m_rest;
    std::vector<Setting> m_settings{};
};

} // namespace

bool is_url(std::string_view dbstring) noexcept
{
    return dbstring.starts_with("postgres://") || dbstring.starts_with("postgresql://");
}

std::vector<Setting> parse_url(std::string_view dbstring) { return Url{dbstring}.read(); }

bool percent_decode(std::string_view text, std::string &decoded)
{
    decoded.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned char byte = 0;
        auto const *const digits = text.data() + i + 1;
        if (text.size() - i < 3 || std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2 ||
            byte == 0) {
            return false;
        }
        decoded += static_cast<char>(byte);
        i += 2;
    }
    return true;
}

} // namespace gander::driver::postgres
