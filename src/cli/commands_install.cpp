#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/install.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"

#include <fmt/format.h>

namespace gander::cli {

int run_install(Job const &job)
{
    auto const &folder = job.settings.target.arguments[0];
    if (folder.empty()) { // "$TOOLS" of a script that has not set it
        throw Error(Errc::usage, "install is given an empty name of a folder", "gander install /tools");
    }
    refuse_dbstring("install", folder);
    auto const installed = install_program(folder, job.stop);
    job.printer.installed(installed);
    if (installed.goose.empty()) {
        job.printer.observer().on_note(
            fmt::format("goose in {} is something else and stays as it is", folder));
    }
    if (needs_shared_libraries()) {
        job.printer.observer().on_note("this build needs shared libraries, which another image may not have; "
                                       "the program of scripts/static and of the image needs none");
    }
    return exit_done;
}

} // namespace gander::cli
