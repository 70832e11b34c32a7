/// PostgreSQL in a cluster, migrated before anyone can connect.

#include "cluster/deploy.hpp"

#include "cluster/files.hpp"
#include "cluster/secret.hpp"
#include "kubernetes/database.hpp"
#include "kubernetes/json_path.hpp"
#include "testing/kubectl.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ostream>
#include <utility>

namespace gander::testing {

namespace {

using namespace std::chrono_literals;
using kubernetes::Manifest;

class Narrator final : public cluster::Narrator
{
public:
    explicit Narrator(std::ostream *out) : m_out(out) {}
    void note(std::string_view text) override { tell(text); }
    void line(std::string_view text) override { tell(text); }

private:
    void tell(std::string_view text)
    {
        if (m_out != nullptr) {
            *m_out << text << '\n' << std::flush;
        }
    }
    std::ostream *m_out;
};

std::string image(PostgresOptions const &options)
{
    char const *const variable = std::getenv("GANDER_IMAGE");
    auto text = !options.image.empty() ? options.image : variable == nullptr ? std::string{} : variable;
    if (text.empty()) {
        throw Error(Errc::usage, "which image of Gander? PostgresOptions::image and GANDER_IMAGE are empty",
                    "scripts/image builds localhost/gander:dev");
    }
    return text;
}

kubernetes::Database own_database(std::string const &space, PostgresOptions const &options)
{
    return {.name = options.name,
            .space = space,
            .image = options.postgres_image,
            .pull_policy = options.pull_policy,
            .user = options.user,
            .database = options.database,
            .password = {options.name, "password"}};
}

/// What the gate said of itself in its termination message.
[[noreturn]] void throw_failed(kubernetes::Rollout const &rollout)
{
    auto const report = Manifest::parse(rollout.gate->message, nullptr, false);
    auto const &place = kubernetes::at(report, {"failed", "place"});
    auto const number = [&](Manifest const &object, char const *field) {
        auto const &value = kubernetes::at(object, {field});
        return value.is_number_integer() ? value.get<int>() : 0;
    };
    auto const message = kubernetes::text_at(report, {"error", "message"});
    throw MigrationFailed(Errc::sql,
                          message.empty() ? fmt::format("the migrations in pod {} ended with {}", rollout.pod,
                                                        rollout.gate->exit_code.value_or(1))
                                          : message,
                          number(kubernetes::at(report, {"failed"}), "version"),
                          {.path = kubernetes::text_at(place, {"path"}),
                           .line = number(place, "line"),
                           .column = number(place, "column")});
}

void require_ready(kubernetes::Rollout const &rollout)
{
    if (rollout.ready) {
        return;
    }
    if (rollout.settled) {
        throw_failed(rollout);
    }
    if (rollout.obstacle) {
        throw PostgresNotReady(rollout.obstacle->what, rollout.obstacle->hint);
    }
    throw PostgresNotReady("PostgreSQL is not ready in time: " + rollout.waits_for);
}

} // namespace

void Cluster::deploy_postgres_with_migrations(std::string const &space, PostgresOptions const &options) const
{
    kubernetes::Request const request{.space = space,
                                      .image = image(options),
                                      .pull_policy = options.pull_policy,
                                      .files = cluster::migration_files(options.migrations.string())};
    auto const client = kubectl(m_options, space);
    auto const database = own_database(space, options);
    Narrator narrator{options.log};
    bool const own = options.manifest.empty();
    auto const gated =
        own ? kubernetes::render_gated(database, request)
            : kubernetes::render_gated(cluster::manifests(options.manifest.string()), request, {});
    with_readiness([&] {
        if (own) {
            cluster::provide_password(client, database, options.password, narrator);
        }
        require_ready(
            cluster::deploy(client, gated, {.ready = options.ready_timeout, .start = 10s}, narrator));
    });
}

} // namespace gander::testing
