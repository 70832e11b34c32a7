#include "kubernetes/patch.hpp"

#include "kubernetes/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gander::kubernetes {

namespace {

using Pointer = Document::Pointer;

Manifest const *find(Manifest const &object, Pointer const &at)
{
    return object.contains(at) ? &object.at(at) : nullptr;
}

std::string word(Document const &document, Pointer const &at)
{
    auto const *value = find(document.value, at);
    if (value == nullptr) {
        return {};
    }
    if (!value->is_string() || value->get_ref<std::string const &>().empty()) {
        throw document.error(at, fmt::format("{} is a word", at.back()));
    }
    return *value;
}

Patch patch(Document document)
{
    if (!document.value.is_object()) {
        throw document.error(Pointer(), "a patch has fields", "spec: and below it what is to be otherwise");
    }
    auto kind = word(document, Pointer("/kind"));
    auto name = word(document, Pointer("/metadata/name"));
    if (!name.empty()) { // it says which object, and the object's own name has a hash
        document.value["metadata"].erase("name");
    }
    return {.document = std::move(document), .kind = std::move(kind), .name = std::move(name)};
}

bool is_for(Patch const &patch, Target const &target)
{
    auto const same_kind =
        patch.kind.empty() ? target.kind.empty() || target.kind == "Job" : patch.kind == target.kind;
    return same_kind && (patch.name.empty() || patch.name == target.name);
}

/// What an object is does not change.
void expect_same(Manifest const &before, Manifest const &after, Document const &patch)
{
    constexpr auto fields = std::to_array<std::pair<char const *, std::string_view>>(
        {{"/apiVersion", "another object is not made by a patch"},
         {"/kind", "another object is not made by a patch"},
         {"/metadata/name", "--name says what names begin with"},
         {"/metadata/namespace", "-n says which namespace"}});
    for (auto const &[field, hint] : fields) {
        Pointer const at(field);
        auto const *old_value = find(before, at);
        auto const *new_value = find(after, at);
        if ((old_value == nullptr) != (new_value == nullptr) ||
            (old_value != nullptr && *old_value != *new_value)) {
            throw patch.error(at, fmt::format("this would change the object's {}", at.back()),
                              std::string(hint));
        }
    }
}

std::string described(Target const &target)
{
    return target.kind.empty() ? "a patch of a pod template, which has no kind"
                               : fmt::format("{} {}", target.kind, target.name);
}

} // namespace

std::vector<Patch> patches(std::string const &text, std::string const &path)
{
    std::vector<Patch> patches;
    for (auto &document : read_yaml(text, path)) {
        patches.push_back(patch(std::move(document)));
    }
    if (patches.empty()) {
        throw Error(Errc::usage, fmt::format("{}: no patch is in it", path),
                    "spec: and below it what is to be otherwise");
    }
    return patches;
}

void apply(std::span<Patch const> patches, Target const &target, Manifest &object)
{
    for (auto const &patch : patches) {
        if (is_for(patch, target)) {
            auto const before = object;
            merge(object, patch.document);
            expect_same(before, object, patch.document);
        }
    }
}

void expect_targets(std::span<Patch const> patches, std::span<Target const> targets)
{
    for (auto const &patch : patches) {
        if (std::ranges::any_of(targets, [&](Target const &target) { return is_for(patch, target); })) {
            continue;
        }
        std::string there;
        for (auto const &target : targets) {
            there += (there.empty() ? "" : ", ") + described(target);
        }
        auto const wanted =
            (patch.kind.empty() ? "Job" : patch.kind) + (patch.name.empty() ? "" : " " + patch.name);
        throw patch.document.error(Pointer(),
                                   fmt::format("this patch is for {}, which is not rendered", wanted),
                                   fmt::format("what is: {}", there));
    }
}

} // namespace gander::kubernetes
