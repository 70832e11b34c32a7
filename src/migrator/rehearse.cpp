#include "migrator/rehearse.hpp"

#include "model/script.hpp"
#include "schema/words.hpp"
#include "store/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace gander {

namespace {

/// What reaches for files beside the database must not be tried.
bool reaches_out(std::string_view sql)
{
    auto const words = schema::words_of(sql);
    return words.contains("attach") || words.contains("detach") || words.contains("vacuum");
}

bool leaves_nothing(std::string const &headline)
{
    constexpr auto words =
        std::to_array<std::string_view>({"", "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE",
                                         "PRAGMA", "ANALYZE", "REINDEX", "EXPLAIN"});
    return std::ranges::find(words, headline) != words.end();
}

class Rehearsal
{
public:
    Rehearsal(driver::Session &scratch, dialect::Catalog const &catalog)
        : m_scratch(scratch), m_catalog(catalog)
    {
    }

    void run(Step const &step)
    {
        m_script = step.script.get();
        for (std::size_t i = 0; i < step.statements().size(); ++i) {
            run(step.statements()[i], m_script->place(i, 0));
        }
    }

    Expectation take()
    {
        for (auto &[object, place] : m_made) {
            m_dropped.erase(object);
            m_expectation.objects.push_back({object, std::move(place)});
        }
        for (auto &[object, place] : m_dropped) {
            m_expectation.dropped.push_back({object, std::move(place)});
        }
        return std::move(m_expectation);
    }

private:
    void run(Statement const &statement, Place const &place)
    {
        auto const name = schema::headline(statement.text);
        if (reaches_out(statement.text)) {
            forget(statement.text);
            return pass_over(place, name + ": what it does cannot be looked for");
        }
        try {
            m_scratch.send(statement);
        } catch (Error const &error) {
            if (error.code() == Errc::cancelled) {
                throw;
            }
            forget(statement.text);
            return pass_over(
                place, fmt::format("{}: it could not be tried in an empty database: {}", name, error.what()));
        }
        if (!look(place, statement.text) && !leaves_nothing(name)) {
            pass_over(place, name + ": what it does cannot be looked for");
        }
    }

    void pass_over(Place const &place, std::string message)
    {
        m_expectation.unchecked.push_back({.severity = Severity::warning,
                                           .kind = ProblemKind::schema,
                                           .place = place,
                                           .message = std::move(message)});
    }

    /// Whether anything was made or dropped.
    bool look(Place const &place, std::string_view sql)
    {
        auto generation = m_scratch.query(m_catalog.generation()).at(0).at(0).value_or("");
        if (generation == m_generation) {
            return false;
        }
        m_generation = std::move(generation);
        auto const objects = store::read_objects(m_scratch, m_catalog);
        if (auto const words = schema::words_of(sql); words.contains("drop") && !words.contains("rename")) {
            remember_dropped(objects, place);
        }
        std::erase_if(m_made, [&](auto const &made) { return !objects.contains(made.first); });
        for (auto const &object : objects) {
            m_made.try_emplace(object, place);
        }
        return true;
    }

    /// Not what goes with its table.
    void remember_dropped(Objects const &left, Place const &place)
    {
        for (auto const &[object, made] : m_made) {
            bool const alone =
                object.of.empty() || left.contains({.kind = ObjectKind::table, .name = object.of});
            if (alone && !left.contains(object)) {
                m_dropped.insert_or_assign(object, place);
            }
        }
    }

    /// It may have made it again, in a database that has what it needs.
    void forget(std::string_view sql)
    {
        auto const words = schema::words_of(sql);
        std::erase_if(m_dropped, [&](auto const &dropped) { return words.contains(dropped.first.name); });
    }

    driver::Session &m_scratch;
    dialect::Catalog const &m_catalog;
    Script const *m_script = nullptr;
    std::string m_generation = "0";
    std::map<Object, Place> m_made{};
    std::map<Object, Place> m_dropped{};
    Expectation m_expectation{};
};

} // namespace

Expectation rehearse(std::span<Step const> steps, driver::Session &scratch, dialect::Catalog const &catalog)
{
    Rehearsal rehearsal{scratch, catalog};
    for (auto const &step : steps) {
        rehearsal.run(step);
    }
    return rehearsal.take();
}

} // namespace gander
