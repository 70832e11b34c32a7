#include "testing/typed.hpp"

#include <gander/testing/round_trip.hpp>

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
        return succeeds({}, [&] { m_migrator->apply(source.version, direction); });
    }

    /// What time may heal is no fault of the migration.
    template<typename Work>
    bool succeeds(std::string const &when, Work const &work)
    {
        try {
            work();
            return true;
        } catch (MigrationError const &error) {
            if (!error.report().failed || error.retryable()) {
                throw;
            }
            auto const &step = error.report().failed->step;
            m_faults.push_back(
                {.migration = step.source, .direction = step.direction, .error = when + typed(error).what()});
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

    /// Each by itself has led back. Together they may not, where one leans on what another has left; which of
    /// them it is nobody knows.
    void all_at_once(Schema const &empty)
    {
        constexpr auto together = "with all of them, one after the other: ";
        auto const full = m_migrator->schema();
        if (succeeds(together, [&] { m_migrator->reset(); }) && is_same({}, Direction::down, empty) &&
            succeeds(together, [&] { m_migrator->up(); })) {
            is_same({}, Direction::up, full);
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

} // namespace gander::testing
