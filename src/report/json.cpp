#include "report/json.hpp"

#include "report/document.hpp"
#include "report/json_values.hpp"

namespace gander::report {

namespace {

void add_report(Json &json, Report const &report)
{
    json["database"] = to_json(report.peer);
    json["from"] = report.from;
    json["to"] = report.to;
    json["started"] = report.started == TimePoint{} ? Json(nullptr) : Json(iso_time(report.started) + "Z");
    json["duration_ms"] = milliseconds(report.duration);
    json["done"] = to_json_list(report.done);
    json["after"] = to_json_list(report.after);
    json["failed"] = report.failed ? to_json(*report.failed) : Json(nullptr);
    json["skipped"] = to_json_list(report.skipped);
}

Json sql_of(Step const &step)
{
    auto list = Json::array();
    for (auto const &statement : step.statements()) {
        list.push_back({{"line", statement.line}, {"column", statement.column}, {"sql", statement.text}});
    }
    return list;
}

Json planned(std::vector<Step> const &steps, bool with_sql)
{
    auto list = Json::array();
    for (auto const &step : steps) {
        auto item = to_json(step);
        if (with_sql) {
            item["sql"] = sql_of(step);
        }
        list.push_back(std::move(item));
    }
    return list;
}

/// Null where a subset was possible, and all are wanted.
void add_subset(Json &json, std::optional<Subset> const &subset)
{
    if (subset) {
        json["subset"] = subset->kept.empty() ? Json(nullptr)
                                              : Json{{"kept", to_json_list(subset->kept)},
                                                     {"left_out", to_json_list(subset->left_out)}};
    }
}

} // namespace

std::string json_report(std::string_view command, Report const &report, std::optional<Subset> const &subset)
{
    auto json = document(command);
    add_report(json, report);
    add_subset(json, subset);
    return finish(json);
}

std::string json_sources(std::string_view command, std::vector<Source> const &sources)
{
    auto json = document(command);
    json["migrations"] = Json::array();
    for (auto const &source : sources) {
        auto item = to_json(source);
        item["name"] = source.path.substr(source.path.find_last_of('/') + 1);
        json["migrations"].push_back(std::move(item));
    }
    return finish(json);
}

std::string json_adoption(std::string_view command, Adoption const &adoption)
{
    auto json = document(command);
    json["database"] = to_json(adoption.peer);
    json["version"] = adoption.version;
    json["adopted"] = to_json_list(adoption.adopted);
    json["found"] = adoption.found;
    json["missing"] = to_json_list(adoption.missing);
    json["undone"] = to_json_list(adoption.undone);
    json["unchecked"] = to_json_list(adoption.unchecked);
    return finish(json);
}

std::string json_plan(std::string_view command, Plan const &plan, bool with_sql)
{
    auto json = document(command);
    json["from"] = plan.from;
    json["to"] = plan.to;
    json["steps"] = planned(plan.steps, with_sql);
    json["after"] = planned(plan.after, with_sql);
    return finish(json);
}

std::string json_status(std::string_view command, std::vector<Status> const &rows)
{
    auto json = document(command);
    auto pending = 0;
    for (auto const &row : rows) {
        pending += row.state == State::pending ? 1 : 0;
    }
    json["pending"] = pending;
    json["migrations"] = to_json_list(rows);
    return finish(json);
}

std::string json_version(std::string_view command, Version version)
{
    auto json = document(command);
    json["version"] = version;
    return finish(json);
}

std::string json_gate(std::string_view command, Requirement const &required, std::string_view directory,
                      std::string_view answer)
{
    auto const number = [](std::optional<Version> version) {
        return version ? Json(*version) : Json(nullptr);
    };
    auto json = document(command);
    json["met"] = answer.empty();
    json["required"] = {{"version", number(required.version)},
                        {"min", number(required.min)},
                        {"max", number(required.max)},
                        {"directory", required.files ? Json(directory) : Json(nullptr)},
                        {"exact", required.exact}};
    json["reason"] = answer.empty() ? Json(nullptr) : Json(answer);
    return finish(json);
}

std::string json_verification(std::string_view command, Verification const &result)
{
    auto json = document(command);
    json["database"] = to_json(result.peer);
    json["version"] = result.version;
    json["verified"] = result.passed();
    json["found"] = result.found;
    json["missing"] = to_json_list(result.missing);
    json["undone"] = to_json_list(result.undone);
    json["unchecked"] = to_json_list(result.unchecked);
    return finish(json);
}

std::string json_test_database(std::string_view command, TestDatabase const &database)
{
    auto json = document(command);
    json["database"] = to_json(database.peer);
    json["version"] = database.version;
    json["template"] = database.made_from.empty() ? Json(nullptr) : Json(database.made_from);
    json["template_made"] = database.template_made;
    json["duration_ms"] = milliseconds(database.duration);
    return finish(json);
}

std::string json_dropped(std::string_view command, std::vector<std::string> const &databases)
{
    auto json = document(command);
    json["dropped"] = databases;
    return finish(json);
}

std::string json_validation(std::string_view command, Validation const &validation)
{
    auto json = document(command);
    json["files"] = to_json_list(validation.files);
    json["problems"] = to_json_list(validation.problems);
    return finish(json);
}

std::string json_answer(std::string_view command, Peer const &peer, std::chrono::nanoseconds waited)
{
    auto json = document(command);
    json["database"] = to_json(peer);
    json["duration_ms"] = milliseconds(waited);
    return finish(json);
}

std::string json_created(std::string_view command, std::string_view path)
{
    auto json = document(command);
    json["path"] = path;
    return finish(json);
}

std::string json_renamed(std::string_view command, std::vector<Rename> const &renames)
{
    auto json = document(command);
    json["renamed"] = Json::array();
    for (auto const &rename : renames) {
        json["renamed"].push_back({{"from", rename.from.string()}, {"to", rename.to.string()}});
    }
    return finish(json);
}

std::string json_installed(std::string_view command, std::string_view gander, std::string_view goose)
{
    auto json = document(command);
    json["gander"] = gander;
    json["goose"] = goose.empty() ? Json(nullptr) : Json(goose);
    return finish(json);
}

std::string json_drivers(std::string_view command, std::span<DriverWord const> words)
{
    auto json = document(command);
    json["drivers"] = Json::array();
    for (auto const &word : words) {
        json["drivers"].push_back({{"word", word.word}, {"driver", word.driver}, {"dialect", word.dialect}});
    }
    return finish(json);
}

std::string json_environment(std::string_view command,
                             std::span<std::pair<std::string, std::string> const> variables)
{
    auto json = document(command);
    json["environment"] = Json::object();
    for (auto const &[name, value] : variables) {
        json["environment"][name] = value;
    }
    return finish(json);
}

std::string json_error(std::string_view command, Error const &error, int exit_code,
                       std::optional<Subset> const &subset)
{
    auto json = document(command);
    if (auto const *failed = dynamic_cast<MigrationError const *>(&error)) {
        add_report(json, failed->report());
    }
    add_subset(json, subset);
    auto &item = json["error"];
    item = {{"code", code_word(error.code())}, {"exit_code", exit_code}, {"message", error.what()}};
    item["hint"] = error.hint().empty() ? Json(nullptr) : Json(error.hint());
    if (auto const *parse = dynamic_cast<ParseError const *>(&error)) {
        item["problems"] = to_json_list(parse->problems());
    }
    if (auto const *sql = dynamic_cast<SqlError const *>(&error)) {
        item["diagnostic"] = to_json(sql->diagnostic());
    }
    return finish(json);
}

} // namespace gander::report
