#pragma once
#include "driver/session.hpp"
#include "lock/lock.hpp"

namespace gander::lock {

/// The row of one of dialect::Locking's queries for a holder.
std::optional<Holder> holder_of(std::vector<Connection::Row> const &rows);

/// A query that gives 1 where both do, and locks the row that `row` locks.
std::string both(std::string_view session, std::string_view row);

/// Whether the query's first value is 1.
bool is_one(std::vector<Connection::Row> const &rows);

} // namespace gander::lock
