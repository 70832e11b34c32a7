#pragma once
/// Which words a database's version table is made, read and written with. Text and traits only: a dialect
/// never talks to anything.

#include "model/syntax.hpp"

#include <gander/report.hpp>

#include <string>
#include <string_view>

namespace gander::dialect {

class Catalog;
class Cloning;
class Locking;

class Dialect
{
public:
    virtual ~Dialect() = default;

    virtual std::string_view name() const noexcept = 0;
    virtual Syntax syntax() const noexcept = 0;
    virtual bool transactional_ddl() const noexcept { return true; }

    /// The words of the migration lock; null where the server has none, and each step looks for itself
    /// whether it is still to be done.
    virtual Locking const *locking() const noexcept { return nullptr; }

    /// The words for making databases out of others; null where there is no server to make them on.
    virtual Cloning const *cloning() const noexcept { return nullptr; }

    virtual Catalog const &catalog() const noexcept = 0;

    /// A query with one row: the table's name as it is to be used from now on (qualified and quoted, so that
    /// no search_path can lose it), and 1 or 0 for whether it exists. `table` is what the user wrote.
    virtual std::string find_table(std::string_view table) const = 0;

    /// A query for a schema in which an unqualified name would be looked for, but is hidden from this user:
    /// no row when there is none. Empty where nothing can be hidden.
    virtual std::string hidden_schema() const { return {}; }

    /// What is wrong with that name, when the query failed as this says; empty when the name is not to blame.
    virtual std::string fault_of_name(std::string_view /*table*/, Diagnostic const & /*failure*/) const
    {
        return {};
    }

    /// A name that a query may use at once to mean the same table, quoted; empty for one that only
    /// find_table() can make sense of. For a single look: a later search_path may give it another meaning.
    virtual std::string short_name(std::string_view /*table*/) const { return {}; }

    /// Whether that query failed because there is no such table.
    virtual bool is_missing_table(std::string_view /*state*/) const { return false; }

    // The following take the name that find_table() gave.

    virtual std::string create_table(std::string_view table) const = 0;

    /// version_id, is_applied as 1 or 0, and tstamp as `YYYY-MM-DD HH:MM:SS[.ffffff]` or null; newest id
    /// first.
    virtual std::string history(std::string_view table) const = 0;

    /// The same with null for every tstamp: making text of thousands of times takes longer than all the rest.
    virtual std::string history_without_times(std::string_view table) const;

    /// One row with 1 or 0: what the newest row of the version says, 0 without one.
    virtual std::string is_applied(std::string_view table, Version version) const;

    virtual std::string insert_version(std::string_view table, Version version) const;
    virtual std::string delete_version(std::string_view table, Version version) const;
};

/// The error for a name that find_table() cannot make sense of. Errc::usage.
[[noreturn]] void refuse_name(std::string_view table, std::string_view why);

/// The dialect of that name, or null.
Dialect const *find(std::string_view name) noexcept;

} // namespace gander::dialect
