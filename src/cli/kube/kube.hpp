#pragma once
/// `gander kube …`: gander's commands in a cluster. A command line of its own, with flags of its own.

#include "cli/flags.hpp"

#include <span>
#include <string>
#include <vector>

namespace gander::kubernetes {
struct Request;
}

namespace gander::cli::kube {

/// The line behind the word kube. Returns the exit code; throws Error.
int run(std::vector<std::string> const &words);

std::span<FlagSpec const> flags() noexcept;
std::string help();

/// What flags and the command behind `--` ask for. Reads the migration files. Throws Error.
kubernetes::Request request(Flags const &flags, std::vector<std::string> command);

} // namespace gander::cli::kube
