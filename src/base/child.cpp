#include "base/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace gander {

namespace {

[[noreturn]] void fail(char const *what) { throw std::system_error(errno, std::generic_category(), what); }

struct Pipe
{
    Descriptor from{};
    Descriptor to{};
};

Pipe make_pipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail("pipe");
    }
    Pipe pipe{Descriptor{ends[0]}, Descriptor{ends[1]}};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return pipe;
}

/// In memory, so that nobody has to write while the other one writes too.
Descriptor make_input(std::string_view text)
{
    Descriptor input{::memfd_create("input", MFD_CLOEXEC)};
    if (!input.is_open()) {
        fail("memfd_create");
    }
    if (int const error = write_all(input.number(), text); error != 0) {
        errno = error;
        fail("write");
    }
    ::lseek(input.number(), 0, SEEK_SET);
    return input;
}

struct Launch
{
    char *const *words;
    int input;
    int out;
    int err;
    int lifeline; ///< its other end is ours alone
};

// Between fork and exec little is allowed, and no more in the keeper, which is a fork that stays one.

[[noreturn]] void become(Launch const &launch)
{
    ::setpgid(0, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGCHLD, SIG_DFL);
    ::dup2(launch.input, STDIN_FILENO);
    ::dup2(launch.out, STDOUT_FILENO);
    ::dup2(launch.err, STDERR_FILENO);
    ::execv(launch.words[0], launch.words);
    ::_exit(127);
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

/// Whoever holds more than the lifeline keeps others from noticing that a pipe has come to its end.
void keep_only(int lifeline)
{
    ::dup2(lifeline, 0);
    if (::close_range(1, ~0U, 0) != 0) { // before Linux 5.9
        constexpr int many = 1024;
        for (int each = 1; each < many; ++each) {
            ::close(each);
        }
    }
}

/// The kernel's own way to end a child with its parent, PR_SET_PDEATHSIG, is forgotten by a program that
/// starts the real one from another of its threads, as some kubectl do. This one waits for the end of either,
/// and ends the child's whole group.
[[noreturn]] void keep(Launch const &launch)
{
    ::setpgid(0, 0);
    sigset_t mask;
    ::sigfillset(&mask);
    ::sigprocmask(SIG_SETMASK, &mask, nullptr);
    ::signal(SIGCHLD, [](int) {}); // it only has to wake ppoll
    auto const child = ::fork();
    if (child == 0) {
        become(launch);
    }
    keep_only(launch.lifeline);
    ::sigdelset(&mask, SIGCHLD);
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, WNOHANG) == 0) {
        pollfd ours{0, POLLIN, 0};
        if (::ppoll(&ours, 1, nullptr, &mask) > 0) {
            ::setpgid(child, child); // it may not have come to that
            ::kill(-child, SIGKILL);
            ::_exit(128 + SIGKILL);
        }
    }
    ::_exit(child < 0 ? 127 : code_of(status));
}

} // namespace

Child::Child(std::vector<std::string> const &words, std::string_view input)
{
    std::vector<char *> raw;
    raw.reserve(words.size() + 1);
    for (auto const &word : words) {
        raw.push_back(const_cast<char *>(word.c_str())); // execv does not write to them
    }
    raw.push_back(nullptr);
    auto const stdin_file = make_input(input);
    auto out = make_pipe();
    auto err = make_pipe();
    auto lifeline = make_pipe();
    m_keeper = ::fork();
    if (m_keeper == 0) {
        keep({raw.data(), stdin_file.number(), out.to.number(), err.to.number(), lifeline.from.number()});
    }
    if (m_keeper < 0) {
        fail("fork");
    }
    m_lifeline = std::move(lifeline.to);
    m_out = std::move(out.from);
    m_err = std::move(err.from);
}

std::optional<int> Child::exit_code()
{
    int status = 0;
    if (!m_exit_code && ::waitpid(m_keeper, &status, WNOHANG) == m_keeper) {
        m_exit_code = code_of(status);
    }
    return m_exit_code;
}

void Child::end() noexcept
{
    m_lifeline = Descriptor{};
    int status = 0;
    if (!m_exit_code) {
        while (::waitpid(m_keeper, &status, 0) < 0 && errno == EINTR) {}
        m_exit_code = code_of(status);
    }
}

bool read_some(int descriptor, std::string &text)
{
    std::array<char, 16384> buffer{};
    while (true) {
        auto const count = ::read(descriptor, buffer.data(), buffer.size());
        if (count > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            return count != 0 && errno == EAGAIN;
        }
    }
}

std::optional<Finished> run_to_end(std::vector<std::string> const &words, std::string_view input,
                                   std::stop_token const &stop)
{
    constexpr int slice = 50; // milliseconds; a stop must be noticed
    Child child{words, input};
    Finished finished;
    std::array<pollfd, 2> files{{{child.out(), POLLIN, 0}, {child.err(), POLLIN, 0}}};
    while (files[0].fd >= 0 || files[1].fd >= 0) {
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        ::poll(files.data(), files.size(), slice);
        files[0].fd = files[0].fd >= 0 && read_some(child.out(), finished.out) ? child.out() : -1;
        files[1].fd = files[1].fd >= 0 && read_some(child.err(), finished.err) ? child.err() : -1;
    }
    while (!child.exit_code()) { // its output is closed: it is about to
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        ::poll(nullptr, 0, 1);
    }
    finished.exit_code = *child.exit_code();
    return finished;
}

} // namespace gander
