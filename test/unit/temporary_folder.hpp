#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gander::test {

/// A folder of the test's own, gone with it.
class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "gander-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error("cannot make " + pattern);
        }
        m_path = pattern;
    }
    TemporaryFolder(TemporaryFolder const &) = delete;
    TemporaryFolder &operator=(TemporaryFolder const &) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    std::filesystem::path const &path() const { return m_path; }
    std::string operator/(std::string_view name) const { return (m_path / name).string(); }
    void write(std::string_view name, std::string_view text = {}) const
    {
        std::ofstream{m_path / name} << text;
    }

private:
    std::filesystem::path m_path;
};

} // namespace gander::test
