#include "kubernetes/merge.hpp"

#include "kubernetes/merge_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace gander::kubernetes {

namespace {

using Pointer = Document::Pointer;

enum class Directive { none, replace, remove };

constexpr std::string_view removed_items = "$deleteFromPrimitiveList/";

class Merger
{
public:
    explicit Merger(Document const &patch) : m_patch(patch) {}

    void object(Manifest &target, Manifest const &patch, Pointer const &at, std::string_view owner) const
    {
        if (auto const what = directive(patch, at); what != Directive::none) {
            target = Manifest::object();
            if (what == Directive::remove) {
                return;
            }
        }
        for (auto const &[name, value] : patch.items()) {
            if (name.starts_with('$')) {
                special(target, name, value, at / name);
            } else {
                field(target, name, value, at / name, owner);
            }
        }
        keep_only(target, patch, at);
    }

private:
    void field(Manifest &target, std::string const &name, Manifest const &value, Pointer const &at,
               std::string_view owner) const
    {
        bool const missing = !target.contains(name);
        if (value.is_null()) {
            target.erase(name);
        } else if (value.is_object() && missing && directive(value, at) == Directive::remove) {
            return;
        } else if (value.is_object()) {
            if (missing || !target[name].is_object()) {
                target[name] = Manifest::object();
            }
            object(target[name], value, at, name);
        } else if (value.is_array()) {
            list(target[name], value, at, name, merge_key(owner, name));
        } else {
            target[name] = value;
        }
    }

    void list(Manifest &target, Manifest const &patch, Pointer const &at, std::string_view name,
              std::optional<std::string_view> key) const
    {
        bool replaced = !key || !target.is_array();
        for (std::size_t each = 0; each < patch.size(); ++each) {
            replaced |= directive(patch[each], at / each) == Directive::replace;
        }
        if (replaced) {
            target = fresh(patch, at, name);
        } else if (key->empty()) {
            std::ranges::copy_if(patch, std::back_inserter(target), [&](Manifest const &item) {
                return std::ranges::find(target, item) == target.end();
            });
        } else {
            keyed(target, patch, at, name, std::string(*key));
        }
    }

    /// A list without what is only said to the one who merges.
    Manifest fresh(Manifest const &patch, Pointer const &at, std::string_view name) const
    {
        auto made = Manifest::array();
        for (std::size_t each = 0; each < patch.size(); ++each) {
            auto const what = directive(patch[each], at / each);
            if (what == Directive::replace && patch[each].size() > 1) {
                throw m_patch.error(at / each, "$patch: replace replaces the whole list, and not this item",
                                    "it stands alone in an item of its own");
            }
            if (what != Directive::none) {
                continue;
            }
            made.push_back(patch[each]);
            if (patch[each].is_object()) {
                made.back() = Manifest::object();
                object(made.back(), patch[each], at / each, name);
            }
        }
        return made;
    }

    void keyed(Manifest &target, Manifest const &patch, Pointer const &at, std::string_view name,
               std::string const &key) const
    {
        for (std::size_t each = 0; each < patch.size(); ++each) {
            if (!patch[each].is_object() || !patch[each].contains(key)) {
                throw m_patch.error(
                    at / each, fmt::format("an item of {} without {}, by which they are merged", name, key));
            }
            if (directive(patch[each], at / each) == Directive::remove) {
                remove_items(target, key, patch[each][key]);
            }
        }
        auto const old_size = target.size();
        std::vector<std::size_t> touched;
        for (std::size_t each = 0; each < patch.size(); ++each) {
            if (directive(patch[each], at / each) == Directive::none) {
                auto const index = item_position(target, key, patch[each][key]);
                if (index == target.size()) {
                    target.push_back(Manifest::object());
                }
                object(target[index], patch[each], at / each, name);
                if (std::ranges::find(touched, index) == touched.end()) {
                    touched.push_back(index);
                }
            }
        }
        target = in_order(target, touched, old_size);
    }

    Directive directive(Manifest const &patch, Pointer const &at) const
    {
        if (!patch.is_object() || !patch.contains("$patch")) {
            return Directive::none;
        }
        auto const &word = patch["$patch"];
        if (word == "delete") {
            return Directive::remove;
        }
        if (word != "merge" && word != "replace") {
            throw m_patch.error(at / "$patch", fmt::format("$patch: {}: no such word", word.dump()),
                                "delete, replace and merge are the ones there are");
        }
        return word == "replace" ? Directive::replace : Directive::none;
    }

    void special(Manifest &target, std::string const &name, Manifest const &value, Pointer const &at) const
    {
        if (name == "$patch" || name == "$retainKeys") {
            return; // looked at elsewhere
        }
        if (!name.starts_with(removed_items)) {
            throw m_patch.error(at, fmt::format("{} is not understood", name),
                                "$patch, $retainKeys and $deleteFromPrimitiveList/LIST are");
        }
        auto const list = target.find(name.substr(removed_items.size()));
        if (list == target.end() || !list->is_array()) {
            return;
        }
        auto kept = Manifest::array();
        std::ranges::copy_if(*list, std::back_inserter(kept), [&](Manifest const &item) {
            return std::ranges::find(value, item) == value.end();
        });
        *list = std::move(kept);
    }

    void keep_only(Manifest &target, Manifest const &patch, Pointer const &at) const
    {
        if (!patch.contains("$retainKeys")) {
            return;
        }
        auto const &names = patch["$retainKeys"];
        auto const kept = [&](std::string const &name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        for (auto const &[name, value] : patch.items()) {
            if (!name.starts_with('$') && !value.is_null() && !kept(name)) {
                throw m_patch.error(at / name, fmt::format("{} is not among $retainKeys", name));
            }
        }
        auto shorter = Manifest::object();
        for (auto &[name, value] : target.items()) {
            if (kept(name)) {
                shorter[name] = std::move(value);
            }
        }
        target = std::move(shorter);
    }

    Document const &m_patch;
};

} // namespace

void merge(Manifest &object, Document const &patch)
{
    Merger(patch).object(object, patch.value, Pointer(), {});
}

} // namespace gander::kubernetes
