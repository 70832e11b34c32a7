#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander::driver::sqlite {

/// What must not stand in a URI's path, as `%XX`.
std::string percent_encoded_path(std::string_view path);

struct Parameter
{
    std::string_view raw; ///< `name=value` as written
    std::string name;
    std::string value;
};

/// The parameters of `a=1&b=2`, decoded as Go does (`+` is a blank). Throws Errc::usage.
std::vector<Parameter> query_parameters(std::string_view query);

} // namespace gander::driver::sqlite
