#include "migrator/test_server.hpp"

#include <algorithm>
#include <utility>

namespace gander {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

dialect::Cloning const &cloning_of(Migrator::Impl const &migrator)
{
    auto const *const words = migrator.dialect.cloning();
    if (words == nullptr) {
        throw Error(Errc::unsupported, "test databases are made on a server, of PostgreSQL",
                    "an SQLite database is a file: copy it");
    }
    return *words;
}

} // namespace

TestServer::TestServer(Migrator::Impl &migrator)
    : m_migrator(migrator), m_words(cloning_of(migrator)),
      m_end(steady_clock::now() +
            std::min<std::chrono::nanoseconds>(migrator.options.lock_wait, 24h * 365)) // what a clock can add
{
    m_migrator.connect(driver::Access::write);
    m_migrator.session.claim();
    if (m_migrator.session.pooled()) {
        throw Error(Errc::unsupported, "test databases cannot be made through a pooler",
                    "connect to the server itself");
    }
}

TestServer::Found TestServer::find(std::string const &name)
{
    auto const rows = m_migrator.session.query(m_words.find(name));
    return rows.empty() ? Found{} : Found{true, rows[0].at(0) == "1", rows[0].at(1) == "1"};
}

std::vector<std::string> TestServer::list(bool old_templates)
{
    std::vector<std::string> names;
    for (auto const &row : m_migrator.session.query(m_words.list(old_templates))) {
        names.push_back(row.at(0).value_or(""));
    }
    return names;
}

std::string TestServer::ask(std::string const &query)
{
    return m_migrator.session.query(query).at(0).at(0).value_or("");
}

void TestServer::execute(std::string const &statement)
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

void TestServer::wait(Backoff &naps, std::string const &why)
{
    if (steady_clock::now() >= m_end) {
        throw Error(Errc::lock_timeout, why, "others are busy with it; try again");
    }
    if (!nap(naps.next(), m_migrator.options.stop)) {
        throw Error(Errc::cancelled, "stopped on request");
    }
}

void TestServer::create(std::string const &name, std::string const &from)
{
    try {
        execute(from.empty() ? m_words.create(name) : m_words.clone(name, from));
    } catch (SqlError const &error) {
        auto diagnostic = error.diagnostic();
        if (diagnostic.hint.empty()) {
            diagnostic.hint = m_words.hint(diagnostic.code);
        }
        throw SqlError(error.code(), error.what(), std::move(diagnostic));
    }
    execute(m_words.mark(name, ask(m_words.now())));
}

void TestServer::drop(std::string const &name, bool is_sealed)
{
    if (is_sealed) {
        execute(m_words.unseal(name));
    }
    execute(m_words.drop(name));
}

void TestServer::discard(std::string const &name) noexcept
{
    try {
        auto const found = find(name);
        if (found.is_there) {
            drop(name, found.is_sealed);
        }
    } catch (...) { // whoever calls has an error of its own to tell
    }
}

} // namespace gander
