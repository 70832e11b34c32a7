// Manifests against test/golden/kubernetes/*.yaml. GANDER_UPDATE_GOLDEN=1 writes them anew.
#include "golden.hpp"
#include "kubernetes/access.hpp"
#include "kubernetes/job.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>

namespace gander::kubernetes {
namespace {

using testing::HasSubstr;

Request request()
{
    return {.image = "localhost/gander:dev",
            .arguments = {"-dir", "/migrations", "up"},
            .connection = {.dbstring = SecretKey{"postgres-secret", "connection-string"}},
            .files = {{"00001_a.sql", "-- +goose Up\nCREATE TABLE a (x int);\n"},
                      {"00002_b.sql", "-- +goose Up\nSELECT 1;\n"}}};
}

TEST(Job, ForKubectl) { expect_golden("job", render_job(request())); }

TEST(Job, ForHelmAndArgo)
{
    auto helm = request();
    helm.profile = Profile::helm;
    helm.name = "app-migrate";
    helm.space = "production";
    helm.pull_policy = "Never";
    helm.service_account = "migrator";
    helm.pull_secrets = {"registry"};
    helm.labels = {{"team", "a"}};
    helm.annotations = {{"sidecar.istio.io/inject", "false"}};
    helm.connection = {
        .parts = {{"PGHOST", "postgresql"}, {"PGPORT", "5432"}},
        .secret = "pg",
        .mapped = mapping("PGUSER=POSTGRES_USER,PGPASSWORD=POSTGRES_PASSWORD,PGDATABASE=POSTGRES_DB")};
    expect_golden("helm", render_job(helm));
}

TEST(Job, WithFilesThatAreElsewhere)
{
    auto baked = request();
    baked.files.clear();
    baked.connection = {.parts = {{"PGHOST", "db"}, {"PGUSER", "u"}},
                        .password = SecretKey{"pg", "password"}};
    EXPECT_EQ(render_job(baked)[0]["spec"]["template"]["spec"].count("volumes"), 0U);
    baked.config_map = "db-migrations";
    expect_golden("config_map", render_job(baked));
}

TEST(Job, TheSameInAnotherPod)
{
    auto init = request();
    expect_golden("init_container", {render_init_container(init, "migrate")});
    EXPECT_EQ(render_config_maps(init)[0], render_job(init)[0]);
    init.files.clear();
    init.arguments = {"gate", "--min", "7"};
    expect_golden("gate", {render_init_container(init, "gate")});
}

std::string job_name(Request const &request) { return render_job(request).back()["metadata"]["name"]; }

TEST(Job, ItsNameSaysWhatItRuns)
{
    auto const name = job_name(request());
    EXPECT_EQ(job_name(request()), name);
    auto other = request();
    other.files[1].text += "-- and more\n";
    EXPECT_NE(job_name(other), name);
    other = request();
    other.image += "2";
    EXPECT_NE(job_name(other), name);
    other = request();
    other.arguments.back() = "status";
    EXPECT_NE(job_name(other), name);
}

TEST(Job, Patched)
{
    auto other = request();
    other.patches = patches("metadata: {labels: {team: a}}\n"
                            "spec:\n"
                            "  activeDeadlineSeconds: 7200\n"
                            "  template:\n"
                            "    spec:\n"
                            "      containers:\n"
                            "      - name: gander\n"
                            "        resources: {limits: {memory: 128Mi}}\n"
                            "      nodeSelector: {disk: ssd}\n"
                            "---\n"
                            "kind: ConfigMap\n"
                            "metadata: {name: migrate-files}\n"
                            "immutable: true\n",
                            "patch.yaml");
    expect_golden("patched", render_job(other));
    EXPECT_EQ(render_config_maps({.files = other.files, .patches = {other.patches[1]}})[0],
              render_job(other)[0]);
    EXPECT_THROW(render_config_maps(other), Error); // which have no place for the Job's
}

TEST(Access, ForWhoeverRunsIt)
{
    expect_golden("rbac", render_rbac({.space = "app", .service_account = "runner"}));
    auto const elsewhere = render_rbac({.space = "app", .service_account = "ci:runner"});
    ASSERT_EQ(elsewhere.size(), 2U); // the account is there already
    EXPECT_EQ(elsewhere[1]["subjects"][0]["namespace"], "ci");
    EXPECT_EQ(elsewhere[1]["subjects"][0]["name"], "runner");
    for (auto const *bad : {":runner", "ci:"}) {
        EXPECT_THROW(render_rbac({.space = "app", .service_account = bad}), Error) << bad;
    }
    EXPECT_THROW(render_rbac({}), Error);
}

TEST(Access, ToTheDatabase)
{
    expect_golden("network_policy", render_network_policy({.to_pods = {{"app", "postgresql"}}}));
    auto const anywhere =
        render_network_policy({.labels = {{"app.kubernetes.io/name", "app"}},
                               .port = "6432",
                               .patches = patches("kind: NetworkPolicy\nspec: {policyTypes: null}", "p")});
    ASSERT_EQ(anywhere.size(), 1U);
    EXPECT_EQ(anywhere[0]["spec"]["egress"][0].dump(), R"({"ports":[{"protocol":"TCP","port":6432}]})");
    EXPECT_EQ(anywhere[0]["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"], "app");
    EXPECT_FALSE(anywhere[0]["spec"].contains("policyTypes"));
    for (auto const *bad : {"0", "65536", "x", "1x", "-1"}) {
        EXPECT_THROW(render_network_policy({.port = bad}), Error) << bad;
    }
}

/// Whoever writes a NetworkPolicy of their own goes by them.
TEST(Access, TheJobsPodsHaveTheLabelsThatThePolicySelects)
{
    auto job = render_job(request()).back();
    auto policy = render_network_policy({});
    for (auto const &[name, value] : policy[0]["spec"]["podSelector"]["matchLabels"].items()) {
        EXPECT_EQ(job["spec"]["template"]["metadata"]["labels"][name], value);
    }
}

TEST(Files, AreParted)
{
    std::vector<File> files;
    for (int each = 1; each <= 5; ++each) {
        files.push_back({std::to_string(each) + "_a.sql", std::string(400'000, 'x')});
    }
    auto big = request();
    big.files = files;
    auto const documents = render_job(big);
    ASSERT_EQ(documents.size(), 4U); // 2, 2, 1, and the Job
    auto const sources = documents.back()["spec"]["template"]["spec"]["volumes"][0]["projected"]["sources"];
    ASSERT_EQ(sources.size(), 3U);
    for (std::size_t part = 0; part < 3; ++part) {
        EXPECT_EQ(sources[part]["configMap"]["name"], documents[part]["metadata"]["name"]);
        EXPECT_LE(yaml(documents[part]).size(), 1'000'000U);
    }
}

std::string refusal(File file)
{
    try {
        parts({std::move(file)});
    } catch (Error const &error) {
        return error.what();
    }
    return {};
}

TEST(Files, ThatNoConfigMapHolds)
{
    EXPECT_THAT(refusal({"1_a.sql", std::string(900'001, 'x')}),
                HasSubstr("1_a.sql: 901 kB are more than a ConfigMap holds, which is 900 kB"));
    EXPECT_THAT(refusal({"1_ä.sql", "x"}), HasSubstr("no ConfigMap can hold a file of this name"));
    EXPECT_EQ(refusal({"1_a.sql", std::string(899'000, 'x')}), "");
}

TEST(Files, ThatAreNoTextAreBinaryData)
{
    auto const map = config_map({{"name", "m"}}, {{"1_a.sql", "\xFF\xFE"}, {"2_b.sql", "SELECT 'ä';\n"}});
    EXPECT_EQ(map["binaryData"]["1_a.sql"], "//4=");
    EXPECT_EQ(map["data"]["2_b.sql"], "SELECT 'ä';\n");
}

TEST(Connections, AreNamedAsASecretAndAKey)
{
    EXPECT_EQ(secret_key("--secret", "a/b/c").key, "b/c");
    for (auto const *bad : {"", "a", "a/", "/b"}) {
        EXPECT_THROW(secret_key("--secret", bad), Error) << bad;
    }
    for (auto const *bad : {"A", "A=", "=b", "A=b,,C=d"}) {
        EXPECT_THROW(mapping(bad), Error) << bad;
    }
    EXPECT_EQ(mapping("A=b,C=d").size(), 2U);
}

} // namespace
} // namespace gander::kubernetes
