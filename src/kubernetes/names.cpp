#include "kubernetes/names.hpp"

#include <algorithm>
#include <array>

namespace gander::kubernetes {

namespace {

constexpr std::size_t longest_name = 63; // a Job's name becomes a label of its pods

} // namespace

std::string hashed_name(std::string_view prefix, Digest const &digest)
{
    return with_suffix(prefix, digest.text());
}

std::string with_suffix(std::string_view name, std::string_view suffix)
{
    auto kept = name.substr(0, longest_name - suffix.size() - 1);
    kept = kept.substr(0, kept.find_last_not_of('-') + 1);
    return std::string(kept) + '-' + std::string(suffix);
}

std::string name_problem(std::string_view name)
{
    auto const lower = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (name.empty()) {
        return "it is empty";
    }
    if (name.size() > longest_name) {
        return "it is longer than 63 letters";
    }
    if (!lower(name.front()) || !lower(name.back()) ||
        !std::ranges::all_of(name, [&](char c) { return lower(c) || c == '-'; })) {
        return "it may have small letters, digits and, not at its ends, dashes";
    }
    return {};
}

} // namespace gander::kubernetes
