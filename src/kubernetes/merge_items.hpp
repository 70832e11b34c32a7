#pragma once
/// Lists whose items are told apart by one of their fields.

#include "kubernetes/yaml.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gander::kubernetes {

/// By which of its fields the items of a list are told apart when a patch is merged into it; empty for a list
/// of text, nothing for a list that is replaced. `owner` is the field that the object with the list is in, or
/// the list that it is an item of.
std::optional<std::string_view> merge_key(std::string_view owner, std::string_view list);

/// Where the item is whose `key` has this value; list.size() when there is none.
std::size_t item_position(Manifest const &list, std::string const &key, Manifest const &value);

void remove_items(Manifest &list, std::string const &key, Manifest const &value);

/// The order that the API server gives to a merged list, whose first `old_size` items were there before:
/// those that the patch touched in its order, the others in theirs. Between the two the old order counts, and
/// what is new comes first.
Manifest in_order(Manifest const &list, std::vector<std::size_t> const &touched, std::size_t old_size);

} // namespace gander::kubernetes
