#pragma once
/// libpq's objects, owned.

#include <libpq-fe.h>

#include <memory>

namespace gander::driver::postgres {

struct Release
{
    void operator()(PGconn *connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult *result) const noexcept { PQclear(result); }
    void operator()(PGcancel *cancel) const noexcept { PQfreeCancel(cancel); }
};

using ConnectionPtr = std::unique_ptr<PGconn, Release>;
using ResultPtr = std::unique_ptr<PGresult, Release>;
using CancelPtr = std::unique_ptr<PGcancel, Release>;

} // namespace gander::driver::postgres
