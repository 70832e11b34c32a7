#pragma once
/// What a database holds, read through a session in a dialect's words.

#include "dialect/catalog.hpp"
#include "driver/session.hpp"
#include "model/object.hpp"

#include <string>
#include <vector>

namespace gander::store {

Objects read_objects(driver::Session &session, dialect::Catalog const &catalog);

struct SearchPath
{
    std::vector<std::string> schemas{};
    std::string user{};
    int server = 0; ///< its major version; 0 when it does not say
};

SearchPath read_search_path(driver::Session &session, dialect::Catalog const &catalog);

} // namespace gander::store
