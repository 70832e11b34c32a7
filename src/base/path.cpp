#include "base/path.hpp"

#include <vector>

namespace gander {

namespace {

/// Puts `.` and `..` and empty parts in order. A `..` that climbs out of a relative path stays.
void add_parts(std::string_view path, bool rooted, std::vector<std::string_view> &parts)
{
    while (!path.empty()) {
        auto const slash = path.find('/');
        auto const part = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        if (part.empty() || part == ".") {
            continue;
        }
        if (part != "..") {
            parts.push_back(part);
        } else if (!parts.empty() && parts.back() != "..") {
            parts.pop_back();
        } else if (!rooted) {
            parts.push_back(part);
        }
    }
}

} // namespace

std::string joined_path(std::string_view directory, std::string_view name)
{
    bool const rooted = (directory.empty() ? name : directory).substr(0, 1) == "/";
    std::vector<std::string_view> parts;
    add_parts(directory, rooted, parts);
    add_parts(name, rooted, parts);
    std::string path{rooted ? "/" : ""};
    for (auto const part : parts) {
        path += path.empty() || path == "/" ? "" : "/";
        path += part;
    }
    return path.empty() ? "." : path;
}

} // namespace gander
