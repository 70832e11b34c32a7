// What cannot be compared with kubectl, which test/cli/test_kube_patch.py does, and the least of what can.
#include "kubernetes/merge.hpp"
#include "kubernetes/merge_items.hpp"

#include <gtest/gtest.h>

namespace gander::kubernetes {
namespace {

std::string merged(std::string const &object, std::string const &patch)
{
    auto value = read_yaml(object, "object.yaml").at(0).value;
    merge(value, read_yaml(patch, "patch.yaml").at(0));
    return value.dump();
}

std::string refusal(std::string const &patch)
{
    try {
        merged("{}", patch);
    } catch (Error const &error) {
        return error.what();
    }
    return {};
}

TEST(Merge, ObjectsAndNulls)
{
    EXPECT_EQ(merged("{a: {b: 1, c: 2}}", "{a: {c: null, d: 3}, e: null}"), R"({"a":{"b":1,"d":3}})");
    EXPECT_EQ(merged("{a: 1}", "{a: {b: {c: null}}}"), R"({"a":{"b":{}}})");
    EXPECT_EQ(merged("{a: [1, 2]}", "{a: [3]}"), R"({"a":[3]})");
}

TEST(Merge, WordsForTheOneWhoMerges)
{
    EXPECT_EQ(merged("{a: {b: 1}}", "{a: {$patch: replace, c: 2}}"), R"({"a":{"c":2}})");
    EXPECT_EQ(merged("{a: {b: 1}}", "{a: {$patch: merge, c: 2}}"), R"({"a":{"b":1,"c":2}})");
    EXPECT_EQ(merged("{a: [1, 2]}", "{$deleteFromPrimitiveList/a: [1], $deleteFromPrimitiveList/b: [1]}"),
              R"({"a":[2]})");
    EXPECT_EQ(merged("{a: {b: 1}}", "{a: {$retainKeys: [c], c: 2}}"), R"({"a":{"c":2}})");
    EXPECT_EQ(refusal("{a: {$retainKeys: [c], b: 2}}"), "patch.yaml:1:27: b is not among $retainKeys");
}

TEST(Merge, ItemsByTheirKeyInTheOrderOfTheServer)
{
    auto const names = [](std::string const &there, std::string const &patch) {
        auto const list = [](std::string const &items) {
            return "{metadata: {ownerReferences: [" + items + "]}}";
        };
        return merged(list(there), list(patch));
    };
    EXPECT_EQ(names("{uid: a}, {uid: b}, {uid: c}", "{uid: c, x: 1}, {uid: new}, {uid: a, $patch: delete}"),
              R"({"metadata":{"ownerReferences":[{"uid":"b"},{"uid":"c","x":1},{"uid":"new"}]}})");
    EXPECT_EQ(names("{uid: a}, {uid: b}", "{uid: new}, {uid: b, x: 1}"),
              R"({"metadata":{"ownerReferences":[{"uid":"new"},{"uid":"a"},{"uid":"b","x":1}]}})");
}

TEST(Merge, AListHasItsKeyWhereItIs)
{
    EXPECT_EQ(merge_key("initContainers", "ports"), "containerPort");
    EXPECT_EQ(merge_key("egress", "ports"), std::nullopt);
    EXPECT_EQ(merge_key("spec", "imagePullSecrets"), "name");
    EXPECT_EQ(merge_key("", "imagePullSecrets"), std::nullopt); // a ServiceAccount's
    EXPECT_EQ(merge_key("metadata", "finalizers"), "");
}

TEST(ReadYaml, SaysWhereAValueStands)
{
    auto const document = read_yaml("a:\n  - b: 1\n    c/d: ä\n", "x.yaml").at(0);
    using Pointer = Document::Pointer;
    EXPECT_STREQ(document.error(Pointer("/a/0/c~1d"), "wrong").what(), "x.yaml:3:10: wrong");
    EXPECT_STREQ(document.error(Pointer("/a/0/none/below"), "wrong").what(), "x.yaml:2:5: wrong");
}

} // namespace
} // namespace gander::kubernetes
