#include "driver/sqlite/dsn.hpp"

#include "base/percent.hpp"
#include "driver/sqlite/dsn_parameters.hpp"
#include "driver/sqlite/percent.hpp"

#include <algorithm>

namespace gander::driver::sqlite {

Dsn parse_dsn(std::string_view text)
{
    Dsn dsn;
    auto const question = text.find('?');
    bool const has_parameters = question != std::string_view::npos && question > 0;
    dsn.location = text.substr(0, has_parameters ? question : text.size());
    if (has_parameters) {
        auto query = text.substr(question + 1);
        query = dsn.is_uri() ? query.substr(0, query.find('#')) : query;
        read_parameters(query_parameters(query), dsn);
    }
    return dsn;
}

std::string Dsn::path() const
{
    if (!is_uri()) {
        return location;
    }
    auto rest = std::string_view{location}.substr(5);
    rest = rest.substr(0, rest.find('#'));
    if (rest.substr(0, 2) == "//") { // file://host/path
        rest.remove_prefix(std::min(rest.find('/', 2), rest.size()));
    }
    return percent_decoded(rest);
}

bool Dsn::is_transient() const
{
    auto const file = path();
    return file.empty() || file == ":memory:" || mode == "memory" || vfs == "memdb";
}

std::string Dsn::open_name(std::string_view mode_wanted, bool immutable) const
{
    if (!is_uri() && is_transient() && mode != "memory" && vfs != "memdb") {
        return location;
    }
    auto uri = location;
    if (!is_uri()) {
        uri = (location[0] == '/' ? "file://" : "file:") + percent_encoded_path(location);
    }
    std::string joint = "?";
    auto const add = [&](std::string_view parameter) {
        uri += joint;
        uri += parameter;
        joint = "&";
    };
    if (!mode_wanted.empty()) {
        add("mode=" + std::string{mode_wanted});
    }
    if (immutable) {
        add("immutable=1");
    }
    for (auto const &parameter : uri_parameters) {
        add(parameter);
    }
    return uri;
}

} // namespace gander::driver::sqlite
