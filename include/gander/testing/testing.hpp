#pragma once
/// All of gander::testing but for the matchers, which need GoogleTest: <gander/testing/matchers.hpp>.

#include <gander/testing/cluster.hpp>
#include <gander/testing/error.hpp>
#include <gander/testing/round_trip.hpp>
#include <gander/testing/server.hpp>
