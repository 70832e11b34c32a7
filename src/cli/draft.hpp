#pragma once
#include <stop_token>
#include <string>

namespace gander::cli {

/// A file that stands under a name of its own until it is complete, and is gone with this unless it was put
/// where it belongs.
class Draft
{
public:
    explicit Draft(std::string path) : m_path(std::move(path)) {}
    Draft(Draft &&other) noexcept;
    Draft(Draft const &) = delete;
    Draft &operator=(Draft const &) = delete;
    ~Draft();

    std::string const &path() const noexcept { return m_path; }

    /// In place of what is there: whoever opens the name gets the one or the other. 0, or errno.
    int put(std::string const &name);

private:
    std::string m_path;
};

/// Copies a whole program, safely on the disk, for anybody to start. 0, errno, or ECANCELED after a stop.
int copy_program(int from, int to, std::stop_token const &stop);

} // namespace gander::cli
