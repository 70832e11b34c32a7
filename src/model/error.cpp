#include "model/transient.hpp"

#include <gander/error.hpp>

#include <fmt/format.h>

namespace gander {

Error::Error(Errc code, std::string const &what, std::string hint, Version version)
    : Error(code, what, std::move(hint), version, {})
{
}

Error::Error(Errc code, std::string const &what, std::string hint, Version version, std::string_view state)
    : std::runtime_error(what), m_code(code), m_retryable(is_transient(code, state)), m_version(version),
      m_hint(std::make_shared<std::string const>(std::move(hint)))
{
}

SqlError::SqlError(Errc code, std::string const &what, Diagnostic diagnostic)
    : Error(code, what, diagnostic.hint, 0, diagnostic.code),
      m_diagnostic(std::make_shared<Diagnostic const>(std::move(diagnostic)))
{
}

SqlError::SqlError(Errc code, std::string const &what, Diagnostic diagnostic, std::string_view state)
    : Error(code, what, diagnostic.hint, 0, state),
      m_diagnostic(std::make_shared<Diagnostic const>(std::move(diagnostic)))
{
}

static std::string summary(std::vector<Problem> const &problems)
{
    auto const &first = problems.front();
    auto text =
        fmt::format("{}:{}:{}: {}", first.place.path, first.place.line, first.place.column, first.message);
    if (problems.size() > 1) {
        text += fmt::format(" (and {} more)", problems.size() - 1);
    }
    return text;
}

ParseError::ParseError(std::vector<Problem> problems)
    : Error(Errc::parse, summary(problems), problems.front().hint),
      m_problems(std::make_shared<std::vector<Problem> const>(std::move(problems)))
{
}

static Diagnostic diagnostic_of(Report const &report)
{
    return report.failed ? report.failed->diagnostic : Diagnostic{};
}

MigrationError::MigrationError(Errc code, std::string const &what, Report report)
    : Error(code, what, diagnostic_of(report).hint, 0, diagnostic_of(report).code),
      m_report(std::make_shared<Report const>(std::move(report)))
{
}

} // namespace gander
