#include "cli/install_hint.hpp"

#include <fmt/format.h>

#include <cerrno>

namespace gander::cli {

std::string install_hint(int error, std::uintmax_t size, unsigned user)
{
    constexpr std::uintmax_t megabyte = 1'000'000;
    switch (error) {
    case EACCES:
    case EPERM:
        return fmt::format("the folder must be writable for user {}, who runs this", user);
    case EROFS:
        return "the folder must be mounted so that it can be written to";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fmt::format("the program needs {} MB there", (size + megabyte - 1) / megabyte);
    case ENOTDIR:
    case EEXIST:
        return "install copies the program into a folder, and a part of this path is a file";
    case EISDIR:
        return "the program would have this name: take the folder away, or install into another one";
    default:
        return {};
    }
}

} // namespace gander::cli
