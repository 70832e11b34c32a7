#include "cli/report_file.hpp"

#include "base/file.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"
#include "report/termination.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

namespace gander::cli {

ReportFile::~ReportFile()
{
    if (m_file >= 0) {
        ::close(m_file);
    }
}

void ReportFile::choose(std::string const &path) { m_path = is_dbstring(path) ? "" : path; }

void ReportFile::open()
{
    if (m_path.empty() || m_file >= 0) {
        return;
    }
    // Without O_NONBLOCK a pipe that nobody reads would be waited for.
    m_file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, 0666);
    if (m_file < 0) {
        complain_of(errno);
    }
}

void ReportFile::write(int exit_code)
{
    if (m_document.empty()) {
        return;
    }
    open();
    if (m_file < 0) {
        return;
    }
    auto const text = report::termination_message(m_document, exit_code);
    auto const written =
        ::write(m_file, text.data(), text.size()); // so little is written at once, or not at all
    if (written != static_cast<ssize_t>(text.size())) {
        complain_of(written < 0 ? errno : ENOSPC);
    }
}

void ReportFile::complain_of(int error)
{
    complain(fmt::format("gander: --report {}: {}", m_path, system_reason(error)));
    m_path.clear(); // once is enough
}

} // namespace gander::cli
