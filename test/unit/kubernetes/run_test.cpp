#include "kubernetes/run.hpp"

#include <gmock/gmock.h>

namespace gander::kubernetes {
namespace {

Request request()
{
    return {.image = "gander",
            .arguments = {"up"},
            .connection = {.dbstring = SecretKey{"pg", "url"}},
            .files = {{"00001_a.sql", "-- +goose Up\n"}}};
}

TEST(Run, IsFoundAgainByItsLabels)
{
    auto const run = render_run(request(), {});
    auto const labels = run.job["metadata"]["labels"];
    EXPECT_EQ(job_selector(run.name),
              "app.kubernetes.io/instance=" + labels["app.kubernetes.io/instance"].get<std::string>());
    EXPECT_EQ(run.job["spec"]["template"]["metadata"]["labels"], labels);
    EXPECT_EQ(run_selector("migrate"),
              "app.kubernetes.io/managed-by=gander,app.kubernetes.io/part-of=migrate");
    EXPECT_EQ(labels["app.kubernetes.io/part-of"], "migrate");
}

TEST(Run, TouchesNothingThatWasRenderedAndApplied)
{
    auto const rendered = render_job(request());
    auto const run = render_run(request(), {});
    EXPECT_NE(rendered.back()["metadata"]["name"], run.job["metadata"]["name"]);
    EXPECT_NE(rendered.front()["metadata"]["name"], run.config_maps.front()["metadata"]["name"]);
}

TEST(Run, IsTheSameUnlessItHasASuffix)
{
    EXPECT_EQ(render_run(request(), {}).job, render_run(request(), {}).job);
    auto const fresh = render_run(request(), "abcde");
    EXPECT_THAT(fresh.name, testing::EndsWith("-abcde"));
    EXPECT_EQ(fresh.config_maps, render_run(request(), {}).config_maps) << "the files are the same";
}

TEST(Run, OwnsItsConfigMaps)
{
    auto const run = render_run(request(), {});
    Manifest const made{
        {"apiVersion", "batch/v1"}, {"kind", "Job"}, {"metadata", {{"name", run.name}, {"uid", "1-2"}}}};
    auto const owner = owned_by(run.config_maps.front(), made)["metadata"]["ownerReferences"][0];
    EXPECT_EQ(owner["apiVersion"], "batch/v1");
    EXPECT_EQ(owner["kind"], "Job");
    EXPECT_EQ(owner["name"], run.name);
    EXPECT_EQ(owner["uid"], "1-2");
}

} // namespace
} // namespace gander::kubernetes
