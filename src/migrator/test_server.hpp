#pragma once
/// The server on which databases for tests are made and dropped, through a Migrator's session.

#include "base/nap.hpp"
#include "dialect/cloning.hpp"
#include "migrator/impl.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace gander {

class TestServer
{
public:
    /// Connects. Throws Errc::unsupported where databases cannot be made.
    explicit TestServer(Migrator::Impl &migrator);

    dialect::Cloning const &words() const noexcept { return m_words; }

    struct Found
    {
        bool is_there = false;
        bool is_ours = false;
        bool is_sealed = false;
    };
    Found find(std::string const &name);

    /// The names of what is ours, as Cloning::list() says.
    std::vector<std::string> list(bool old_templates);

    /// The one value of a query.
    std::string ask(std::string const &query);

    /// Again and again, while somebody else is busy with the database.
    void execute(std::string const &statement);

    /// Until the next try. Throws Errc::lock_timeout when there have been enough.
    void wait(Backoff &naps, std::string const &why);

    /// Empty, or a copy of another one; with our mark.
    void create(std::string const &name, std::string const &from);
    void drop(std::string const &name, bool is_sealed);

    /// As well as can be, if it is there: what stays is found by its mark.
    void discard(std::string const &name) noexcept;

private:
    Migrator::Impl &m_migrator;
    dialect::Cloning const &m_words;
    std::chrono::steady_clock::time_point m_end; ///< of waiting for others
};

} // namespace gander
