#include "model/script.hpp"

#include <gander/report.hpp>

#include <functional>

namespace gander {

std::span<Statement const> Step::statements() const noexcept
{
    return script ? std::span<Statement const>(script->statements) : std::span<Statement const>{};
}

std::string Step::source_of(Statement const &statement) const
{
    auto const all = statements();
    auto const *const begin = all.data();
    bool const ours = !std::less<>{}(&statement, begin) && std::less<>{}(&statement, begin + all.size());
    return ours ? script->source(static_cast<std::size_t>(&statement - begin)) : std::string(statement.text);
}

} // namespace gander
