#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace gander {

namespace {

int open_file(std::string const &path, int flags)
{
    int fd = -1;
    do {
        fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/// 0, or the error. A pipe or a file of /proc has no size beforehand, and a file may grow: the end is where
/// read() says so.
int read_all(int fd, std::string &text)
{
    struct stat status
    {
    };
    std::size_t const expected =
        ::fstat(fd, &status) == 0 && status.st_size > 0 ? static_cast<std::size_t>(status.st_size) : 0;
    std::size_t filled = 0;
    text.resize(expected + 1); // one more, to see the end without reading again
    for (;;) {
        if (filled == text.size()) {
            text.resize(text.size() * 2 + 4096);
        }
        auto const count = ::read(fd, text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            text.resize(filled);
            return count < 0 ? errno : 0;
        }
        filled += static_cast<std::size_t>(count);
    }
}

/// A directory passes: read() has the better words for it.
bool is_regular(int fd)
{
    struct stat status
    {
    };
    return ::fstat(fd, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
}

/// Takes over the descriptor, or errno when it is -1.
FileText read_opened(int fd, std::string const &path, bool (*accepts)(int fd))
{
    FileText file;
    if (fd < 0) {
        file.error = "open " + path + ": " + system_reason(errno);
        return file;
    }
    if (!accepts(fd)) {
        file.error = "read " + path + ": not a regular file";
    } else if (int const error = read_all(fd, file.text); error != 0) {
        file.text.clear();
        file.error = "read " + path + ": " + system_reason(error);
    }
    ::close(fd);
    return file;
}

} // namespace

std::string system_reason(int error)
{
    auto reason = std::generic_category().message(error);
    if (reason.size() > 1 && reason[0] >= 'A' && reason[0] <= 'Z' &&
        !(reason[1] >= 'A' && reason[1] <= 'Z')) {
        reason[0] = static_cast<char>(reason[0] + ('a' - 'A'));
    }
    return reason;
}

FileText read_file(std::string const &path)
{
    return read_opened(open_file(path, 0), path, [](int) { return true; });
}

FileText read_regular_file(std::string const &path)
{
    // Without O_NONBLOCK, open() itself waits for the other end of a pipe.
    return read_opened(open_file(path, O_NONBLOCK), path, is_regular);
}

} // namespace gander
