#include "testing/typed.hpp"

#include <gander/testing/round_trip.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace gander::testing {

namespace {

class Traveller
{
public:
    Traveller(Server const &server, std::filesystem::path const &migrations)
        : m_server(server), m_path(migrations), m_sources(discover(migrations))
    {
        start();
    }

    std::vector<RoundTripFault> travel()
    {
        auto const empty = m_migrator->schema();
        for (auto const &source : m_sources) {
            if (!there_and_back(source)) { // what it left behind would be found again at each that follows
                start();
                m_migrator->up_to(source.version);
            }
        }
        if (m_faults.empty() && !m_sources.empty()) {
            all_at_once(empty);
        }
        return std::move(m_faults);
    }

private:
    void start()
    {
        m_migrator.reset();
        m_database.emplace(m_server.empty());
        // An after-step is for the whole schema, and has no Down.
        m_migrator.emplace(m_database->open(), MigrationSet::from_directory(m_path),
                           Options{.after_steps = false});
    }

    bool there_and_back(Source const &source)
    {
        auto const before = m_migrator->schema();
        m_migrator->apply(source.version, Direction::up);
        auto const after = m_migrator->schema();
        return does(source, Direction::down) && is_same(source, Direction::down, before) &&
               does(source, Direction::up) && is_same(source, Direction::up, after);
    }

    bool does(Source const &source, Direction direction)
    {
        try {
            m_migrator->apply(source.version, direction);
            return true;
        } catch (MigrationError const &error) {
            m_faults.push_back({.migration = source, .direction = direction, .error = typed(error).what()});
            return false;
        }
    }

    bool is_same(Source const &source, Direction direction, Schema const &wanted)
    {
        auto differences = compare(wanted, m_migrator->schema());
        bool const same = differences.empty();
        if (!same) {
            m_faults.push_back(
                {.migration = source, .direction = direction, .differences = std::move(differences)});
        }
        return same;
    }

    /// Each by itself has led back. Together they may not, where one leans on what another has left.
    void all_at_once(Schema const &empty)
    {
        auto const full = m_migrator->schema();
        m_migrator->reset();
        if (is_same(m_sources.front(), Direction::down, empty)) {
            m_migrator->up();
            is_same(m_sources.back(), Direction::up, full);
        }
    }

    Server const &m_server;
    std::filesystem::path const &m_path;
    std::vector<Source> m_sources;
    std::optional<TempDatabase> m_database{};
    std::optional<Migrator> m_migrator{};
    std::vector<RoundTripFault> m_faults{};
};

} // namespace

std::vector<RoundTripFault> round_trip(Server const &server, std::filesystem::path const &migrations)
{
    return with_typed_errors([&] { return Traveller{server, migrations}.travel(); });
}

std::string to_string(RoundTripFault const &fault)
{
    auto const *const direction = fault.direction == Direction::down ? "Down" : "Up";
    if (!fault.error.empty()) {
        return fmt::format("{}: its {} fails: {}", fault.migration.path, direction, fault.error);
    }
    auto text = fault.direction == Direction::down
                    ? fmt::format("{}: its Down does not lead back:", fault.migration.path)
                    : fmt::format("{}: its Up is not the same the second time:", fault.migration.path);
    for (auto const &difference : fault.differences) {
        auto const &[object, left, right] = difference;
        text += !right  ? fmt::format("\n  {} is gone", object)
                : !left ? fmt::format("\n  {} is left over", object)
                        : fmt::format("\n  {} was {}, and is {}", object, *left, *right);
    }
    return text;
}

} // namespace gander::testing
