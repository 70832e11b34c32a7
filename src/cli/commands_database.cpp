#include "base/suggest.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

#include <array>

namespace gander::cli {

namespace {

/// What is told by the way only: on stdout the name stands alone.
class Remarks final : public Observer
{
public:
    explicit Remarks(Observer &observer) : m_observer(observer) {}
    void on_notice(Diagnostic const &notice) override { m_observer.on_notice(notice); }
    void on_note(std::string_view text) override { m_observer.on_note(text); }

private:
    Observer &m_observer;
};

int create(Job const &job, std::string const &name)
{
    Remarks remarks{job.printer.observer()};
    auto migrations = migrations_for_up(job.settings);
    if (migrations.sources().empty()) {
        throw Error(Errc::no_migrations, "no migration files found");
    }
    job.printer.made(make_migrator(job, std::move(migrations), remarks).create_test_database(name));
    return exit_done;
}

int drop(Job const &job, std::string const &name)
{
    auto migrator = make_migrator(job, MigrationSet{});
    if (job.settings.all) {
        job.printer.dropped(migrator.drop_test_databases());
    } else {
        bool const was_there = migrator.drop_test_database(name);
        job.printer.dropped(was_there ? std::vector{name} : std::vector<std::string>{});
    }
    return exit_done;
}

} // namespace

int run_test_database(Job const &job)
{
    auto const &words = job.settings.target.arguments;
    bool const named = words.size() > 1;
    if (named && words[1].empty()) { // "$NAME" of a script that has not set it
        throw Error(Errc::usage, "test database is given an empty name",
                    "without a name, create gives one that nobody else has");
    }
    if (words[0] == "create" && !job.settings.all) {
        return create(job, named ? words[1] : std::string{});
    }
    if (words[0] == "drop" && named != job.settings.all) {
        return drop(job, named ? words[1] : std::string{});
    }
    constexpr auto known = std::to_array<std::string_view>({"create", "drop"});
    auto const near = suggest(words[0], known);
    auto const is_known = words[0] == "create" || words[0] == "drop";
    throw Error(Errc::usage,
                is_known ? fmt::format("test database {} is given {}", words[0],
                                       job.settings.all ? "--all and more" : "no name")
                         : fmt::format("test database {}: there is no such word", masked(words[0])),
                near && !is_known ? fmt::format("did you mean {}?", *near)
                                  : "write create, create NAME, drop NAME, or drop --all");
}

} // namespace gander::cli
