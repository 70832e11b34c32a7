#include "base/suggest.hpp"

#include <gtest/gtest.h>

#include <array>

namespace gander {
namespace {

constexpr std::array<std::string_view, 5> commands = {"up", "up-to", "status", "version", "validate"};

TEST(EditDistance, counts_changes_additions_drops_and_swaps)
{
    EXPECT_EQ(edit_distance("", ""), 0);
    EXPECT_EQ(edit_distance("", "abc"), 3);
    EXPECT_EQ(edit_distance("status", "status"), 0);
    EXPECT_EQ(edit_distance("statsu", "status"), 1);
    EXPECT_EQ(edit_distance("stats", "status"), 1);
    EXPECT_EQ(edit_distance("sttus", "statis"), 2);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
}

TEST(Suggest, names_the_nearest_candidate)
{
    EXPECT_EQ(suggest("statsu", commands), "status");
    EXPECT_EQ(suggest("upto", commands), "up-to");
    EXPECT_EQ(suggest("vaildate", commands), "validate");
}

TEST(Suggest, completes_what_is_half_of_a_word)
{
    EXPECT_EQ(suggest("stat", commands), "status");
    EXPECT_EQ(suggest("va", commands), "validate");
    constexpr std::array<std::string_view, 2> two = {"redoing", "reset"};
    EXPECT_EQ(suggest("re", two), "reset");
    EXPECT_EQ(suggest("v", commands), std::nullopt);
}

TEST(Suggest, says_nothing_when_nothing_is_near)
{
    EXPECT_EQ(suggest("frobnicate", commands), std::nullopt);
    EXPECT_EQ(suggest("", commands), std::nullopt);
    EXPECT_EQ(suggest("x", {}), std::nullopt);
}

} // namespace
} // namespace gander
