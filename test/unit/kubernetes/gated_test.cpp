// A database's manifests with the gate in them, against test/golden/kubernetes/*.yaml.
#include "golden.hpp"
#include "kubernetes/database.hpp"
#include "kubernetes/gated.hpp"
#include "kubernetes/workload.hpp"

#include <gander/error.hpp>

#include <gmock/gmock.h>

namespace gander::kubernetes {
namespace {

using testing::HasSubstr;

/// As teams write it: settings of the server, a NodePort, a volume, probes of every kind.
constexpr auto *theirs = R"(apiVersion: v1
kind: Secret
metadata: {name: postgres-secret}
stringData: {POSTGRES_PASSWORD: test-password}
---
apiVersion: v1
kind: Service
metadata:
  name: postgresql
spec:
  type: NodePort
  selector: {app: postgresql}
  ports:
    - {port: 5432, targetPort: 5432, nodePort: 30432}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: postgresql
  annotations: {team: data}
spec:
  replicas: 1
  serviceName: postgresql
  selector: {matchLabels: {app: postgresql}}
  template:
    metadata:
      labels: {app: postgresql, tier: storage}
    spec:
      securityContext: {fsGroup: 999}
      containers:
        - name: exporter
          image: quay.io/exporter:1
        - name: postgresql
          image: registry.local:5000/library/postgres:16-alpine@sha256:0123
          args: ["-c", "max_connections=200"]
          env:
            - {name: POSTGRES_USER, value: slm_user}
            - {name: POSTGRES_DB, value: action_history}
          envFrom:
            - secretRef: {name: postgres-secret}
          ports: [{containerPort: 5432}]
          readinessProbe: {exec: {command: [pg_isready]}, periodSeconds: 5}
          livenessProbe: {tcpSocket: {port: 5432}}
          volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: postgres-pvc}
)";

Request request()
{
    return {.name = "postgresql",
            .image = "localhost/gander:dev",
            .files = {{"00001_a.sql", "-- +goose Up\nSELECT 1;\n"}}};
}

Gated gated(std::string const &text, Request const &how = request(), std::string const &container = {})
{
    return render_gated(read_yaml(text, "db.yaml"), how, container);
}

std::vector<Manifest> all(Gated const &gated)
{
    auto documents = gated.config_maps;
    documents.insert(documents.end(), gated.documents.begin(), gated.documents.end());
    return documents;
}

std::string replaced(std::string text, std::string const &what, std::string const &by)
{
    auto const begin = text.find(what);
    EXPECT_NE(begin, std::string::npos) << what;
    return text.replace(begin, what.size(), by);
}

void expect_refused(std::string const &text, std::string const &what, Request const &how = request())
{
    try {
        gated(text, how);
        ADD_FAILURE() << "nobody refused: " << what;
    } catch (Error const &error) {
        EXPECT_EQ(error.code(), Errc::usage);
        EXPECT_THAT(error.what(), HasSubstr(what));
        EXPECT_FALSE(error.hint().empty());
    }
}

TEST(Gated, TheirManifest)
{
    auto const made = gated(theirs);
    EXPECT_EQ(made.service, "postgresql");
    EXPECT_EQ(made.workload, 2U);
    expect_golden("gated", all(made));
}

TEST(Gated, NothingElseIsChanged)
{
    auto made = gated(theirs);
    auto &pod = made.documents[2]["spec"]["template"]["spec"];
    pod["containers"].erase(2);
    pod["volumes"].erase(1);
    auto const before = read_yaml(theirs, "db.yaml");
    ASSERT_EQ(made.documents.size(), before.size());
    for (std::size_t each = 0; each < before.size(); ++each) {
        EXPECT_EQ(made.documents[each], before[each].value);
    }
}

TEST(Gated, OurDatabase)
{
    Database const database{.space = "shop",
                            .image = "postgres:16-alpine",
                            .pull_policy = "IfNotPresent",
                            .password = {"pg", "password"},
                            .service_type = "NodePort",
                            .node_port = 30432,
                            .storage = "1Gi",
                            .arguments = {"-c", "max_connections=200"}};
    std::vector<Document> documents;
    for (auto const &each : render_database(database)) {
        documents.push_back({.value = each});
    }
    auto how = request();
    how.space = "shop";
    expect_golden("database", all(render_gated(std::move(documents), how, "postgresql")));
}

TEST(Gated, AConnectionThatIsGiven)
{
    auto how = request();
    how.connection.parts = {{"PGUSER", "migrator"}, {"PGDATABASE", "app"}};
    how.connection.password = SecretKey{"migrator", "password"};
    how.port = "5433";
    auto const made = gated(theirs, how);
    auto const env = made.documents[2]["spec"]["template"]["spec"]["containers"][2]["env"].dump();
    EXPECT_THAT(env, HasSubstr(R"({"name":"PGUSER","value":"migrator"})"));
    EXPECT_THAT(env, HasSubstr(R"({"name":"PGPORT","value":"5433"},{"name":"PGHOST","value":"127.0.0.1"})"));
    EXPECT_THAT(env, testing::Not(HasSubstr("postgres-secret")));
}

TEST(Gated, WhatIsNotGivenIsTheServersOwn)
{
    auto how = request();
    how.connection.parts = {{"PGUSER", "me"}};
    auto const env = [&](std::string const &text) {
        return gated(text, how).documents[2]["spec"]["template"]["spec"]["containers"][2]["env"].dump();
    };
    auto const password =
        R"("name":"PGPASSWORD","valueFrom":{"secretKeyRef":{"name":"postgres-secret","key":"POSTGRES_PASSWORD"}})";
    EXPECT_THAT(env(theirs), HasSubstr(R"({"name":"PGUSER","value":"me"})"));
    EXPECT_THAT(env(theirs), HasSubstr(password));
    EXPECT_THAT(env(theirs), HasSubstr(R"({"name":"PGDATABASE","value":"action_history"})"));
    EXPECT_THAT(env(theirs), testing::Not(HasSubstr("slm_user")));
    // The image calls a database after its own user.
    EXPECT_THAT(env(replaced(theirs, "POSTGRES_DB", "OTHER")),
                HasSubstr(R"({"name":"PGDATABASE","value":"slm_user"})"));
    how.connection = {.secret = "pg", .mapped = {{"PGPASSWORD", "pw"}}};
    EXPECT_THAT(env(theirs), HasSubstr(R"({"name":"PGUSER","value":"slm_user"})"));
    EXPECT_THAT(env(theirs), testing::Not(HasSubstr("postgres-secret")));
    // What is given need not be found.
    auto const elsewhere = replaced(theirs, "secretRef: {name: postgres-secret}", "secretRef: {name: far}");
    EXPECT_THAT(env(elsewhere), HasSubstr(R"("name":"pg","key":"pw")"));
    how.connection = {.parts = {{"PGUSER", "me"}}};
    expect_refused(elsewhere, "takes variables from far, which is not in this file", how);
}

TEST(Gated, AConnectionToAnotherServer)
{
    auto how = request();
    how.connection.parts = {{"PGHOST", "otherdb"}};
    expect_refused(theirs, "--host leads to another server", how);
    how.connection = {.dbstring = SecretKey{"a", "b"}};
    expect_refused(theirs, "--secret may lead to any server", how);
    for (auto const *name : {"PGHOST", "PGHOSTADDR", "PGSERVICE", "GOOSE_DBSTRING", "DATABASE_URL"}) {
        how.connection = {.secret = "pg", .mapped = {{"PGUSER", "user"}, {name, "key"}}};
        expect_refused(theirs, std::string("--map ") + name + ": the gate is for the server", how);
    }
}

TEST(Gated, VariablesOfOtherImagesAndDefaults)
{
    auto const bitnami =
        replaced(replaced(replaced(theirs, "POSTGRES_USER", "POSTGRESQL_USERNAME"), "POSTGRES_DB", "OTHER"),
                 "slm_user", "someone");
    auto const env = gated(bitnami).documents[2]["spec"]["template"]["spec"]["containers"][2]["env"].dump();
    EXPECT_THAT(env, HasSubstr(R"({"name":"PGUSER","value":"someone"})"));
    EXPECT_THAT(env, HasSubstr(R"({"name":"PGDATABASE","value":"someone"})"));
}

TEST(Gated, ItsPort)
{
    auto const other = replaced(theirs, "{name: POSTGRES_DB,",
                                "{name: PGPORT, value: \"5433\"}\n            - {name: POSTGRES_DB,");
    auto how = request();
    auto const env = [&] {
        return gated(other, how).documents[2]["spec"]["template"]["spec"]["containers"][2]["env"].dump();
    };
    EXPECT_THAT(env(), HasSubstr(R"({"name":"PGPORT","value":"5433"})"));
    how.port = "5434";
    EXPECT_THAT(env(), HasSubstr(R"({"name":"PGPORT","value":"5434"})"));
    EXPECT_THAT(env(), testing::Not(HasSubstr("5433")));
}

TEST(Gated, ItsPortByArguments)
{
    auto how = request();
    auto const words = [](std::string const &lines) {
        return replaced(theirs, R"(args: ["-c", "max_connections=200"])", lines);
    };
    auto const env = [&](std::string const &lines) {
        return gated(words(lines), how)
            .documents[2]["spec"]["template"]["spec"]["containers"][2]["env"]
            .dump();
    };
    auto const is_6000 = HasSubstr(R"({"name":"PGPORT","value":"6000"})");
    for (auto const *lines : {
             R"(args: ["-c", "port=6000"])",
             R"(args: ["-cport = 6000"])",
             R"(args: ["--port=6000"])",
             R"(args: ["-p", "6000"])",
             R"(args: ["-p6000"])",
             R"(args: ["postgres", "-p", "6000"])",
             R"(args: ["-p", "5000", "-c", "max_connections=2", "-c", "port=6000"])",
             R"(command: [/usr/bin/postgres, -p, "6000"])",
             "command: [docker-entrypoint.sh]\n          args: [postgres, --port=6000]",
         }) {
        EXPECT_THAT(env(lines), is_6000) << lines;
    }
    for (auto const *lines : {
             R"(args: ["-c", "max_connections=200"])",
             R"(args: ["-c", "application_name=port=6000"])",
             R"(command: [wrapper, -p, "6000"])",
             "command: [sh, -c]\n          args: [exec my-server]",
         }) {
        EXPECT_THAT(env(lines), testing::Not(HasSubstr("PGPORT"))) << lines;
    }
    expect_refused(words(R"x(args: ["-c", "port=$(PORT)"])x"),
                   "db.yaml:35:24: the server's port stands here");
    expect_refused(words(R"(args: ["-p"])"), "db.yaml:35:18: the server's port stands here");
    how.port = "5434";
    EXPECT_THAT(env(R"(args: ["-p", "6000"])"), HasSubstr(R"({"name":"PGPORT","value":"5434"})"));
}

TEST(Gated, OurDatabaseHasItsPort)
{
    EXPECT_THAT(
        [] {
            render_gated(Database{.arguments = {"-c", "port=6000"}}, request());
        },
        testing::ThrowsMessage<Error>(HasSubstr("the server is told the port 6000")));
    EXPECT_NO_THROW(render_gated(Database{.arguments = {"-c", "port=5432"}}, request()));
}

TEST(Gated, TwoServersOnOneVolume)
{
    auto const of = [](std::string const &text) { return may_share_files(gated(text).documents[2]); };
    EXPECT_FALSE(of(theirs));
    auto const deployment = replaced(theirs, "kind: StatefulSet", "kind: Deployment");
    EXPECT_TRUE(of(deployment));
    EXPECT_FALSE(of(replaced(deployment, "  replicas: 1", "  replicas: 1\n  strategy: {type: Recreate}")));
    EXPECT_FALSE(
        of(replaced(deployment, "persistentVolumeClaim: {claimName: postgres-pvc}", "emptyDir: {}")));
}

TEST(Gated, WhatCannotBeTold)
{
    expect_refused(
        replaced(theirs, "secretRef: {name: postgres-secret}", "secretRef: {name: elsewhere}"),
        "db.yaml:33:11: the database's container takes variables from elsewhere, which is not in this file");
    expect_refused(replaced(theirs, "POSTGRES_PASSWORD: test", "OTHER: test"), "has no POSTGRES_PASSWORD");
    expect_refused(replaced(theirs, "POSTGRES_USER, value: slm_user", "POSTGRES_USER, value: $(OTHER)"),
                   "db.yaml:37:44: POSTGRES_USER is put together from other variables");
    expect_refused(
        replaced(theirs, "POSTGRES_USER, value: slm_user", "POSTGRES_PASSWORD_FILE, value: /run/pw"),
        "POSTGRES_PASSWORD_FILE names a file");
    expect_refused(replaced(theirs, "  type: NodePort", "  publishNotReadyAddresses: true"),
                   "db.yaml:11:29: Service postgresql sends");
}

TEST(Gated, ListsAndObjects)
{
    auto const no_list = [](std::string const &what, std::string const &by, std::string const &message) {
        expect_refused(replaced(theirs, what, by), message);
    };
    no_list("envFrom:\n            - secretRef: {name: postgres-secret}", "envFrom: {a: b}",
            "db.yaml:39:20: envFrom is a list");
    no_list(R"(args: ["-c", "max_connections=200"])", "args: -p", "db.yaml:35:17: args is a list");
    no_list("ports: [{containerPort: 5432}]", "ports: {containerPort: 5432}", "ports is a list");
    no_list("ports: [{containerPort: 5432}]", "ports: [5432]", "an item of ports is an object");
    no_list("volumes:\n        - name: data\n", "volumes:\n          name: data\n", "volumes is a list");
    no_list("labels: {app: postgresql, tier: storage}", "labels: [app]", "labels is an object");
    no_list("      securityContext: {fsGroup: 999}\n", "      initContainers: x\n",
            "initContainers is a list");
    no_list("      securityContext: {fsGroup: 999}\n", "      imagePullSecrets: [x]\n",
            "an item of imagePullSecrets is an object");
    auto const from = std::string(theirs).find("          env:");
    auto const to = std::string(theirs).find("          envFrom");
    auto const env = std::string(theirs).substr(from, to - from);
    no_list(env, "          env: {a: b}\n", "db.yaml:36:16: env is a list, whose items begin with -");
}

TEST(Gated, WithoutAName)
{
    auto const own = std::string("  name: postgresql\n  annotations");
    expect_refused(replaced(theirs, own, "  annotations"), "the StatefulSet has no name");
    expect_refused(replaced(theirs, own, "  generateName: db-\n  annotations"),
                   "the StatefulSet has no name");
}

TEST(Gated, ItsOwnPortIsOneThatIsFree)
{
    auto const gate = [](std::string const &text) {
        return gated(text).documents[2]["spec"]["template"]["spec"]["containers"][2];
    };
    for (auto const *change : {"ports: [{containerPort: 8432}]", "args: [-p, \"8432\"]"}) {
        auto const made = gate(replaced(theirs,
                                        change[0] == 'p' ? "ports: [{containerPort: 5432}]"
                                                         : R"(args: ["-c", "max_connections=200"])",
                                        change));
        EXPECT_EQ(made["args"][1], "--ready-port=8433");
        EXPECT_EQ(made["readinessProbe"]["httpGet"]["port"], 8433);
    }
    EXPECT_EQ(gate(theirs)["args"][1], "--ready-port=8432");
}

TEST(Gated, AServiceOfAnotherNamespace)
{
    auto const not_ready = replaced(theirs, "  type: NodePort", "  publishNotReadyAddresses: true");
    auto const far = replaced(not_ready, "  name: postgresql\n", "  name: postgresql\n  namespace: far\n");
    auto how = request();
    how.space = "shop";
    EXPECT_EQ(gated(far, how).service, "");
    expect_refused(far, "Service postgresql sends"); // which namespace the pods will be in is not known
    how.space = "far";
    expect_refused(far, "Service postgresql sends", how);
    how.space = "shop";
    expect_refused(not_ready, "Service postgresql sends", how);
}

TEST(Gated, TheNamespace)
{
    auto const of = [](std::string const &space) {
        auto how = request();
        how.space = space;
        return how;
    };
    EXPECT_EQ(gated(theirs).space, "");
    EXPECT_EQ(gated(theirs, of("shop")).space, "shop");
    auto text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n" + std::string(theirs);
    auto const name = text.find("  name: postgresql\n  annotations");
    text.insert(name, "  namespace: shop\n");
    for (auto const *space : {"", "shop"}) {
        auto const made = gated(text, of(space));
        EXPECT_EQ(made.space, "shop");
        EXPECT_EQ(made.config_maps[0]["metadata"]["namespace"], "shop");
        auto const all = in_order(made);
        ASSERT_EQ(all.size(), 5U);
        EXPECT_EQ(all[0]["kind"], "Namespace");
        EXPECT_EQ(all[1], made.config_maps[0]);
        EXPECT_EQ(all[4], made.documents[made.workload]);
    }
    EXPECT_THAT([&] { gated(text, of("other")); },
                testing::ThrowsMessage<Error>(HasSubstr("the namespace is shop here, and other by -n")));
}

TEST(Gated, WhichContainer)
{
    auto const two = replaced(theirs, "quay.io/exporter:1", "postgis");
    expect_refused(two,
                   "which one is the database? There are exporter of StatefulSet postgresql, postgresql of");
    EXPECT_EQ(gated(two, request(), "postgresql").workload, 2U);
    EXPECT_EQ(gated(replaced(theirs, "quay.io/exporter:1", "quay.io/a/postgres-exporter:1")).workload, 2U);
    expect_refused(replaced(theirs, "kind: StatefulSet", "kind: DaemonSet"),
                   "no container of a Deployment or StatefulSet");
    expect_refused(replaced(theirs, "- name: exporter", "- name: gander"),
                   "db.yaml:31:17: the name gander is taken");
    expect_refused(
        replaced(theirs, "- name: data\n          persistent", "- name: migrations\n          persistent"),
        "the name migrations is taken");
}

} // namespace
} // namespace gander::kubernetes
