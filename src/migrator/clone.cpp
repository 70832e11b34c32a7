/// Databases of a test's own: copies of a template that the migrations are run in once.

#include "base/digest.hpp"
#include "base/nap.hpp"
#include "dialect/cloning.hpp"
#include "migrator/impl.hpp"

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

dialect::Cloning const &cloning_of(Migrator::Impl const &migrator)
{
    auto const *const words = migrator.dialect.cloning();
    if (words == nullptr) {
        throw Error(Errc::unsupported, "test databases are made on a server, of PostgreSQL",
                    "an SQLite database is a file: copy it");
    }
    return *words;
}

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

/// What both making and dropping do on the server.
class Server
{
public:
    explicit Server(Migrator::Impl &migrator)
        : m_migrator(migrator), m_words(cloning_of(migrator)),
          m_end(steady_clock::now() +
                std::min<std::chrono::nanoseconds>(migrator.options.lock_wait, 24h * 365))
    {
        m_migrator.connect(driver::Access::write);
        m_migrator.session.claim();
        if (m_migrator.session.pooled()) {
            throw Error(Errc::unsupported, "test databases cannot be made through a pooler",
                        "connect to the server itself");
        }
    }

    dialect::Cloning const &words() const noexcept { return m_words; }

    struct Found
    {
        bool is_there = false;
        bool is_ours = false;
        bool is_sealed = false;
    };
    Found find(std::string const &name)
    {
        auto const rows = m_migrator.session.query(m_words.find(name));
        return rows.empty() ? Found{} : Found{true, rows[0].at(0) == "1", rows[0].at(1) == "1"};
    }

    std::vector<std::string> list(bool old_templates)
    {
        std::vector<std::string> names;
        for (auto const &row : m_migrator.session.query(m_words.list(old_templates))) {
            names.push_back(row.at(0).value_or(""));
        }
        return names;
    }

    std::string ask(std::string const &query)
    {
        return m_migrator.session.query(query).at(0).at(0).value_or("");
    }

    /// Again and again, while somebody else is busy with the database.
    void execute(std::string const &statement)
    {
        for (Backoff naps{20ms, 500ms};;) {
            try {
                return m_migrator.session.execute(statement);
            } catch (SqlError const &error) {
                if (!m_words.is_busy(error.diagnostic().code)) {
                    throw;
                }
                wait(naps, error.what());
            }
        }
    }

    void wait(Backoff &naps, std::string const &why)
    {
        if (steady_clock::now() >= m_end) {
            throw Error(Errc::lock_timeout, why, "others are busy with it; try again");
        }
        if (!nap(naps.next(), m_migrator.options.stop)) {
            throw Error(Errc::cancelled, "stopped on request");
        }
    }

    void create(std::string const &name, std::string const &from)
    {
        execute(from.empty() ? m_words.create(name) : m_words.clone(name, from));
        execute(m_words.mark(name, ask(m_words.now())));
    }

    void drop(std::string const &name, bool is_sealed)
    {
        if (is_sealed) {
            execute(m_words.unseal(name));
        }
        execute(m_words.drop(name));
    }

    /// As well as can be: what stays is found by its mark.
    void discard(std::string const &name) noexcept
    {
        try {
            auto const found = find(name);
            if (found.is_there) {
                drop(name, found.is_sealed);
            }
        } catch (...) { // whoever calls has an error of its own to tell
        }
    }

private:
    Migrator::Impl &m_migrator;
    dialect::Cloning const &m_words;
    steady_clock::time_point m_end;
};

class Maker
{
public:
    explicit Maker(Migrator::Impl &migrator) : m_migrator(migrator), m_server(migrator) { prepare(); }

    TestDatabase make(std::string const &name)
    {
        if (m_migrator.set().functions.empty()) {
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
    Server m_server;
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
    Server server{*m_impl};
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
    Server server{*m_impl};
    auto names = server.list(false);
    for (auto const &name : names) {
        server.drop(name, server.find(name).is_sealed);
    }
    return names;
}

} // namespace gander
