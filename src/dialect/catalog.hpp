#pragma once
/// Which words a database is asked with for what it holds. Text only.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander::dialect {

class Catalog
{
public:
    virtual ~Catalog() = default;

    /// A row for each table, column and so on: a word of model/object.hpp, the schema or nothing, the name,
    /// and of what it is a part or nothing.
    virtual std::string objects() const = 0;

    /// Queries with a row for each thing that the database holds: what it is called, such as `table
    /// public.t`, and how it is defined; rows without a definition do not count. What belongs to the tables
    /// `own`, named as Dialect::find_table() does, is left out.
    virtual std::vector<std::string> definitions(std::span<std::string const> own) const = 0;

    /// What is set in the transaction that they run in; empty where they need none.
    virtual std::string definition_settings() const { return {}; }

    /// A definition without what makes no difference.
    virtual std::string plain(std::string_view definition) const { return std::string(definition); }

    /// Three columns: the schemas in which a name without one is looked for, in order, or nothing in a single
    /// row; the name of the user; and the server's version, as a number. Empty where names have no schema.
    virtual std::string search_path() const { return {}; }

    /// The connection string of an empty database that is gone with its session, in which migrations can be
    /// tried; empty where there is none, and their text has to tell what they do.
    virtual std::string scratch() const { return {}; }

    /// Of such a database: a query for a value that is another one once anything in it has been made or
    /// dropped.
    virtual std::string generation() const { return {}; }
};

} // namespace gander::dialect
