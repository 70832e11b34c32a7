#include "driver/postgres/wait.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace gander::driver::postgres {

using namespace std::chrono;

Flag::Flag() : m_descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_descriptor < 0) {
        throw std::system_error(errno, std::generic_category(), "eventfd");
    }
}

Flag::~Flag() { close(m_descriptor); }

void Flag::raise() noexcept
{
    std::uint64_t const one = 1;
    [[maybe_unused]] auto const written =
        write(m_descriptor, &one, sizeof one); // it can only fail when it is up
}

void Flag::lower() noexcept
{
    std::uint64_t count = 0;
    [[maybe_unused]] auto const got = read(m_descriptor, &count, sizeof count);
}

static int milliseconds_left(Deadline deadline)
{
    if (!deadline) {
        return -1;
    }
    auto const left = ceil<milliseconds>(*deadline - steady_clock::now()).count();
    return left < 0 ? 0 : left > 3'600'000 ? 3'600'000 : static_cast<int>(left);
}

Woken wait(int socket, short events, int flag, Deadline deadline)
{
    while (true) {
        std::array<pollfd, 2> files{pollfd{flag, POLLIN, 0}, pollfd{socket, events, 0}};
        int const ready = poll(files.data(), files.size(), milliseconds_left(deadline));
        if (ready < 0 && errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "poll");
        }
        if (ready > 0) {
            return files[0].revents != 0 ? Woken::flag : Woken::socket;
        }
        if (deadline && steady_clock::now() >= *deadline) {
            return Woken::time;
        }
    }
}

} // namespace gander::driver::postgres
