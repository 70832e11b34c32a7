#pragma once
#include "dialect/dialect.hpp"
#include "driver/session.hpp"

#include <gander/database.hpp>

namespace gander {

struct Database::Impl
{
    std::unique_ptr<driver::Session> session;
    dialect::Dialect const *dialect;
};

} // namespace gander
