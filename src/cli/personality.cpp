#include "cli/personality.hpp"

#include "cli/exit_codes.hpp"
#include "cli/flag_table.hpp"
#include "cli/goose_text.hpp"
#include "cli/output.hpp"
#include "cli/usage.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

namespace gander::cli {

namespace {

Personality const goose{
    .name = "goose",
    .flags = goose_flags,
    .target = merge_words,
    .wants_color = [](std::string_view no_color) { return !is_go_true(no_color); },
    .text_printer = make_goose_printer,
    .exit_code = [](Error const &) { return 1; },
    .version = print_goose_version,
    .help = [](Command const *) { print_goose_usage(); },
    .no_command =
        [] {
            print_goose_usage();
            return 1;
        },
    .bad_flag = goose_bad_flag,
    .check_flags = [](Flags const &, Command const &) {},
    .refuses = goose_refuses,
    .create_type = "go",
    .any_create_type = true,
    .dot_is_given = false,
    .validate_must_find = false,
    .after_steps = false,
    .up_by_one_must_find = true,
    .own_variables = false,
};

Personality const gander{
    .name = "gander",
    .flags = all_flags,
    .target = resolve_words,
    .wants_color = [](std::string_view no_color) { return no_color.empty(); },
    .text_printer = make_gander_printer,
    .exit_code = [](Error const &error) { return exit_code(error); },
    .version = print_gander_version,
    .help = print_gander_help,
    .no_command = gander_without_command,
    .bad_flag = gander_bad_flag,
    .check_flags = check_gander_flags,
    .refuses = [](Problem const &problem) { return problem.severity == Severity::error; },
    .create_type = "sql",
    .any_create_type = false,
    .dot_is_given = true,
    .validate_must_find = true,
    .after_steps = true,
    .up_by_one_must_find = false,
    .own_variables = true,
};

} // namespace

Personality const &take_name(std::vector<std::string> &words)
{
    auto const name = [&](std::size_t at) {
        std::string_view const path = at < words.size() ? std::string_view(words[at]) : "";
        return path.substr(path.rfind('/') + 1);
    };
    auto const *who = name(0) == goose.name ? &goose : &gander;
    std::ptrdiff_t names = words.empty() ? 0 : 1;
    // With a path only where programs are: an SQLite database may have the name too.
    auto const again =
        words.size() > 1 && (words[1] == name(1) || words[1].ends_with(fmt::format("/bin/{}", name(1))));
    if (who == &gander && again && (name(1) == goose.name || name(1) == gander.name)) {
        who = name(1) == goose.name ? &goose : &gander;
        names = 2;
    }
    words.erase(words.begin(), words.begin() + names);
    return *who;
}

} // namespace gander::cli
