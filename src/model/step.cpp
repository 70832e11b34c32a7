#include "model/script.hpp"

#include <gander/report.hpp>

namespace gander {

std::span<Statement const> Step::statements() const noexcept
{
    return script ? std::span<Statement const>(script->statements) : std::span<Statement const>{};
}

} // namespace gander
