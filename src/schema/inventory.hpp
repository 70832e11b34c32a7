#pragma once
/// What is there after the commands so far, and what each thing hangs on.

#include "model/object.hpp"
#include "schema/mentions.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::schema {

/// Temporary things live in it, and are forgotten at the end of their file.
inline constexpr std::string_view temporary = "pg_temp";

struct Name
{
    std::string schema{};
    std::string name{};

    friend bool operator==(Name const &, Name const &) = default;
};

/// To the table that is a partition's only parent.
struct Attachment
{
    Place place{};
    bool doubtful = false;
};

struct Entry
{
    Object object{};
    Place place{};
    std::string detail{};          ///< a function's parameters, a column's type, a table's type
    std::vector<Name> parents{};   ///< tables it inherits from, or an index it is a piece of
    std::optional<Object> owner{}; ///< of a sequence: the column it goes with
    Mentions mentions{};           ///< of an index, a constraint, a generated column
    std::string likely_name{};     ///< of a constraint that is given one
    bool has_index = false;        ///< a constraint, with an index of its name
    bool doubtful = false;
    bool may_be_invalid = false;            ///< a constraint
    std::optional<Attachment> attachment{}; ///< of a partition
};

Name name_of(Entry const &entry);

bool is_part(Entry const &entry, Name const &of);
bool is_owned(Entry const &entry, Name const &by);

/// A constraint that is told by its kind and its columns, and what it is called: `(a, b)`.
bool is_unnamed(Entry const &entry);
std::string columns_text(Mentions const &columns);

/// Tables, views, indexes and whatever else shares their names.
bool is_relation(Entry const &entry);

class Inventory
{
public:
    using Predicate = std::function<bool(Entry const &)>;

    std::vector<Entry> const &entries() const noexcept { return m_entries; }

    void add(Entry entry) { m_entries.push_back(std::move(entry)); }
    Entry *find(Predicate const &wanted);
    std::vector<Entry *> find_all(Predicate const &wanted);
    Entry *relation(Name const &name);
    Entry *part(ObjectKind kind, Name const &of, std::string_view name);
    Entry *constraint_with_index(Name const &name);
    Entry *type(Name const &name); ///< one that CREATE TYPE or CREATE DOMAIN has made

    void erase(Predicate const &which);
    void doubt(Predicate const &which);
    void doubt_attachments(std::function<bool(Name const &)> const &to);

    /// With all that is a part of it, the tables that inherit from it, and the sequences it owns.
    void drop_relation(Name const &name);
    void drop_part(ObjectKind kind, Name const &of, std::string_view name);
    /// With the indexes and constraints that mention it. What a table inherits may be its own too.
    void drop_column(Name const &table, std::string_view name);
    void drop_type(Name const &name);
    void drop_schema(std::string_view schema);

    /// A table, view, index or type, with all that is a part of it.
    void rename(Name const &from, Name const &to);
    void rename_schema(std::string const &from, std::string const &to);
    /// In what mentions or follows a column, not the column itself.
    void rename_mentions(Name const &table, std::string const &from, std::string const &to);

    /// The tables that inherit from it, theirs, and so on.
    std::vector<Name> heirs(Name const &name) const;

private:
    std::vector<Entry> m_entries{};
};

} // namespace gander::schema
