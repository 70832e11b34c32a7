#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/expectation.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"

#include <algorithm>
#include <iterator>

namespace gander::cli {

int run_test_verify(Job const &job)
{
    auto const &settings = job.settings;
    bool const by_name = !settings.expect.empty() || !settings.tables.empty();
    Verification result;
    if (by_name) {
        auto expected = settings.expect.empty() ? SchemaExpectation{} : read_expectation(settings.expect);
        std::ranges::copy(settings.tables, std::back_inserter(expected.tables));
        result = make_migrator(job, MigrationSet{}).verify(expected);
    } else {
        result = make_migrator(job).verify();
    }
    job.printer.verified(result);
    return result.passed() ? exit_done : exit_no;
}

} // namespace gander::cli
