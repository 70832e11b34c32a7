// library_checks CASE DATABASE: one case of using the installed library. Says what is not as it should be.
#include "embedded_migrations.hpp"

#include <gander/gander.hpp>

#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace {

int failures = 0;

void expect(bool holds, std::string const &what)
{
    if (!holds) {
        std::cerr << "not so: " << what << '\n';
        ++failures;
    }
}

template<typename Exception>
std::optional<Exception> thrown_by(std::function<void()> const &work)
{
    try {
        work();
    } catch (Exception const &error) {
        return error;
    }
    return {};
}

void add_goose(gander::Connection &db, std::stop_token) { db.execute("INSERT INTO geese VALUES ('Martha')"); }
void remove_goose(gander::Connection &db, std::stop_token) { db.execute("DELETE FROM geese"); }

void add_goose_and_fail(gander::Connection &db, std::stop_token stop)
{
    add_goose(db, stop);
    throw std::runtime_error("it flew away");
}

/// The embedded files 1 and 3, and a function between them.
gander::MigrationSet files_and(gander::FunctionMigration migration)
{
    auto set = gander::MigrationSet::from_embedded(consumer::embedded_migrations());
    set.add(std::move(migration));
    return set;
}

gander::Migrator migrator_of(std::string const &database, gander::MigrationSet set,
                             gander::Options options = {})
{
    return {gander::Database::open(database), std::move(set), std::move(options)};
}

gander::Migrator ordinary(std::string const &database, gander::Options options = {})
{
    auto set = files_and({.version = 2, .name = "add_goose", .up = add_goose, .down = remove_goose});
    return migrator_of(database, std::move(set), std::move(options));
}

void there_and_back(std::string const &database)
{
    auto migrator = ordinary(database);
    expect(migrator.version() == 0 && migrator.has_pending(), "an empty database is at version 0");
    gander::Plan const plan = migrator.plan_up();
    expect(plan.steps.size() == 3 && plan.from == 0 && plan.to == 3, "the plan holds three steps");
    expect(plan.steps.at(0).statements().size() == 1, "a file's step shows its statement");
    expect(plan.steps.at(1).source.kind == gander::Kind::function && !plan.steps.at(1).script,
           "a function's step has no script");
    expect(migrator.version() == 0, "planning changes nothing");

    gander::Report const report = migrator.up();
    expect(report.done.size() == 3 && !report.failed && report.skipped.empty(), "all three were done");
    expect(report.to == 3 && !migrator.has_pending(), "and nothing is left");
    expect(migrator.up().done.empty(), "a second time there is nothing to do");
    expect(migrator.status().at(1).state == gander::State::applied, "the function counts as applied");

    expect(migrator.down_to(1).done.size() == 2 && migrator.version() == 1, "two were rolled back");
    expect(migrator.up_by_one().to == 2, "and the function applied again");
}

void function_rolls_back(std::string const &database)
{
    auto migrator =
        migrator_of(database, files_and({.version = 2, .name = "fails", .up = add_goose_and_fail}));
    auto const error = thrown_by<gander::MigrationError>([&] { migrator.up(); });
    expect(error.has_value(), "a throwing function is a MigrationError");
    if (!error)
        return;
    gander::Report const &report = error->report();
    expect(report.done.size() == 1 && report.skipped.size() == 1, "one done, one not reached");
    expect(report.failed && report.failed->stage == gander::Stage::function, "it failed in the function");
    expect(report.failed && report.failed->message.find("it flew away") != std::string::npos,
           "the message is the exception's");
    expect(migrator.version() == 1, "the version stays");
}

void function_without_transaction(std::string const &database)
{
    auto migrator = migrator_of(
        database,
        files_and({.version = 2, .name = "fails", .up = add_goose_and_fail, .tx = gander::TxMode::none}));
    expect(thrown_by<gander::MigrationError>([&] { migrator.up(); }).has_value(), "it fails");
    expect(migrator.version() == 1, "the version stays");
}

class Recorder : public gander::Observer
{
public:
    void on_start(gander::Plan const &plan) override { add("start " + std::to_string(plan.steps.size())); }
    void on_begin(gander::Step const &) override { add("begin"); }
    void on_statement(gander::Step const &, gander::Statement const &) override { add("statement"); }
    void on_commit(gander::Step const &) override { add("commit"); }
    void on_result(gander::Result const &result) override
    {
        add("result " + std::to_string(result.step.source.version));
    }
    void on_finish(gander::Report const &report) override { add("finish " + std::to_string(report.to)); }

    std::string events{};

private:
    void add(std::string const &event) { events += (events.empty() ? "" : ", ") + event; }
};

void observer_is_told(std::string const &database)
{
    Recorder recorder;
    auto migrator = ordinary(database, {.observer = &recorder});
    migrator.up_to(2);
    expect(recorder.events ==
               "start 2, begin, statement, commit, result 1, begin, commit, result 2, finish 2",
           "the observer heard: " + recorder.events);
}

void plan_goes_stale(std::string const &database)
{
    auto migrator = ordinary(database);
    gander::Plan const plan = migrator.plan_up();
    ordinary(database).up_by_one();
    auto const error = thrown_by<gander::Error>([&] { migrator.run(plan); });
    expect(error && error->code() == gander::Errc::stale_plan,
           "a plan whose history has moved on is refused");
    expect(migrator.run(migrator.plan_up()).done.size() == 2, "a new one is not");
}

void nothing_runs_when_a_file_is_bad(std::string const &database)
{
    static constexpr gander::EmbeddedFile files[] = {
        {"m/1_good.sql", "-- +goose Up\nCREATE TABLE good (n integer);\n"},
        {"m/2_bad.sql", "-- +goose Up\nCREATE TABLE bad (n integer)\n"},
    };
    auto migrator = migrator_of(database, gander::MigrationSet::from_embedded(files));
    auto const error = thrown_by<gander::ParseError>([&] { migrator.up(); });
    expect(error && error->problems().at(0).place.path == "m/2_bad.sql", "the error names the file");
    expect(migrator.version() == 0, "and the good one was not run either");
}

void statement_fails(std::string const &database)
{
    static constexpr gander::EmbeddedFile files[] = {
        {"m/1_bad.sql", "-- +goose Up\n\nINSERT INTO nowhere VALUES (1);\n"},
    };
    auto migrator = migrator_of(database, gander::MigrationSet::from_embedded(files));
    auto const error = thrown_by<gander::MigrationError>([&] { migrator.up(); });
    expect(error && error->code() == gander::Errc::sql && !error->retryable(),
           "a bad statement is Errc::sql");
    expect(error && error->report().failed->place.line == 3, "the report knows the line");
    expect(error && error->report().failed->statement == "INSERT INTO nowhere VALUES (1);",
           "and the statement");
}

void stops_when_asked(std::string const &database)
{
    std::stop_source stop;
    stop.request_stop();
    auto migrator = ordinary(database, {.stop = stop.get_token()});
    auto const error = thrown_by<gander::Error>([&] { migrator.up(); });
    expect(error && error->code() == gander::Errc::cancelled, "a run that is asked to stop is cancelled");
    expect(ordinary(database).version() == 0, "and has done nothing");
}

void misuse_is_an_error(std::string const &)
{
    auto set = gander::MigrationSet::from_embedded(consumer::embedded_migrations());
    auto const error = thrown_by<gander::Error>([&] { set.add({.version = 3, .name = "third"}); });
    expect(error && error->code() == gander::Errc::duplicate_version, "a version can be there only once");
    auto const missing =
        thrown_by<gander::Error>([] { (void)gander::MigrationSet::from_directory("no such directory"); });
    expect(missing && missing->code() == gander::Errc::no_directory, "a missing directory has its own code");
    auto const unknown = thrown_by<gander::Error>([] { gander::Database::open("oracle", "somewhere"); });
    expect(unknown && unknown->code() == gander::Errc::unsupported, "a driver that is not built in, too");
}

std::map<std::string, void (*)(std::string const &)> const cases{
    {"there_and_back", there_and_back},
    {"function_rolls_back", function_rolls_back},
    {"function_without_transaction", function_without_transaction},
    {"observer_is_told", observer_is_told},
    {"plan_goes_stale", plan_goes_stale},
    {"nothing_runs_when_a_file_is_bad", nothing_runs_when_a_file_is_bad},
    {"statement_fails", statement_fails},
    {"stops_when_asked", stops_when_asked},
    {"misuse_is_an_error", misuse_is_an_error},
};

} // namespace

int main(int argc, char **argv)
{
    auto const found = argc == 3 ? cases.find(argv[1]) : cases.end();
    if (found == cases.end()) {
        std::cerr << "library_checks CASE DATABASE\n";
        return 2;
    }
    try {
        found->second(argv[2]);
    } catch (std::exception const &error) {
        std::cerr << "unexpected: " << error.what() << '\n';
        ++failures;
    }
    return failures == 0 ? 0 : 1;
}
