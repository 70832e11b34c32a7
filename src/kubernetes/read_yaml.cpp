#include "kubernetes/read_yaml.hpp"

#include "kubernetes/plain_scalar.hpp"
#include "kubernetes/yaml_events.hpp"

#include <fmt/format.h>

#include <utility>

namespace gander::kubernetes {

namespace {

using Pointer = Document::Pointer;

// Far above any object of the API; below what a few aliases of aliases can grow to.
constexpr std::size_t most_values = 100'000;
constexpr std::size_t deepest = 100;

class Reader
{
public:
    Reader(std::string const &text, std::string const &path) : m_path(path), m_events(text, path) {}

    std::vector<Document> documents()
    {
        std::vector<Document> documents;
        while (true) {
            auto const event = m_events.next();
            if (event.kind() == YAML_STREAM_END_EVENT) {
                return documents;
            }
            if (event.kind() == YAML_DOCUMENT_START_EVENT) {
                m_document = {.path = m_path};
                m_anchors.clear();
                m_document.value = value(m_events.next(), Pointer());
                if (!m_document.value.is_null()) {
                    documents.push_back(std::move(m_document));
                }
            }
        }
    }

private:
    struct Anchored
    {
        Manifest value{};
        std::size_t size = 0; // values in it
    };

    Manifest value(Event const &event, Pointer const &at)
    {
        m_document.places.emplace(at.to_string(), event.place());
        count(event, 1);
        if (event.kind() == YAML_ALIAS_EVENT) {
            return alias(event);
        }
        if (event.has_tag()) {
            refuse(event, "a tag, which is not understood here", "quotes make text of a number or a word");
        }
        auto const before = m_values;
        auto made = event.kind() == YAML_SCALAR_EVENT           ? scalar(event)
                    : event.kind() == YAML_SEQUENCE_START_EVENT ? list(event, at)
                                                                : object(event, at);
        if (auto const name = event.anchor(); !name.empty()) {
            m_anchors[name] = {.value = made, .size = m_values - before};
        }
        return made;
    }

    Manifest alias(Event const &event)
    {
        auto const anchored = m_anchors.find(event.anchor());
        if (anchored == m_anchors.end()) {
            refuse(event,
                   fmt::format("*{}: nothing before it is called &{}", event.anchor(), event.anchor()));
        }
        count(event, anchored->second.size);
        return anchored->second.value;
    }

    void count(Event const &event, std::size_t values)
    {
        m_values += values;
        if (m_values > most_values) {
            refuse(event, "more than 100000 values, those of aliases counted");
        }
    }

    Manifest scalar(Event const &event) const
    {
        if (!event.is_plain()) {
            return event.text();
        }
        auto [value, problem] = plain_scalar(event.text());
        if (!problem.empty()) {
            refuse(event, fmt::format("{}: {}", event.text(), problem),
                   fmt::format("true or false, a decimal number, or in quotes: \"{}\"", event.text()));
        }
        return std::move(value);
    }

    Manifest list(Event const &begin, Pointer const &at)
    {
        enter(begin);
        auto list = Manifest::array();
        for (auto event = m_events.next(); event.kind() != YAML_SEQUENCE_END_EVENT; event = m_events.next()) {
            list.push_back(value(event, at / list.size()));
        }
        --m_depth;
        return list;
    }

    Manifest object(Event const &begin, Pointer const &at)
    {
        enter(begin);
        auto object = Manifest::object();
        for (auto event = m_events.next(); event.kind() != YAML_MAPPING_END_EVENT; event = m_events.next()) {
            auto const name = key(event);
            if (object.contains(name)) {
                refuse(event, fmt::format("{} is there already", name), "a key stands once in an object");
            }
            object[name] = value(m_events.next(), at / name);
        }
        --m_depth;
        return object;
    }

    std::string key(Event const &event) const
    {
        if (event.kind() != YAML_SCALAR_EVENT || event.has_tag()) {
            refuse(event, "a key is text, without a tag or an alias");
        }
        if (event.is_plain() && event.text() == "<<") {
            refuse(event, "<< is not understood here", "write the fields out");
        }
        if (!scalar(event).is_string()) {
            refuse(event, fmt::format("{}: a key is text", event.text()),
                   fmt::format("in quotes: \"{}\"", event.text()));
        }
        return event.text();
    }

    void enter(Event const &event)
    {
        if (++m_depth > deepest) {
            refuse(event, "more than 100 lists and objects in each other");
        }
    }

    [[noreturn]] void refuse(Event const &event, std::string const &what, std::string const &hint = {}) const
    {
        throw yaml_error(m_path, event.place(), what, hint);
    }

    std::string m_path;
    Events m_events;
    Document m_document{};
    std::map<std::string, Anchored> m_anchors{};
    std::size_t m_values = 0;
    std::size_t m_depth = 0;
};

} // namespace

Error Document::error(Pointer at, std::string const &what, std::string const &hint) const
{
    while (!at.empty() && !places.contains(at.to_string())) {
        at.pop_back();
    }
    auto const place = places.find(at.to_string());
    return yaml_error(path, place == places.end() ? Place{} : place->second, what, hint);
}

std::vector<Document> read_yaml(std::string const &text, std::string const &path)
{
    return Reader(text, path).documents();
}

} // namespace gander::kubernetes
