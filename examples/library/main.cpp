// Brings the database of a small program up to date when it starts: migrations in SQL, compiled in, and two
// written in C++.
//
//     notes sqlite:notes.db
//     notes sqlite:notes.db wait    (in another program that needs it: until it is up to date)

#include "migrations.hpp"

#include <gander/gander.hpp>

#include <array>
#include <cctype>
#include <iostream>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace {

// "Swans & geese" becomes "swans-geese".
std::string slug_of(std::string_view title)
{
    std::string slug;
    for (unsigned char const c : title) {
        if (std::isalnum(c) != 0)
            slug += static_cast<char>(std::tolower(c));
        else if (!slug.empty() && slug.back() != '-')
            slug += '-';
    }
    return slug;
}

// Runs in one transaction with its version row: an exception takes back all of it.
void fill_slugs(gander::Connection &db, std::stop_token stop)
{
    for (auto const &row : db.query("SELECT id, title FROM notes WHERE slug IS NULL")) {
        if (stop.stop_requested())
            throw gander::Error{gander::Errc::cancelled, "stopped while filling in slugs"};
        db.query("UPDATE notes SET slug = ? WHERE id = ?",
                 std::array{slug_of(row[1].value()), row[0].value()});
    }
}

void empty_slugs(gander::Connection &db, std::stop_token) { db.execute("UPDATE notes SET slug = NULL"); }

// VACUUM refuses to run in a transaction, so this one has none; its version row follows when it is done.
void compact(gander::Connection &db, std::stop_token) { db.execute("VACUUM"); }

gander::MigrationSet all_migrations()
{
    auto migrations = gander::MigrationSet::from_embedded(notes::migrations());
    migrations.add({.version = 3, .name = "fill_slugs", .up = fill_slugs, .down = empty_slugs});
    migrations.add({.version = 5, .name = "compact", .up = compact, .tx = gander::TxMode::none});
    return migrations;
}

class Progress : public gander::Observer
{
public:
    void on_result(gander::Result const &result) override
    {
        auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(result.duration);
        std::cout << "applied " << result.step.source.path << " in " << took.count() << " ms\n";
    }
    void on_notice(gander::Diagnostic const &notice) override
    {
        std::cout << notice.severity << ": " << notice.message << '\n';
    }
};

void bring_up_to_date(std::string_view database)
{
    Progress progress;
    gander::Migrator migrator{gander::Database::open(database), all_migrations(), {.observer = &progress}};

    gander::Plan const plan = migrator.plan_up(); // reads, and changes nothing
    std::cout << plan.steps.size() << " migrations to apply\n";

    gander::Report const report = migrator.up();
    std::cout << "version " << report.to << '\n';
}

// Somebody else migrates; this one must not begin before.
void wait_for_others(std::string_view database)
{
    gander::Migrator gate{gander::Database::open(database), gander::MigrationSet{}};
    gate.await({.min = 5}); // blocks until version 5 or a higher one is applied

    bool const ready = gate.meets({.min = 5, .max = 8}); // one look, as for a readiness check
    std::cout << (ready ? "ready\n" : "too new\n");
}

void explain(gander::MigrationError const &error)
{
    std::cerr << "notes: " << error.what() << '\n';
    gander::Report const &report = error.report();
    if (report.failed)
        std::cerr << report.failed->place.path << ':' << report.failed->place.line
                  << ": this statement failed\n";
    std::cerr << report.done.size() << " done, " << report.skipped.size() << " not reached\n";
}

} // namespace

int main(int argc, char **argv)
{
    bool const waits = argc == 3 && argv[2] == std::string_view{"wait"};
    if (argc != 2 && !waits) {
        std::cerr << "notes DATABASE [wait]\n";
        return 2;
    }
    try {
        waits ? wait_for_others(argv[1]) : bring_up_to_date(argv[1]);
        return 0;
    } catch (gander::MigrationError const &error) { // a step failed: the report says which, and what was done
        explain(error);
        return 1;
    } catch (gander::ParseError const &error) { // found before anything was run
        for (gander::Problem const &problem : error.problems())
            std::cerr << problem.place.path << ':' << problem.place.line << ": " << problem.message << '\n';
        return 1;
    } catch (gander::Error const &error) { // everything else that Gander throws
        std::cerr << "notes: " << error.what() << '\n' << error.hint() << '\n';
        return error.retryable() ? 75 : 1;
    }
}
