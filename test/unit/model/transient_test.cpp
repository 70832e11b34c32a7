#include "model/transient.hpp"

#include <gtest/gtest.h>

namespace gander {
namespace {

TEST(Transient, AConnectionThatFailsWithoutAReasonMayComeBack)
{
    EXPECT_TRUE(is_transient(Errc::connection, ""));
}

TEST(Transient, AServerThatSaysWhyItRefusesStaysSo)
{
    for (auto const *const state : {"42501", "42601", "42704", "55000", "57P04", "28P01", "3D000"}) {
        EXPECT_FALSE(is_transient(Errc::connection, state)) << state;
    }
}

TEST(Transient, AServerThatIsBusyOrComingUpIsWaitedFor)
{
    for (auto const *const state : {"08006", "25P03", "53300", "57P01", "57P02", "57P03", "57P05"}) {
        EXPECT_TRUE(is_transient(Errc::connection, state)) << state;
    }
}

TEST(Transient, WhatOthersBroughtAboutIsGoneTheNextTime)
{
    EXPECT_TRUE(is_transient(Errc::sql, "40001"));
    EXPECT_TRUE(is_transient(Errc::sql, "40P01"));
    EXPECT_FALSE(is_transient(Errc::sql, "40002")) << "a violated constraint is the migration's own";
}

TEST(Transient, AnSqliteFileThatCannotBeOpenedStaysSo)
{
    for (auto const *const code : {"14", "270", "526", "782", "1038", "1550", "26"}) {
        EXPECT_FALSE(is_transient(Errc::connection, code)) << code;
    }
    EXPECT_TRUE(is_transient(Errc::connection, "5")) << "busy while opening";
}

} // namespace
} // namespace gander
