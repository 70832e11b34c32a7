#include "report/document.hpp"

namespace gander::report {

namespace {

constexpr int schema = 1;

} // namespace

Json document(std::string_view command)
{
    return {{"schema", schema},
            {"command", command},
            {"tool", {{"name", "gander"}, {"version", GANDER_VERSION}}}};
}

std::string finish(Json const &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace gander::report
