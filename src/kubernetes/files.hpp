#pragma once
/// Migration files → ConfigMaps that hold them, and the volume that shows all of them as one folder.

#include "kubernetes/yaml.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gander::kubernetes {

struct File
{
    std::string name{}; ///< without a folder
    std::string text{};
};

/// What one ConfigMap is filled with. The API takes 1 MiB, names and everything around them included.
inline constexpr std::size_t config_map_limit = 900'000;

/// The files in their order, parted so that each part fits a ConfigMap. Throws Errc::usage with the sizes for
/// a file that fits none, or one whose name a ConfigMap cannot have.
std::vector<std::vector<File>> parts(std::vector<File> files);

/// `metadata` is the object's. Text that is not UTF-8 becomes binaryData.
Manifest config_map(Manifest metadata, std::vector<File> const &files);

/// The volume `migrations` over these ConfigMaps.
Manifest volume(std::vector<std::string> const &config_maps);

} // namespace gander::kubernetes
