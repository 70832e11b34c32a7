// What is read was compared with kubectl 1.32.
#include "kubernetes/plain_scalar.hpp"

#include <gtest/gtest.h>

namespace gander::kubernetes {
namespace {

Manifest read(std::string_view text)
{
    auto const [value, problem] = plain_scalar(text);
    EXPECT_EQ(problem, "") << text;
    return value;
}

TEST(PlainScalar, WordsThatAreNoText)
{
    for (auto const *text : {"", "~", "null", "Null", "NULL"}) {
        EXPECT_EQ(read(text), nullptr) << text;
    }
    for (auto const *text : {"true", "True", "TRUE"}) {
        EXPECT_EQ(read(text), true) << text;
    }
    for (auto const *text : {"false", "False", "FALSE"}) {
        EXPECT_EQ(read(text), false) << text;
    }
}

TEST(PlainScalar, Numbers)
{
    std::vector<std::pair<char const *, Manifest>> const expected = {{"0", 0},
                                                                     {"-0", 0},
                                                                     {"12", 12},
                                                                     {"+1", 1},
                                                                     {"-7", -7},
                                                                     {"0440", 288},
                                                                     {"0o17", 15},
                                                                     {"0x1F", 31},
                                                                     {"-0x1f", -31},
                                                                     {"1e3", 1000},
                                                                     {"0.1e5", 10000},
                                                                     {"1.", 1},
                                                                     {"3.0", 3},
                                                                     {"1.5", 1.5},
                                                                     {".5", 0.5},
                                                                     {"-.5", -0.5},
                                                                     {"9223372036854775807", INT64_MAX}};
    for (auto const &[text, value] : expected) {
        EXPECT_EQ(read(text).dump(), value.dump()) << text;
    }
}

TEST(PlainScalar, Text)
{
    for (auto const *text : {"up",  "tRue",  "nULL",       "1e",    "0x",   "0b",    "-",   "+",
                             ".",   "-a",    "2026-01-01", "12:30", "64Mi", "1.2.3", "_1",  "inf",
                             "nan", "1e400", "--5",        "=",     "a b",  "ä",     "yEs", "yesterday"}) {
        EXPECT_EQ(read(text), text);
    }
}

TEST(PlainScalar, WhatReadersDoNotAgreeAbout)
{
    for (auto const *text : {"yes", "Yes", "NO", "on", "Off", "y", "N", "1_000", "0b11", "089", "0X1F",
                             ".inf", "-.Inf", ".nan", "9223372036854775808", "0_7"}) {
        EXPECT_NE(plain_scalar(text).problem, "") << text;
    }
}

} // namespace
} // namespace gander::kubernetes
