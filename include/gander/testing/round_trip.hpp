#pragma once
/// Whether each Down takes back what its Up has made.

#include <gander/schema.hpp>
#include <gander/testing/server.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gander::testing {

/// A migration that does not lead back, or not to the same place a second time.
struct RoundTripFault
{
    Source migration{}; ///< version 0: all of them together, where each leads back by itself
    Direction direction = Direction::down; ///< of what went wrong: down, or up once more
    std::string error{};                   ///< why it could not be run; empty where it could
    std::vector<Difference> differences{}; ///< left: what was there before, right: what is there instead
};

/// In a database of its own each migration is applied, rolled back and applied again, and the schemas are
/// compared; then all of them are rolled back and applied once more. After-steps are left alone. Empty when
/// each of them leads back. Throws as apply() does, MigrationFailed also where a migration cannot be applied
/// the first time.
[[nodiscard]] std::vector<RoundTripFault> round_trip(Server const &server,
                                                     std::filesystem::path const &migrations);

/// For people: the file, the direction and each difference by name.
std::string to_string(RoundTripFault const &fault);

} // namespace gander::testing
