#include "cli/exit_codes.hpp"

namespace gander::cli {

int exit_code(Error const &error) noexcept
{
    if (error.code() == Errc::usage) {
        return exit_usage;
    }
    return error.retryable() ? exit_try_again : exit_no;
}

} // namespace gander::cli
