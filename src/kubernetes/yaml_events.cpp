#include "kubernetes/yaml_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

namespace gander::kubernetes {

namespace {

Place place_of(yaml_mark_t const &mark) { return {.line = mark.line + 1, .column = mark.column + 1}; }

std::string text_of(yaml_char_t const *text)
{
    return text == nullptr ? std::string() : std::string(reinterpret_cast<char const *>(text));
}

void free(yaml_event_t *event)
{
    yaml_event_delete(event);
    delete event;
}

} // namespace

Event::Event(yaml_event_t const &event) : m_event(new yaml_event_t(event), free) {}

Place Event::place() const { return place_of(m_event->start_mark); }

bool Event::has_tag() const
{
    auto const &data = m_event->data;
    return (kind() == YAML_SCALAR_EVENT && data.scalar.tag != nullptr) ||
           (kind() == YAML_SEQUENCE_START_EVENT && data.sequence_start.tag != nullptr) ||
           (kind() == YAML_MAPPING_START_EVENT && data.mapping_start.tag != nullptr);
}

std::string Event::anchor() const
{
    auto const &data = m_event->data;
    switch (kind()) {
    case YAML_ALIAS_EVENT:
        return text_of(data.alias.anchor);
    case YAML_SCALAR_EVENT:
        return text_of(data.scalar.anchor);
    case YAML_SEQUENCE_START_EVENT:
        return text_of(data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return text_of(data.mapping_start.anchor);
    default:
        return {};
    }
}

std::string Event::text() const
{
    auto const &scalar = m_event->data.scalar;
    return {reinterpret_cast<char const *>(scalar.value), scalar.length};
}

bool Event::is_plain() const { return m_event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE; }

Events::Events(std::string const &text, std::string path) : m_text(text), m_path(std::move(path))
{
    if (yaml_parser_initialize(&m_parser) == 0) {
        throw std::bad_alloc();
    }
    auto const *bytes = reinterpret_cast<unsigned char const *>(text.data());
    yaml_parser_set_input_string(&m_parser, bytes, text.size());
}

Events::~Events() { yaml_parser_delete(&m_parser); }

Event Events::next()
{
    yaml_event_t event;
    if (yaml_parser_parse(&m_parser, &event) == 0) {
        refuse();
    }
    return Event(event);
}

void Events::refuse() const
{
    if (m_parser.error == YAML_MEMORY_ERROR) {
        throw std::bad_alloc();
    }
    auto place = place_of(m_parser.problem_mark);
    if (m_parser.error == YAML_READER_ERROR) { // which knows a byte, and no line
        auto const before = std::string_view(m_text).substr(0, m_parser.problem_offset);
        place.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
        place.column = before.size() - (before.rfind('\n') + 1) + 1;
    }
    throw yaml_error(m_path, place, fmt::format("no YAML: {}", m_parser.problem));
}

Error yaml_error(std::string const &path, Place place, std::string const &what, std::string const &hint)
{
    return {Errc::usage, fmt::format("{}:{}:{}: {}", path, place.line, place.column, what), hint};
}

} // namespace gander::kubernetes
