/// Databases of a test's own: copies of a template that the migrations are run in once.

#include "base/digest.hpp"
#include "migrator/test_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <utility>

namespace gander {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr std::string_view template_prefix = "gander_template_";
constexpr std::size_t longest_name = 63; ///< the server would cut a longer one

void require_name(std::string const &name)
{
    if (name.size() > longest_name) {
        throw Error(Errc::usage, fmt::format("{}: a database's name has at most 63 bytes", name));
    }
    if (name.starts_with(template_prefix)) {
        throw Error(Errc::usage, fmt::format("{}: templates are named like this", name),
                    "choose another name");
    }
}

std::string random_name()
{
    std::random_device device;
    return fmt::format("gander_test_{:08x}{:08x}", device(), device());
}

void add(Digest &digest, Step const &step)
{
    digest.add(std::filesystem::path(step.source.path).filename().string());
    digest.add(step.tx == TxMode::none ? "none" : "transaction");
    for (auto const &statement : step.statements()) {
        digest.add(statement.text);
        digest.add(statement.copy_data.value_or(""));
    }
    digest.add("");
}

class Maker
{
public:
    explicit Maker(Migrator::Impl &migrator) : m_migrator(migrator), m_server(migrator)
    {
        if (!is_bare()) {
            prepare();
        }
    }

    TestDatabase make(std::string const &name)
    {
        if (is_bare()) {
            m_server.create(name, {});
        } else if (m_migrator.set().functions.empty()) {
            copy(name);
        } else { // nothing tells whether a function is what it was when a template was made
            m_server.create(name, {});
            migrate(name);
        }
        m_result.peer = m_migrator.session.peer();
        m_result.peer.database = name;
        return std::move(m_result);
    }

private:
    bool is_bare() const { return m_migrator.set().sources().empty(); }

    /// The template's name follows from what up() would run in an empty database.
    void prepare()
    {
        auto const request = m_migrator.up();
        auto const plan = m_migrator.prepared(plan::select(
            plan::eligible(m_migrator.set().sources(), request), {}, request, m_migrator.policy()));
        m_result.version = plan.to;
        Digest digest;
        digest.add(m_migrator.options.versioning ? m_migrator.options.table : "");
        digest.add(m_server.ask(m_server.words().circumstances()));
        std::ranges::for_each(plan.steps, [&](Step const &step) { add(digest, step); });
        std::ranges::for_each(plan.after, [&](Step const &step) { add(digest, step); });
        m_template = std::string(template_prefix) + digest.text();
    }

    void copy(std::string const &name)
    {
        for (Backoff naps{20ms, 500ms};;) {
            require_template();
            try {
                m_server.create(name, m_template);
                m_result.made_from = m_template;
                return;
            } catch (SqlError const &error) { // the template is an old one, and was dropped meanwhile
                if (!m_server.words().is_missing(error.diagnostic().code)) {
                    throw;
                }
                m_server.wait(naps, error.what());
            }
        }
    }

    void require_template()
    {
        for (Backoff naps{20ms, 500ms}; !is_made(); m_server.wait(naps, m_template + " is being made")) {
            if (m_server.ask(m_server.words().lock(m_template)) == "1") {
                return make_template_alone();
            }
        }
    }

    void make_template_alone()
    {
        auto const unlock = [this] { m_server.ask(m_server.words().unlock(m_template)); };
        try {
            if (!is_made()) { // nobody has been faster
                make_template();
            }
        } catch (...) {
            try {
                unlock();
            } catch (Error const &) { // it ends with the session
            }
            throw;
        }
        unlock();
    }

    bool is_made() { return m_server.find(m_template).is_ours; }

    /// It gets its name when it is complete: under that no half of one is ever seen.
    void make_template()
    {
        auto const unfinished = m_template + "_new";
        m_server.discard(unfinished); // of somebody who was killed
        m_server.create(unfinished, {});
        migrate(unfinished);
        m_server.execute(m_server.words().seal(unfinished));
        m_server.execute(m_server.words().rename(unfinished, m_template));
        m_result.template_made = true;
        forget_old_ones();
    }

    /// Nothing tells whether somebody still uses one; after a day it costs little to make it anew.
    void forget_old_ones() noexcept
    {
        try {
            for (auto const &old : m_server.list(true)) {
                m_server.discard(old);
            }
        } catch (...) { // it is not what was asked for
        }
    }

    void migrate(std::string const &name)
    {
        try {
            auto const migrator = m_migrator.beside(name);
            migrator->write(migrator->up());
        } catch (...) {
            m_server.discard(name);
            throw;
        }
    }

    Migrator::Impl &m_migrator;
    TestServer m_server;
    std::string m_template{};
    TestDatabase m_result{};
};

} // namespace

std::unique_ptr<Migrator::Impl> Migrator::Impl::beside(std::string const &name) const
{
    MigrationSet set;
    *set.m_impl = *migrations.m_impl;
    return std::make_unique<Impl>(database.with_name(name), std::move(set), options);
}

TestDatabase Migrator::create_test_database(std::string const &name)
{
    auto const begin = steady_clock::now();
    require_name(name);
    auto result = Maker{*m_impl}.make(name.empty() ? random_name() : name);
    result.duration = steady_clock::now() - begin;
    return result;
}

bool Migrator::drop_test_database(std::string const &name)
{
    TestServer server{*m_impl};
    auto const found = server.find(name);
    if (found.is_there && !found.is_ours) {
        throw Error(Errc::usage, fmt::format("database {} was not made by gander test database", name),
                    "only what that has made is dropped; drop this one by hand");
    }
    if (found.is_there) {
        server.drop(name, found.is_sealed);
    }
    return found.is_there;
}

std::vector<std::string> Migrator::drop_test_databases()
{
    TestServer server{*m_impl};
    auto names = server.list(false);
    for (auto const &name : names) {
        server.drop(name, server.find(name).is_sealed);
    }
    return names;
}

} // namespace gander
