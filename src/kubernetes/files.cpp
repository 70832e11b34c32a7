#include "kubernetes/files.hpp"

#include "base/unicode.hpp"
#include "kubernetes/base64.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace gander::kubernetes {

namespace {

bool is_utf8(std::string const &text)
{
    for (std::size_t at = 0; at < text.size();) {
        auto const [rune, size, valid] = unicode::decode(text, at);
        if (!valid) {
            return false;
        }
        at += size;
    }
    return true;
}

std::size_t size_in_map(File const &file)
{
    auto const size = is_utf8(file.text) ? file.text.size() : base64_size(file.text.size());
    return file.name.size() + size;
}

void check(File const &file)
{
    constexpr std::size_t longest = 253;
    auto const allowed = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
    };
    if (file.name.size() > longest || !std::ranges::all_of(file.name, allowed)) {
        throw Error(Errc::usage, fmt::format("{}: no ConfigMap can hold a file of this name", file.name),
                    "letters, digits, '-', '_' and '.' are allowed, at most 253 of them");
    }
    if (auto const size = size_in_map(file); size > config_map_limit) {
        throw Error(Errc::usage,
                    fmt::format("{}: {} kB are more than a ConfigMap holds, which is {} kB", file.name,
                                (size + 999) / 1000, config_map_limit / 1000),
                    "put it into an image: FROM gander, COPY migrations /migrations");
    }
}

} // namespace

std::vector<std::vector<File>> parts(std::vector<File> files)
{
    std::vector<std::vector<File>> parts;
    std::size_t size = 0;
    for (auto &file : files) {
        check(file);
        auto const more = size_in_map(file);
        if (parts.empty() || size + more > config_map_limit) {
            parts.emplace_back();
            size = 0;
        }
        size += more;
        parts.back().push_back(std::move(file));
    }
    return parts;
}

Manifest config_map(Manifest metadata, std::vector<File> const &files)
{
    Manifest map{{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", std::move(metadata)}};
    for (auto const &file : files) {
        if (is_utf8(file.text)) {
            map["data"][file.name] = file.text;
        } else {
            map["binaryData"][file.name] = base64(file.text);
        }
    }
    return map;
}

Manifest volume(std::vector<std::string> const &config_maps)
{
    if (config_maps.size() == 1) {
        return {{"name", "migrations"}, {"configMap", {{"name", config_maps[0]}}}};
    }
    auto sources = Manifest::array();
    for (auto const &name : config_maps) {
        sources.push_back({{"configMap", {{"name", name}}}});
    }
    return {{"name", "migrations"}, {"projected", {{"sources", std::move(sources)}}}};
}

} // namespace gander::kubernetes
