#include "cli/draft.hpp"

#include "base/descriptor.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

namespace gander::cli {

Draft::Draft(Draft &&other) noexcept : m_path(std::exchange(other.m_path, {})) {}

Draft::~Draft()
{
    if (!m_path.empty()) {
        ::unlink(m_path.c_str());
    }
}

int Draft::put(std::string const &name)
{
    if (::rename(m_path.c_str(), name.c_str()) != 0) {
        return errno;
    }
    m_path.clear();
    return 0;
}

static int copy_bytes(int from, int to, std::stop_token const &stop)
{
    std::array<char, 65536> piece{};
    while (!stop.stop_requested()) {
        auto const count = ::read(from, piece.data(), piece.size());
        if (count == 0) {
            return 0;
        }
        if (count < 0 && errno != EINTR) {
            return errno;
        }
        auto const size = count > 0 ? static_cast<std::size_t>(count) : 0;
        if (int const error = write_all(to, {piece.data(), size}); error != 0) {
            return error;
        }
    }
    return ECANCELED;
}

int copy_program(int from, int to, std::stop_token const &stop)
{
    if (int const error = copy_bytes(from, to, stop); error != 0) {
        return error;
    }
    constexpr mode_t mode = 0755; // it is for others: the umask does not count
    if (::fchmod(to, mode) != 0 || ::fsync(to) != 0) {
        return errno;
    }
    return stop.stop_requested() ? ECANCELED : 0;
}

} // namespace gander::cli
