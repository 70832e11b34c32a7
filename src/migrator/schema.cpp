#include "store/schema.hpp"

#include "migrator/database.hpp"
#include "migrator/impl.hpp"

#include <gander/schema.hpp>

namespace gander {

Schema read_schema(Database &database, std::string const &table)
{
    auto &session = *database.m_impl->session;
    return session.connect(driver::Access::read)
               ? store::read_schema(session, *database.m_impl->dialect, table)
               : Schema{};
}

Schema Migrator::schema()
{
    Schema found;
    if (m_impl->connect(driver::Access::read)) {
        m_impl->persist(driver::Access::read, [&] {
            found = store::read_schema(m_impl->session, m_impl->dialect, m_impl->options.table);
        });
    }
    return found;
}

} // namespace gander
