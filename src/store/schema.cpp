#include "store/schema.hpp"

#include "dialect/catalog.hpp"

#include <algorithm>

namespace gander::store {

namespace {

/// One that is undone when it ends.
class Look
{
public:
    Look(driver::Session &session, std::string const &settings)
        : m_session(session), m_open(!settings.empty())
    {
        if (m_open) {
            m_session.begin();
            m_session.execute(settings);
        }
    }
    ~Look()
    {
        if (m_open) {
            m_session.rollback();
        }
    }
    Look(Look const &) = delete;
    Look &operator=(Look const &) = delete;

private:
    driver::Session &m_session;
    bool m_open;
};

/// Of these tables, those that are there, by their names in full.
std::vector<std::string> find(driver::Session &session, dialect::Dialect const &dialect,
                              std::vector<std::string> const &tables)
{
    std::vector<std::string> found;
    for (auto const &table : tables) {
        auto const row = session.query(dialect.find_table(table)).at(0);
        if (row.at(0) && row.at(1) == "1") {
            found.push_back(*row[0]);
        }
    }
    return found;
}

} // namespace

Schema read_schema(driver::Session &session, dialect::Dialect const &dialect, std::string const &table)
{
    auto const &catalog = dialect.catalog();
    auto const own = find(session, dialect, {table, "goose_lock"}); // while the search_path is the user's
    Schema schema;
    Look const look{session, catalog.definition_settings()};
    for (auto const &query : catalog.definitions(own)) {
        for (auto const &row : session.query(query)) {
            if (row.at(0) && row.at(1)) {
                schema.definitions.push_back({.object = *row[0], .text = catalog.plain(*row[1])});
            }
        }
    }
    std::ranges::sort(schema.definitions, {}, &Definition::object);
    return schema;
}

} // namespace gander::store
