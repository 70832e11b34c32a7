#pragma once
#include "cli/target.hpp"

#include <string>

namespace gander::cli {

/// Another way to the database than its own name and port: the same on 127.0.0.1. The name stays for TLS,
/// which may compare it with the certificate's.
struct Route
{
    std::string port{}; ///< empty: no other way

    /// The connection string that leads this way.
    std::string through(Target const &target) const;
};

} // namespace gander::cli
