#pragma once
/// What a scalar without quotes means in a YAML file.

#include "kubernetes/yaml.hpp"

#include <string_view>

namespace gander::kubernetes {

struct PlainScalar
{
    Manifest value{};
    std::string_view problem{}; ///< why it is not taken; empty when it is
};

/// What kubectl reads: null, a truth value, a number, or text. What it reads one way and YAML 1.2 another,
/// such as `yes`, is a problem and not a guess.
PlainScalar plain_scalar(std::string_view text);

} // namespace gander::kubernetes
