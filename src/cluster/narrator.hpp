#pragma once
#include <string_view>

namespace gander::cluster {

/// Told of what happens in the cluster while it happens. Every function may be left as it is.
class Narrator
{
public:
    virtual ~Narrator() = default;
    virtual void note(std::string_view /*text*/) {}     ///< what gander says of it
    virtual void line(std::string_view /*text*/) {}     ///< of the log of the Job that is followed
    virtual void old_line(std::string_view /*text*/) {} ///< of the log of one that had failed before
};

} // namespace gander::cluster
