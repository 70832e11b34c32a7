#pragma once
/// Which words databases are made with out of others, and told from those that somebody else made. Text only.

#include <string>
#include <string_view>

namespace gander::dialect {

/// What is ours carries a mark, in its comment. The names are as a user writes them, without quotes.
class Cloning
{
public:
    virtual ~Cloning() = default;

    /// What counts besides the migrations for what they leave behind: one row of one value.
    virtual std::string circumstances() const = 0;

    /// A row if the database is there: 1 when it has our mark, else 0; and the same for whether it is sealed.
    virtual std::string find(std::string_view name) const = 0;

    /// The names of all that have our mark and that this user may drop; with `old_templates` of no others
    /// than templates that were made more than a day ago.
    virtual std::string list(bool old_templates) const = 0;

    // Each of these is a statement for itself, outside of a transaction.

    virtual std::string create(std::string_view name) const = 0;
    virtual std::string clone(std::string_view name, std::string_view from) const = 0;
    virtual std::string mark(std::string_view name, std::string_view now) const = 0;
    virtual std::string now() const = 0;                         ///< a query: the time, as mark() takes it
    virtual std::string seal(std::string_view name) const = 0;   ///< nobody connects to it any more
    virtual std::string unseal(std::string_view name) const = 0; ///< it can be dropped
    virtual std::string rename(std::string_view from, std::string_view to) const = 0;

    /// Ends what is connected to it. Nothing happens when there is none.
    virtual std::string drop(std::string_view name) const = 0;

    // A lock on a template that is being made, which ends with the session. One row: 1 when it is ours now.

    virtual std::string lock(std::string_view name) const = 0;
    virtual std::string unlock(std::string_view name) const = 0;

    /// Whether a statement failed because of what somebody else is doing to the database for the moment.
    virtual bool is_busy(std::string_view state) const = 0;

    /// What to do when create() or clone() fails like this; empty where there is nothing to say.
    virtual std::string_view hint(std::string_view state) const = 0;

    /// Whether there is no such database.
    virtual bool is_missing(std::string_view state) const = 0;
};

} // namespace gander::dialect
