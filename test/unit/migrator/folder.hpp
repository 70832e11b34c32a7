#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

/// A folder of its own for each test, gone afterwards, with an SQLite database in it.
class Folder
{
public:
    Folder()
    {
        std::string name = std::filesystem::temp_directory_path() / "gander-test-XXXXXX";
        m_path = mkdtemp(name.data());
        std::filesystem::create_directory(migrations());
    }
    Folder(Folder const &) = delete;
    Folder &operator=(Folder const &) = delete;
    ~Folder() { std::filesystem::remove_all(m_path); }

    std::filesystem::path migrations() const { return m_path / "migrations"; }
    std::string database() const { return m_path / "test.db"; }

    void write(std::string const &name, std::string const &text) const
    {
        std::ofstream(migrations() / name, std::ios::binary) << text;
    }

private:
    std::filesystem::path m_path;
};
