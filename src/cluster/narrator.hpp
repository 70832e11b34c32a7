#pragma once
#include <string_view>

namespace gander::cluster {

/// Told of what happens in the cluster while it happens.
class Narrator
{
public:
    virtual ~Narrator() = default;
    virtual void note(std::string_view text) = 0;     ///< what gander says of it
    virtual void line(std::string_view text) = 0;     ///< of the log of the Job that is followed
    virtual void old_line(std::string_view text) = 0; ///< of the log of one that had failed before
};

} // namespace gander::cluster
