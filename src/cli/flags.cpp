#include "cli/flags.hpp"

#include "base/duration.hpp"
#include "base/quote.hpp"

#include <gander/database.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gander::cli {

namespace {

constexpr auto true_words = std::to_array<std::string_view>({"1", "t", "T", "true", "TRUE", "True"});
constexpr auto false_words = std::to_array<std::string_view>({"0", "f", "F", "false", "FALSE", "False"});

FlagSpec const *find_spec(std::span<FlagSpec const> specs, std::string_view name,
                          std::vector<std::string> const &words)
{
    FlagSpec const *found = nullptr;
    for (auto const &spec : specs) {
        if (spec.name == name &&
            (found == nullptr || std::ranges::find(words, spec.commands) != words.end())) {
            found = &spec;
        }
    }
    return found;
}

using Arguments = std::span<std::string const>;

/// One scan from the front up to the first word that is no flag.
class Scanner
{
public:
    Scanner(std::span<FlagSpec const> specs, CommandLine &result) : m_specs(specs), m_result(result) {}

    /// What is left; a `--` that ends the flags is swallowed.
    Arguments scan(Arguments arguments)
    {
        while (!arguments.empty()) {
            std::string_view const word = arguments.front();
            if (word.size() < 2 || word[0] != '-') {
                break;
            }
            arguments = arguments.subspan(1);
            if (word == "--") {
                break;
            }
            arguments = one_flag(word, arguments);
            if (stopped()) {
                break;
            }
        }
        return arguments;
    }

    bool stopped() const { return !m_result.error.empty() || m_result.help; }

private:
    Arguments one_flag(std::string_view word, Arguments rest)
    {
        auto name = word.substr(word[1] == '-' ? 2 : 1);
        if (name.empty() || name[0] == '-' || name[0] == '=') {
            m_result.error = fmt::format("bad flag syntax: {}", masked(word));
            return rest;
        }
        auto const equals = name.find('=');
        auto const has_value = equals != std::string_view::npos;
        std::string value{has_value ? name.substr(equals + 1) : std::string_view{}};
        name = name.substr(0, equals);

        auto const *spec = find_spec(m_specs, name, m_result.words);
        if (spec == nullptr) {
            // A connection string that began with a dash: where its name ends, its password may not.
            unknown(name.find(':') == std::string_view::npos ? std::string(name) : masked(word.substr(1)));
            return rest;
        }
        if (!has_value && spec->type == FlagType::boolean) {
            value = "true";
            if (!rest.empty() && (rest.front() == "true" || rest.front() == "false")) {
                m_result.loose_value = fmt::format("-{}={}", name, rest.front());
            }
        } else if (!has_value) {
            if (rest.empty()) {
                m_result.error = fmt::format("flag needs an argument: -{}", name);
                return rest;
            }
            value = rest.front();
            rest = rest.subspan(1);
        }
        store(*spec, std::move(value));
        return rest;
    }

    void unknown(std::string const &name)
    {
        if (name == "help" || name == "h") {
            m_result.help = true;
            return;
        }
        m_result.error = fmt::format("flag provided but not defined: -{}", masked(name));
        m_result.culprit = name;
    }

    void store(FlagSpec const &spec, std::string value)
    {
        m_result.hint = value_hint(spec.type, value);
        if (auto const problem = value_error(spec.type, value); problem.empty()) {
            m_result.flags.set(spec.key(), std::move(value));
        } else if (spec.type == FlagType::boolean) {
            m_result.error = fmt::format("invalid boolean value {} for -{}: {}", go_quoted(masked(value)),
                                         spec.name, problem);
        } else {
            m_result.error = fmt::format("invalid value {} for flag -{}: {}", go_quoted(masked(value)),
                                         spec.name, problem);
        }
    }

    std::span<FlagSpec const> m_specs;
    CommandLine &m_result;
};

std::string_view type_name(FlagType type)
{
    switch (type) {
    case FlagType::boolean:
        return "";
    case FlagType::text:
        return " string";
    case FlagType::path:
        return " FILE|DIR";
    case FlagType::duration:
        return " duration";
    case FlagType::output:
        return " text|json";
    case FlagType::lock:
        return " auto|session|lease|none";
    case FlagType::version:
        return " version";
    case FlagType::port:
        return " port";
    }
    return "";
}

} // namespace

std::vector<std::string_view> FlagSpec::owners() const
{
    std::vector<std::string_view> words;
    for (auto rest = commands; !rest.empty();) {
        auto const end = std::min(rest.find(','), rest.size());
        words.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
}

bool FlagSpec::belongs_to(std::string_view command) const
{
    auto const words = owners();
    return words.empty() || std::ranges::find(words, command) != words.end();
}

bool Flags::on(std::string_view name) const { return is_go_true(text(name)); }

std::string Flags::text(std::string_view name) const
{
    auto const hit = m_values.find(name);
    return hit == m_values.end() ? std::string{} : hit->second.back();
}

std::vector<std::string> Flags::all(std::string_view name) const
{
    auto const hit = m_values.find(name);
    return hit == m_values.end() ? std::vector<std::string>{} : hit->second;
}

std::vector<std::string> Flags::names() const
{
    std::vector<std::string> result;
    for (auto const &[key, values] : m_values) {
        result.push_back(key);
    }
    return result;
}

bool is_go_true(std::string_view text) { return std::ranges::find(true_words, text) != true_words.end(); }

std::optional<LockMode> lock_mode(std::string_view word)
{
    using enum LockMode;
    constexpr auto words = std::to_array<std::pair<std::string_view, LockMode>>(
        {{"auto", automatic}, {"session", session}, {"lease", lease}, {"none", none}});
    for (auto const &[name, mode] : words) {
        if (name == word) {
            return mode;
        }
    }
    return {};
}

std::optional<Version> version_value(std::string_view text)
{
    Version version = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole && version >= 0 ? std::optional{version} : std::nullopt;
}

std::optional<std::uint16_t> port_value(std::string_view text)
{
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole && port != 0 ? std::optional{port} : std::nullopt;
}

std::string value_error(FlagType type, std::string_view value)
{
    switch (type) {
    case FlagType::boolean: {
        auto const known = is_go_true(value) || std::ranges::find(false_words, value) != false_words.end();
        return known ? "" : "parse error";
    }
    case FlagType::duration:
        return parse_duration(value) ? "" : "parse error";
    case FlagType::output:
        return value == "text" || value == "json" ? "" : "must be text or json";
    case FlagType::lock:
        return lock_mode(value) ? "" : "must be auto, session, lease or none";
    case FlagType::version:
        return version_value(value) ? "" : "must be a version, 0 or higher";
    case FlagType::port:
        return port_value(value) ? "" : "must be a port, from 1 to 65535";
    case FlagType::text:
    case FlagType::path:
        break;
    }
    return "";
}

std::string value_hint(FlagType type, std::string_view value)
{
    if (type != FlagType::duration || parse_duration(value)) {
        return {};
    }
    bool const number = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
    return number ? fmt::format("a unit is needed: {0}s for seconds, {0}m for minutes", value)
                  : std::string("a time is written like 90s, 5m or 1h13m");
}

CommandLine parse_flags(std::span<FlagSpec const> specs, std::span<std::string const> arguments)
{
    CommandLine result;
    Scanner scanner{specs, result};
    auto rest = scanner.scan(arguments);
    while (!rest.empty() && !scanner.stopped()) {
        auto const &word = rest.front();
        if (word == "--") { // behind a plain word it ends the flags, and stays a word itself
            result.words.insert(result.words.end(), rest.begin(), rest.end());
            break;
        }
        if (word.size() > 1 && word[0] == '-') {
            rest = scanner.scan(rest);
        } else {
            result.words.push_back(word);
            rest = rest.subspan(1);
        }
    }
    return result;
}

std::string flag_list(std::span<FlagSpec const> specs)
{
    std::vector<FlagSpec> sorted(specs.begin(), specs.end());
    std::ranges::sort(sorted, {}, &FlagSpec::name);
    std::string text;
    for (auto const &spec : sorted) {
        auto const short_switch = spec.type == FlagType::boolean && spec.name.size() == 1;
        text += fmt::format("  -{}{}{}{}", spec.name, type_name(spec.type), short_switch ? "\t" : "\n    \t",
                            spec.help);
        if (!spec.fallback.empty()) {
            text += spec.type == FlagType::text ? fmt::format(" (default {})", go_quoted(spec.fallback))
                                                : fmt::format(" (default {})", spec.fallback);
        }
        text += '\n';
    }
    return text;
}

} // namespace gander::cli
