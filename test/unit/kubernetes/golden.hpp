#pragma once
#include "kubernetes/yaml.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace gander::kubernetes {

/// Against test/golden/kubernetes/NAME.yaml.
inline void expect_golden(std::string const &name, std::vector<Manifest> const &documents)
{
    auto const actual = yaml_stream(documents);
    auto const path = std::filesystem::path(TEST_DIR) / "golden/kubernetes" / (name + ".yaml");
    if (std::getenv("GANDER_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path) << actual;
    }
    std::ifstream file(path);
    std::string const expected{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(actual, expected) << "GANDER_UPDATE_GOLDEN=1 accepts it";
}

} // namespace gander::kubernetes
