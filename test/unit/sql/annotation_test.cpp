#include "sql/annotation.hpp"

#include <gmock/gmock.h>

namespace gander::sql {
namespace {

TEST(Annotation, is_known_by_dashes_in_front_and_the_sign_anywhere)
{
    for (auto const *const line :
         {"-- +goose Up", "--+goose", "  -- see +goose", "\xC2\xA0-- +goose", "---- x+goosey"}) {
        EXPECT_TRUE(is_annotation(line)) << line;
    }
    for (auto const *const line : {"-- +GOOSE Up", "-- goose Up", "x -- +goose Up", "- - +goose", "", "--"}) {
        EXPECT_FALSE(is_annotation(line)) << line;
    }
}

TEST(Annotation, is_read_in_any_case_with_dashes_and_blanks_about)
{
    struct Case
    {
        char const *line;
        Mark mark;
    };
    for (auto const &[line, mark] :
         {Case{"-- +goose Up", Mark::up}, Case{"--+goose up", Mark::up}, Case{"--   +goose   UP  ", Mark::up},
          Case{"---- +goose Up", Mark::up}, Case{"-- -- +goose Down", Mark::down},
          Case{"-- +goose Up --", Mark::up}, Case{"--+gooseUp", Mark::up}, Case{"-- Up +goose", Mark::up},
          Case{"\f-- +goose Up", Mark::up}, Case{"\xC2\xA0-- +goose Up\xE3\x80\x80", Mark::up},
          Case{"-- +goose no transaction", Mark::no_transaction},
          Case{"-- +goose \xC5\xBFTATEMENTEND", Mark::statement_end},
          Case{"-- +goose ENVSUB on", Mark::envsub_on},
          Case{"-- +goose S--tatementBegin", Mark::statement_begin},
          Case{"-- +goose Envsub Off", Mark::envsub_off}}) {
        auto const read = read_annotation(line);
        EXPECT_EQ(read.fault, AnnotationFault::none) << line;
        EXPECT_EQ(read.mark, mark) << line;
        EXPECT_EQ(read.goose, "") << line;
    }
}

TEST(Annotation, says_what_goose_says_of_a_bad_one)
{
    struct Case
    {
        char const *line;
        AnnotationFault fault;
        char const *why;
    };
    for (auto const &[line, fault, why] :
         {Case{" -- +goose Up", AnnotationFault::indented,
               R"(" -- +goose Up": " -- +goose Up" contains leading whitespace: invalid annotation)"},
          Case{"-- +goose Up please", AnnotationFault::unknown,
               R"("-- +goose Up please": "Up please" not supported: invalid annotation)"},
          Case{"-- +goose ", AnnotationFault::empty, R"("-- +goose ": empty annotation)"},
          Case{"-- +goose Up +goose Down", AnnotationFault::repeated,
               R"("-- +goose Up +goose Down": "  Up +goose Down" contains multiple '+goose' annotations: )"
               R"(invalid annotation)"}}) {
        auto const read = read_annotation(line);
        EXPECT_EQ(read.fault, fault) << line;
        EXPECT_EQ(read.goose, std::string("failed to parse annotation line ") + why);
    }
}

TEST(Annotation, guesses_what_was_meant)
{
    struct Case
    {
        char const *line;
        std::optional<Mark> mark;
    };
    for (auto const &[line, mark] :
         {Case{"-- +goose Up please", Mark::up}, Case{"-- +goose StatmentBegin", Mark::statement_begin},
          Case{"-- +goose Dwon", Mark::down}, Case{"-- +goose NO  TRANSACTION", Mark::no_transaction},
          Case{"-- +goose UP:", Mark::up}, Case{" -- +goose down", Mark::down},
          Case{"-- +goose Sideways", std::nullopt}, Case{"-- all about +goose here", std::nullopt}}) {
        EXPECT_EQ(read_annotation(line).mark, mark) << line;
    }
}

} // namespace
} // namespace gander::sql
