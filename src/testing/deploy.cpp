/// PostgreSQL in a cluster, migrated before anyone can connect.

#include "cluster/deploy.hpp"

#include "cluster/files.hpp"
#include "cluster/secret.hpp"
#include "kubernetes/database.hpp"
#include "testing/kubectl.hpp"
#include "testing/outcome.hpp"
#include "testing/typed.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ostream>
#include <utility>

namespace gander::testing {

namespace {

using namespace std::chrono_literals;

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

} // namespace

void Cluster::deploy_postgres_with_migrations(std::string const &space, PostgresOptions const &options) const
{
    with_typed_errors([&] {
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
        if (own) {
            cluster::provide_password(client, database, options.password, narrator);
        }
        require_ready(
            cluster::deploy(client, gated, {.ready = options.ready_timeout, .start = 10s}, narrator),
            options.migrations);
    });
}

} // namespace gander::testing
