#include "store/catalog.hpp"

namespace gander::store {

Objects read_objects(driver::Session &session, dialect::Catalog const &catalog)
{
    Objects objects;
    for (auto const &row : session.query(catalog.objects())) {
        auto const value = [&](std::size_t column) { return row.at(column).value_or(""); };
        if (auto const kind = object_kind(value(0))) {
            objects.insert({.kind = *kind, .schema = value(1), .name = value(2), .of = value(3)});
        }
    }
    return objects;
}

SearchPath read_search_path(driver::Session &session, dialect::Catalog const &catalog)
{
    SearchPath path;
    for (auto const &row : session.query(catalog.search_path())) {
        path.schemas.push_back(row.at(0).value_or(""));
        path.user = row.at(1).value_or("");
    }
    return path;
}

} // namespace gander::store
