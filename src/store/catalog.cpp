#include "store/catalog.hpp"

#include <charconv>

namespace gander::store {

namespace {

/// Of a number such as 150018.
int major_version(std::string const &number)
{
    int version = 0;
    std::from_chars(number.data(), number.data() + number.size(), version);
    return version / 10000;
}

constexpr std::string_view invalid = "invalid ";

} // namespace

Objects read_objects(driver::Session &session, dialect::Catalog const &catalog)
{
    Objects objects;
    for (auto const &row : session.query(catalog.objects())) {
        auto const value = [&](std::size_t column) { return row.at(column).value_or(""); };
        auto const word = value(0);
        bool const valid = !word.starts_with(invalid);
        if (auto const kind = object_kind(valid ? word : word.substr(invalid.size()))) {
            objects.insert(
                {.kind = *kind, .schema = value(1), .name = value(2), .of = value(3), .valid = valid});
        }
    }
    return objects;
}

SearchPath read_search_path(driver::Session &session, dialect::Catalog const &catalog)
{
    SearchPath path;
    for (auto const &row : session.query(catalog.search_path())) {
        if (auto const &schema = row.at(0)) {
            path.schemas.push_back(*schema);
        }
        path.user = row.at(1).value_or("");
        path.server = major_version(row.at(2).value_or(""));
    }
    return path;
}

} // namespace gander::store
