#pragma once
/// What a user wants otherwise in the rendered objects: --patch.

#include "kubernetes/read_yaml.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gander::kubernetes {

/// A document of a file of patches.
struct Patch
{
    Document document{};
    std::string kind{}; ///< of the objects that it is for; empty: the Job, or the patch of a pod template
    std::string name{}; ///< theirs, without a hash; empty: of any
};

/// Throws Errc::usage with the place in the file. A file without one is an error too.
std::vector<Patch> patches(std::string const &text, std::string const &path);

/// A rendered object.
struct Target
{
    std::string kind{}; ///< empty for the patch of a pod template
    std::string name{}; ///< without a hash
};

/// Merges into the object, in their order, those that are for it. Throws Errc::usage for one that would make
/// another object of it.
void apply(std::span<Patch const> patches, Target const &target, Manifest &object);

/// Throws Errc::usage for a patch that is for none of them.
void expect_targets(std::span<Patch const> patches, std::span<Target const> targets);

} // namespace gander::kubernetes
