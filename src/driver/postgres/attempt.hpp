#pragma once
/// The beginning of an attempt at connecting: parameters in, what libpq makes of them out.

#include "driver/postgres/conninfo.hpp"
#include "driver/postgres/handles.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gander::driver::postgres {

using Options = std::map<std::string, std::string>;

/// Begins to connect; null when memory is exhausted.
ConnectionPtr start(std::vector<Setting> const &parameters);

/// The parameters with everything that the environment and service files add to them.
Options options_of(PGconn *connection);

/// The same before anybody is connected to. What is wrong with the parameters is not told here: the attempt
/// itself tells it better.
Options options_of(std::vector<Setting> parameters);

void set(std::vector<Setting> &parameters, std::string_view name, std::string value);

} // namespace gander::driver::postgres
