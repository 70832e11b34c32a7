#pragma once
/// What migrations have made and dropped again. What may have come back by another way is forgotten: to find
/// it must mean that it was never dropped.

#include "schema/inventory.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace gander::schema {

class Dropped
{
public:
    void add(Entry const &entry, Place place);

    void forget(std::function<bool(Object const &)> const &which);
    void forget_all() { m_objects.clear(); }
    void forget_parts(Name const &of);
    /// What code of this text may have made anew.
    void forget_named(std::string_view text);

    /// Those that are not among what is there at the end.
    std::vector<Expected> take(std::vector<Entry> const &there);

private:
    std::vector<Expected> m_objects{};
};

} // namespace gander::schema
