#include "base/descriptor.hpp"
#include "lock/lock.hpp"

#include <gander/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace gander::lock {

namespace {

class FileLock final : public Lock
{
public:
    explicit FileLock(std::string path) : m_path(std::move(path)) {}
    ~FileLock() override { FileLock::release(); }

    std::optional<Holder> take() override
    {
        if (m_file.is_open()) {
            return {};
        }
        Descriptor file{open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)};
        if (!file.is_open()) {
            throw Error(
                Errc::io, fmt::format("cannot make the lock file {}: {}", m_path, std::strerror(errno)),
                "a migration without a transaction is run under a lock file: the folder must be writable");
        }
        if (flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) {
                throw Error(Errc::io, fmt::format("cannot lock {}: {}", m_path, std::strerror(errno)),
                            "the file system must know locks; --lock none does without");
            }
            return Holder{.who = holder(file)}; // whether it is at work cannot be seen
        }
        if (!is_still_there(file)) { // it was the last holder's, who has taken it away
            return Holder{.who = "a run that is just ending"};
        }
        sign(file);
        m_file = std::move(file);
        return {};
    }

    void release() noexcept override
    {
        if (m_file.is_open()) {
            unlink(m_path.c_str()); // first: while it is locked nobody else can be in it
            m_file = Descriptor{};
        }
    }

private:
    bool is_still_there(Descriptor const &file) const
    {
        struct stat ours
        {
        };
        struct stat there
        {
        };
        return fstat(file.number(), &ours) == 0 && stat(m_path.c_str(), &there) == 0 &&
               ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
    }

    static void sign(Descriptor const &file)
    {
        auto const text = fmt::format("gander " GANDER_VERSION ", pid {}", getpid());
        if (ftruncate(file.number(), 0) == 0) {
            [[maybe_unused]] auto const written = pwrite(file.number(), text.data(), text.size(), 0);
        }
    }

    static std::string holder(Descriptor const &file)
    {
        std::array<char, 100> text{};
        auto const size = pread(file.number(), text.data(), text.size(), 0);
        return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "another run";
    }

    std::string m_path;
    Descriptor m_file{};
};

} // namespace

std::unique_ptr<Lock> make_file_lock(std::string path) { return std::make_unique<FileLock>(std::move(path)); }

} // namespace gander::lock
