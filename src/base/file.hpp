#pragma once
#include <string>

namespace gander {

/// The system's words for an errno value, in lower case as Go prints them: `no such file or directory`.
std::string system_reason(int error);

struct FileText
{
    std::string text{};
    std::string error{}; ///< `open PATH: no such file or directory`, `read PATH: is a directory`; else empty
};

/// The whole of a file, or of a pipe until its other end is closed.
FileText read_file(std::string const &path);

/// The same, but `read PATH: not a regular file` for a pipe or a device, which might never end. Does not wait
/// for one either.
FileText read_regular_file(std::string const &path);

} // namespace gander
