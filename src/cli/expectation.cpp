#include "cli/expectation.hpp"

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "kubernetes/read_yaml.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

namespace gander::cli {

namespace {

using kubernetes::Document;
using kubernetes::Manifest;
using Pointer = Document::Pointer;
using Names = std::vector<std::string>;

constexpr auto lists = std::to_array<std::pair<std::string_view, Names SchemaExpectation::*>>({
    {"tables", &SchemaExpectation::tables},
    {"columns", &SchemaExpectation::columns},
    {"indexes", &SchemaExpectation::indexes},
    {"constraints", &SchemaExpectation::constraints},
    {"functions", &SchemaExpectation::functions},
    {"extensions", &SchemaExpectation::extensions},
    {"views", &SchemaExpectation::views},
    {"types", &SchemaExpectation::types},
    {"triggers", &SchemaExpectation::triggers},
});

std::vector<std::string_view> keys()
{
    std::vector<std::string_view> words{"version"};
    std::ranges::transform(lists, std::back_inserter(words), [](auto const &list) { return list.first; });
    words.emplace_back("partitions");
    return words;
}

class Reader
{
public:
    explicit Reader(Document const &document) : m_document(document) {}

    SchemaExpectation read()
    {
        if (!m_document.value.is_object()) {
            refuse(Pointer{}, "keys with lists of names are expected here", "tables: [users, posts]");
        }
        SchemaExpectation expected;
        for (auto const &[at, place] : m_document.places) {
            expected.places[at] = {.path = m_document.path,
                                   .line = static_cast<int>(place.line),
                                   .column = static_cast<int>(place.column)};
        }
        for (auto const &[key, value] : m_document.value.items()) {
            auto const at = Pointer{} / key;
            auto const *const list =
                std::ranges::find(lists, std::string_view(key), [](auto const &row) { return row.first; });
            if (list != lists.end()) {
                expected.*list->second = names(value, at);
            } else if (key == "version") {
                expected.version = version(value, at);
            } else if (key == "partitions") {
                expected.partitions = partitions(value, at);
            } else {
                unknown(key, at);
            }
        }
        return expected;
    }

private:
    [[noreturn]] void refuse(Pointer const &at, std::string const &what, std::string const &hint) const
    {
        throw m_document.error(at, what, hint);
    }

    [[noreturn]] void unknown(std::string const &key, Pointer const &at) const
    {
        auto const known = keys();
        auto const near = suggest(key, known);
        refuse(at, fmt::format("{}: no such key", key),
               near ? fmt::format("did you mean {}?", *near)
                    : fmt::format("there are {}", fmt::join(known, ", ")));
    }

    std::string name(Manifest const &value, Pointer const &at) const
    {
        if (!value.is_string() || value.get_ref<std::string const &>().empty()) {
            refuse(at, "a name is expected here", "in quotes where YAML takes it for something else");
        }
        return value.get<std::string>();
    }

    Names names(Manifest const &value, Pointer const &at) const
    {
        if (!value.is_array()) {
            refuse(at, "a list of names is expected here", "[one, another]");
        }
        Names list;
        for (std::size_t i = 0; i < value.size(); ++i) {
            list.push_back(name(value[i], at / i));
        }
        return list;
    }

    Version version(Manifest const &value, Pointer const &at) const
    {
        if (!value.is_number_integer() || value.get<Version>() < 0) {
            refuse(at, "a version is a number, 0 or higher", "version: 20260801120000");
        }
        return value.get<Version>();
    }

    std::map<std::string, Names> partitions(Manifest const &value, Pointer const &at) const
    {
        if (!value.is_object()) {
            refuse(at, "tables with lists of their partitions are expected here", "events: [events_2026_01]");
        }
        std::map<std::string, Names> all;
        for (auto const &[table, list] : value.items()) {
            all[table] = names(list, at / table);
        }
        return all;
    }

    Document const &m_document;
};

} // namespace

SchemaExpectation parse_expectation(std::string const &text, std::string const &path)
{
    auto const documents = kubernetes::read_yaml(text, path);
    if (documents.size() != 1) {
        throw Error(Errc::usage,
                    fmt::format("{}: {}", path,
                                documents.empty() ? "it names nothing" : "more than one YAML document"),
                    "write one document, such as tables: [users, posts]");
    }
    return Reader{documents.front()}.read();
}

SchemaExpectation read_expectation(std::string const &path)
{
    auto const contents = read_file(path);
    if (!contents.error.empty()) {
        throw Error(Errc::usage, contents.error, "--expect names a file");
    }
    return parse_expectation(contents.text, path);
}

} // namespace gander::cli
