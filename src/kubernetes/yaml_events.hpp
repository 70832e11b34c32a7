#pragma once
/// libyaml's parser: a text as a row of events.

#include "kubernetes/read_yaml.hpp"

#include <yaml.h>

#include <memory>
#include <string>

namespace gander::kubernetes {

class Event
{
public:
    explicit Event(yaml_event_t const &event);

    yaml_event_type_t kind() const { return m_event->type; }
    Place place() const; ///< where it begins
    bool has_tag() const;
    std::string anchor() const; ///< its name, or the one that an alias means; empty without one
    std::string text() const;   ///< a scalar's
    bool is_plain() const;      ///< a scalar without quotes

private:
    std::shared_ptr<yaml_event_t> m_event;
};

class Events
{
public:
    /// Keeps a reference to the text.
    Events(std::string const &text, std::string path);
    ~Events();
    Events(Events const &) = delete;
    Events &operator=(Events const &) = delete;

    /// Throws Errc::usage for what is no YAML. Behind the stream's end there is none.
    Event next();

private:
    [[noreturn]] void refuse() const;

    std::string const &m_text;
    std::string m_path;
    yaml_parser_t m_parser{};
};

/// `path:line:column: what`
Error yaml_error(std::string const &path, Place place, std::string const &what, std::string const &hint = {});

} // namespace gander::kubernetes
