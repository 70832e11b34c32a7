#pragma once
#include <string_view>

namespace gander {

/// An open file, closed with this.
class Descriptor
{
public:
    explicit Descriptor(int number = -1) noexcept : m_number(number) {}
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&other) noexcept;
    ~Descriptor();

    int number() const noexcept { return m_number; }
    bool is_open() const noexcept { return m_number >= 0; }

private:
    int m_number;
};

/// 0, or errno.
int write_all(int fd, std::string_view text);

} // namespace gander
