#include "driver/sqlite/dsn.hpp"

#include "base/quote.hpp"
#include "driver/sqlite/percent.hpp"

#include <gander/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace gander::driver::sqlite {

namespace {

using Words = std::vector<std::string_view>;

Words const booleans{"0", "1", "false", "true", "no", "yes", "off", "on"};

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c); });
    return out;
}

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string const &why)
{
    throw Error(Errc::usage, "invalid " + std::string{name} + " " + go_quoted(value) + why,
                "correct the parameter in the connection string");
}

void require_one_of(Parameter const &parameter, Words const &words)
{
    if (std::find(words.begin(), words.end(), lower(parameter.value)) == words.end()) {
        std::string list;
        for (auto const word : words) {
            list += " ";
            list += word;
        }
        refuse(parameter.name, parameter.value, ", expecting one of:" + list);
    }
}

/// A parameter that stands for a pragma, under its name and its short name.
struct Shorthand
{
    std::string_view name;
    std::string_view alias;
    std::string_view pragma;
    Words words;
};

// In the order in which they must take effect: auto_vacuum while a new file is still empty, query_only when
// nothing is left to be written.
std::array<Shorthand, 5> const shorthands{{
    {"_auto_vacuum", "_vacuum", "auto_vacuum", {"0", "none", "1", "full", "2", "incremental"}},
    {"_foreign_keys", "_fk", "foreign_keys", booleans},
    {"_journal_mode", "_journal", "journal_mode", {"delete", "truncate", "persist", "memory", "wal", "off"}},
    {"_synchronous", "_sync", "synchronous", {"0", "off", "1", "normal", "2", "full", "3", "extra"}},
    {"_query_only", "", "query_only", booleans},
}};

std::chrono::milliseconds milliseconds(Parameter const &parameter)
{
    long value = 0;
    auto const *const end = parameter.value.data() + parameter.value.size();
    auto const [rest, error] = std::from_chars(parameter.value.data(), end, value);
    if (error != std::errc{} || rest != end) {
        refuse(parameter.name, parameter.value, ": a whole number of milliseconds is expected");
    }
    return std::chrono::milliseconds{std::clamp(value, 0L, 2'000'000'000L)};
}

/// The milliseconds of `busy_timeout(250)` or `busy_timeout = 250`; SQLite's own handler would not notice a
/// stop.
std::optional<std::chrono::milliseconds> busy_timeout_of(std::string_view pragma)
{
    constexpr std::string_view word = "busy_timeout";
    auto const text = lower(pragma.substr(std::min(pragma.find_first_not_of(" \t"), pragma.size())));
    if (text.compare(0, word.size(), word) != 0) {
        return {};
    }
    auto const digit = text.find_first_of("0123456789");
    long value = 0;
    if (digit == std::string::npos ||
        std::from_chars(text.data() + digit, text.data() + text.size(), value).ec != std::errc{}) {
        return {};
    }
    return std::chrono::milliseconds{std::clamp(value, 0L, 2'000'000'000L)};
}

std::string known_mode(std::string const &mode)
{
    if (mode != "ro" && mode != "rw" && mode != "rwc" && mode != "memory") {
        throw Error(Errc::usage, "no such access mode: " + mode, "mode= is one of ro, rw, rwc, memory");
    }
    return mode;
}

class Reader
{
public:
    explicit Reader(Dsn &dsn) : m_dsn{dsn} {}

    void read(std::vector<Parameter> const &parameters)
    {
        for (auto const &parameter : parameters) {
            if (!read_sqlites_own(parameter) && !read_shorthand(parameter) && !read_ours(parameter)) {
                m_dsn.notes.push_back("connection string: parameter " + go_quoted(parameter.name) +
                                      " is not known here and was ignored");
            }
        }
        finish();
    }

private:
    bool read_sqlites_own(Parameter const &parameter)
    {
        auto const &name = parameter.name;
        if (name == "mode") {
            m_dsn.mode = known_mode(parameter.value);
        } else if (name == "vfs") {
            m_dsn.vfs = parameter.value;
        } else if (name == "cache" || name == "psow" || name == "nolock" || name == "immutable") {
            m_dsn.uri_parameters.emplace_back(parameter.raw);
        } else {
            return false;
        }
        return true;
    }

    bool read_shorthand(Parameter const &parameter)
    {
        for (std::size_t i = 0; i < shorthands.size(); ++i) {
            auto const &shorthand = shorthands[i];
            bool const alias = parameter.name == shorthand.alias;
            if (parameter.name.empty() || (parameter.name != shorthand.name && !alias)) {
                continue;
            }
            if (!parameter.value.empty() && (alias || !m_alias_given[i])) {
                require_one_of(parameter, shorthand.words);
                m_values[i] = parameter.value;
                m_alias_given[i] = alias;
            }
            return true;
        }
        return false;
    }

    bool read_ours(Parameter const &parameter)
    {
        auto const &[raw, name, value] = parameter;
        constexpr std::array only_for_go{"_time_format", "_time_integer_format", "_timezone",
                                         "_inttotime",   "_texttotime",          "_error_rc"};
        if (name == "_pragma") {
            m_pragmas.push_back(value);
        } else if (name == "_txlock") {
            read_txlock(value);
        } else if (name == "_busy_timeout" || name == "_timeout") {
            m_busy_timeout = value.empty() ? m_busy_timeout : milliseconds(parameter);
        } else if (name == "_dqs" || name == "_defensive") {
            require_one_of(parameter, booleans);
            auto const word = lower(value);
            bool const on = word == "1" || word == "true" || word == "yes" || word == "on";
            (name == "_dqs" ? m_dsn.double_quoted_strings : m_dsn.defensive) = on;
        } else {
            // How Go values become columns: nothing that a migration could notice.
            return std::find(only_for_go.begin(), only_for_go.end(), name) != only_for_go.end();
        }
        return true;
    }

    void read_txlock(std::string const &value)
    {
        auto const word = lower(value);
        if (word == "deferred") {
            m_dsn.begin = "BEGIN";
        } else if (word == "immediate" || word == "exclusive") {
            m_dsn.begin = "BEGIN " + word;
        } else if (!word.empty()) {
            throw Error(Errc::usage, "unknown _txlock " + go_quoted(value),
                        "it is one of deferred, immediate, exclusive");
        }
    }

    void finish()
    {
        std::stable_sort(m_pragmas.begin(), m_pragmas.end(),
                         [](auto const &left, auto const &right) { return lower(left) < lower(right); });
        for (std::size_t i = 0; i < shorthands.size(); ++i) {
            if (i == 1) { // the list comes behind auto_vacuum
                m_dsn.pragmas.insert(m_dsn.pragmas.end(), m_pragmas.begin(), m_pragmas.end());
            }
            if (!m_values[i].empty()) {
                m_dsn.pragmas.push_back(std::string{shorthands[i].pragma} + " = " + m_values[i]);
            }
        }
        m_dsn.busy_timeout = m_busy_timeout.value_or(m_dsn.busy_timeout);
        std::erase_if(m_dsn.pragmas, [this](std::string const &pragma) {
            auto const timeout = busy_timeout_of(pragma);
            m_dsn.busy_timeout = timeout.value_or(m_dsn.busy_timeout);
            return timeout.has_value();
        });
    }

    Dsn &m_dsn;
    std::vector<std::string> m_pragmas{};
    std::array<std::string, shorthands.size()> m_values{};
    std::array<bool, shorthands.size()> m_alias_given{};
    std::optional<std::chrono::milliseconds> m_busy_timeout{};
};

} // namespace

Dsn parse_dsn(std::string_view text)
{
    Dsn dsn;
    auto const question = text.find('?');
    bool const has_parameters = question != std::string_view::npos && question > 0;
    dsn.location = text.substr(0, has_parameters ? question : text.size());
    if (has_parameters) {
        auto query = text.substr(question + 1);
        query = dsn.is_uri() ? query.substr(0, query.find('#')) : query;
        Reader{dsn}.read(query_parameters(query));
    }
    return dsn;
}

std::string Dsn::path() const
{
    if (!is_uri()) {
        return location;
    }
    auto rest = std::string_view{location}.substr(5);
    rest = rest.substr(0, rest.find('#'));
    if (rest.substr(0, 2) == "//") { // file://host/path
        rest.remove_prefix(std::min(rest.find('/', 2), rest.size()));
    }
    return percent_decoded(rest);
}

bool Dsn::is_transient() const
{
    auto const file = path();
    return file.empty() || file == ":memory:" || mode == "memory" || vfs == "memdb";
}

std::string Dsn::open_name(std::string_view mode_wanted, bool immutable) const
{
    if (!is_uri() && is_transient() && mode != "memory" && vfs != "memdb") {
        return location;
    }
    auto uri = location;
    if (!is_uri()) {
        uri = (location[0] == '/' ? "file://" : "file:") + percent_encoded_path(location);
    }
    std::string joint = "?";
    auto const add = [&](std::string_view parameter) {
        uri += joint;
        uri += parameter;
        joint = "&";
    };
    if (!mode_wanted.empty()) {
        add("mode=" + std::string{mode_wanted});
    }
    if (immutable) {
        add("immutable=1");
    }
    for (auto const &parameter : uri_parameters) {
        add(parameter);
    }
    return uri;
}

} // namespace gander::driver::sqlite
