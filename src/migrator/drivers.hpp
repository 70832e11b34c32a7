#pragma once
/// The two axes meet here: which client library talks to a database, and which dialect its version table
/// speaks.

#include "dialect/dialect.hpp"
#include "driver/session.hpp"

#include <gander/database.hpp>

#include <string_view>

namespace gander {

struct DriverEntry
{
    DriverWord names;
    driver::Factory make{};
};

/// The entry of a driver word. Throws Errc::unsupported with the words that there are.
DriverEntry const &find_driver(std::string_view word);

dialect::Dialect const &dialect_of(DriverEntry const &entry);

} // namespace gander
