#pragma once
#include <string>
#include <string_view>

namespace gander::cli {

/// --report: the last document of a run, in a file. The file is written where it is, with no other beside it:
/// a container's termination log is mounted alone, into a root that cannot be written to.
class ReportFile
{
public:
    ReportFile() = default;
    ~ReportFile();
    ReportFile(ReportFile const &) = delete;
    ReportFile &operator=(ReportFile const &) = delete;

    /// Empty, or what is a connection string instead: no file.
    void choose(std::string const &path);
    bool wanted() const noexcept { return !m_path.empty(); }

    /// Empties the file: what a former run left there must not stand for one that is killed.
    void open();

    void keep(std::string_view document) { m_document = document; }

    /// The last document that was kept, if any. What goes wrong is complained of, and changes nothing.
    void write(int exit_code);

private:
    void complain_of(int error);

    std::string m_path{};
    std::string m_document{};
    int m_file = -1;
};

} // namespace gander::cli
