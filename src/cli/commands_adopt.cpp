#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/printer.hpp"
#include "cli/range.hpp"
#include "cli/settings.hpp"

namespace gander::cli {

int run_adopt(Job const &job)
{
    auto const version = parse_version(job.settings.target.arguments[0]);
    auto migrator = make_migrator(job);
    auto const adoption = up_to_or_explain(job, version, [&] { return migrator.adopt(version); });
    job.printer.adopted(adoption);
    return adoption.missing.empty() && adoption.undone.empty() ? exit_done : exit_no;
}

} // namespace gander::cli
