#include "driver/sqlite/dsn_parameters.hpp"

#include "base/ascii.hpp"
#include "base/quote.hpp"

#include <gander/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>

namespace gander::driver::sqlite {

namespace {

using Words = std::span<std::string_view const>;

constexpr auto booleans =
    std::to_array<std::string_view>({"0", "1", "false", "true", "no", "yes", "off", "on"});
constexpr auto go_true = std::to_array<std::string_view>({"1", "t", "T", "TRUE", "true", "True"});
constexpr auto go_booleans = std::to_array<std::string_view>(
    {"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"});
constexpr auto time_formats = std::to_array<std::string_view>({"sqlite", "datetime"});
constexpr auto integer_formats =
    std::to_array<std::string_view>({"unix", "unix_milli", "unix_micro", "unix_nano"});
constexpr auto vacuums = std::to_array<std::string_view>({"0", "none", "1", "full", "2", "incremental"});
constexpr auto journals =
    std::to_array<std::string_view>({"delete", "truncate", "persist", "memory", "wal", "off"});
constexpr auto syncs =
    std::to_array<std::string_view>({"0", "off", "1", "normal", "2", "full", "3", "extra"});
constexpr auto sqlites_own =
    std::to_array<std::string_view>({"mode", "cache", "psow", "nolock", "immutable"});

/// How Go values become columns and back: nothing that a migration could notice, so only the words count.
struct OnlyForGo
{
    std::string_view name;
    Words words{}; ///< none: any
};
constexpr auto only_for_go = std::to_array<OnlyForGo>({
    {"_time_format", time_formats},
    {"_time_integer_format", integer_formats},
    {"_timezone"},
    {"_inttotime", go_booleans},
    {"_texttotime", go_booleans},
    {"_error_rc", go_booleans},
});

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string const &why)
{
    throw Error(Errc::usage, "invalid " + std::string{name} + " " + go_quoted(value) + why,
                "correct the parameter in the connection string");
}

bool is_one_of(std::string_view value, Words words)
{
    return std::find(words.begin(), words.end(), value) != words.end();
}

void require_one_of(Parameter const &parameter, Words words, bool any_case = true)
{
    if (!is_one_of(any_case ? ascii_lower(parameter.value) : parameter.value, words)) {
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
constexpr auto shorthands = std::to_array<Shorthand>({
    {"_auto_vacuum", "_vacuum", "auto_vacuum", vacuums},
    {"_foreign_keys", "_fk", "foreign_keys", booleans},
    {"_journal_mode", "_journal", "journal_mode", journals},
    {"_synchronous", "_sync", "synchronous", syncs},
    {"_query_only", "", "query_only", booleans},
});

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
    auto const text = ascii_lower(pragma.substr(std::min(pragma.find_first_not_of(" \t"), pragma.size())));
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
            if (is_repeated(parameter)) {
                continue;
            }
            if (!read_sqlites_own(parameter) && !read_shorthand(parameter) && !read_ours(parameter)) {
                ignore(parameter, "is not known here and was ignored");
            }
        }
        finish();
    }

private:
    void ignore(Parameter const &parameter, std::string_view why)
    {
        m_dsn.notes.push_back("connection string: parameter " + go_quoted(parameter.name) + " " +
                              std::string{why});
    }

    /// Of the driver's own the first counts, but for the list of pragmas.
    bool is_repeated(Parameter const &parameter)
    {
        auto const &name = parameter.name;
        return name.starts_with('_') && name != "_pragma" && !m_seen.insert(name).second;
    }

    bool read_sqlites_own(Parameter const &parameter)
    {
        auto const &name = parameter.name;
        if (name == "vfs") {
            read_vfs(parameter.value);
            return true;
        }
        if (!is_one_of(name, sqlites_own)) {
            return false;
        }
        if (!m_dsn.is_uri()) {
            ignore(parameter, "counts only behind file:… and was ignored");
        } else if (name == "mode") {
            m_dsn.mode = known_mode(parameter.value);
        } else {
            m_dsn.uri_parameters.emplace_back(parameter.raw);
        }
        return true;
    }

    void read_vfs(std::string const &name)
    {
        if (!m_dsn.vfs.empty() && m_dsn.vfs != name) {
            throw Error(Errc::usage, "conflicting vfs query parameters: [" + m_dsn.vfs + " " + name + "]",
                        "name one VFS in the connection string");
        }
        m_dsn.vfs = name;
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
        if (name == "_pragma") {
            m_pragmas.push_back(value);
        } else if (name == "_txlock") {
            read_txlock(value);
        } else if (name == "_busy_timeout" || name == "_timeout") {
            m_busy_timeout = value.empty() ? m_busy_timeout : milliseconds(parameter);
        } else if (name == "_dqs" || name == "_defensive") {
            read_switch(parameter);
        } else {
            return read_only_for_go(parameter);
        }
        return true;
    }

    void read_switch(Parameter const &parameter)
    {
        bool const dqs = parameter.name == "_dqs";
        if (dqs && parameter.value.empty()) {
            return;
        }
        require_one_of(parameter, go_booleans, false);
        bool const on = is_one_of(parameter.value, go_true);
        (dqs ? m_dsn.double_quoted_strings : m_dsn.defensive) = on;
    }

    static bool read_only_for_go(Parameter const &parameter)
    {
        auto const *const known = std::ranges::find(only_for_go, parameter.name, &OnlyForGo::name);
        if (known == only_for_go.end()) {
            return false;
        }
        if (!parameter.value.empty() && !known->words.empty()) {
            require_one_of(parameter, known->words, false);
        }
        return true;
    }

    void read_txlock(std::string const &value)
    {
        auto const word = ascii_lower(value);
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
        std::stable_sort(m_pragmas.begin(), m_pragmas.end(), [](auto const &left, auto const &right) {
            return ascii_lower(left) < ascii_lower(right);
        });
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
    std::set<std::string> m_seen{};
    std::vector<std::string> m_pragmas{};
    std::array<std::string, shorthands.size()> m_values{};
    std::array<bool, shorthands.size()> m_alias_given{};
    std::optional<std::chrono::milliseconds> m_busy_timeout{};
};

} // namespace

void read_parameters(std::vector<Parameter> const &parameters, Dsn &dsn) { Reader{dsn}.read(parameters); }

} // namespace gander::driver::sqlite
