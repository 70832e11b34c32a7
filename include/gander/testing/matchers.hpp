#pragma once
/// GoogleTest matchers. Each takes a TempDatabase, a Server, or whatever else has open().
///
///     EXPECT_THAT(database, HasTable("audit_events"));
///     EXPECT_THAT("db/migrations", RoundTrips(server));

#include <gander/testing/round_trip.hpp>
#include <gander/testing/server.hpp>

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <utility>

namespace gander::testing {

namespace matchers {

template<typename Where>
Verification look(Where const &where, SchemaExpectation const &expected)
{
    return verify(where.open(), expected);
}

inline bool told(Verification const &verification, ::testing::MatchResultListener *listener)
{
    for (auto const &problem : verification.missing) {
        *listener << "\n  " << problem.message;
    }
    return verification.passed();
}

class Has
{
public:
    using is_gtest_matcher = void;

    Has(SchemaExpectation expected, std::string what)
        : m_expected(std::move(expected)), m_what(std::move(what))
    {
    }

    template<typename Where>
    bool MatchAndExplain(Where const &where, ::testing::MatchResultListener *listener) const
    {
        return told(look(where, m_expected), listener);
    }
    void DescribeTo(std::ostream *out) const { *out << "has " << m_what; }
    void DescribeNegationTo(std::ostream *out) const { *out << "has not " << m_what; }

private:
    SchemaExpectation m_expected;
    std::string m_what;
};

class RoundTripsOn
{
public:
    using is_gtest_matcher = void;

    explicit RoundTripsOn(Server server) : m_server(std::move(server)) {}

    bool MatchAndExplain(std::filesystem::path const &migrations,
                         ::testing::MatchResultListener *listener) const
    {
        auto const faults = round_trip(m_server, migrations);
        for (auto const &fault : faults) {
            *listener << "\n" << to_string(fault);
        }
        return faults.empty();
    }
    void DescribeTo(std::ostream *out) const { *out << "can be rolled back and applied again"; }
    void DescribeNegationTo(std::ostream *out) const { *out << "cannot be rolled back and applied again"; }

private:
    Server m_server;
};

} // namespace matchers

/// This version is applied, and nothing higher.
inline auto HasVersion(Version version)
{
    return matchers::Has({.version = version}, "version " + std::to_string(version));
}

/// A name as in SQL, `schema.table` too.
inline auto HasTable(std::string const &name) { return matchers::Has({.tables = {name}}, "table " + name); }

/// One that is valid.
inline auto HasIndex(std::string const &name) { return matchers::Has({.indexes = {name}}, "index " + name); }

/// Everything in the list.
inline auto HasSchema(SchemaExpectation expected)
{
    return matchers::Has(std::move(expected), "the expected schema");
}

/// Of a folder of migrations: up, down, up again is the same schema, for each of them and for all. What is
/// not is told by name.
inline auto RoundTrips(Server server) { return matchers::RoundTripsOn(std::move(server)); }

} // namespace gander::testing
