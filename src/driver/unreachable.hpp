#pragma once
/// Why no connection came about, for those who wait for one and those who had better not.

#include <gander/error.hpp>

#include <memory>
#include <string>
#include <utility>

namespace gander::driver {

/// What is seen from outside, as a sentence that begins with where, and what that usually means.
struct Outage
{
    std::string seen{};    ///< `postgres:5432 refused the connection`
    std::string meaning{}; ///< may be empty

    friend bool operator==(Outage const &, Outage const &) = default;
};

/// Time may heal it.
class Unreachable final : public SqlError
{
public:
    Unreachable(std::string const &what, Diagnostic diagnostic, Outage outage)
        : SqlError(Errc::connection, what, std::move(diagnostic)),
          m_outage(std::make_shared<Outage const>(std::move(outage)))
    {
    }

    Outage const &outage() const noexcept { return *m_outage; }

private:
    std::shared_ptr<Outage const> m_outage; // an exception must copy without throwing
};

/// Time will not heal it, although no server gave a code for it.
class Refused final : public SqlError
{
public:
    Refused(std::string const &what, Diagnostic diagnostic)
        : SqlError(Errc::connection, what, std::move(diagnostic), "refused")
    {
    }
};

} // namespace gander::driver
