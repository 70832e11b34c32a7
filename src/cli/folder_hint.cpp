#include "cli/folder_hint.hpp"

#include <gander/gander.hpp>

#include <fmt/format.h>

#include <string_view>

namespace gander::cli {

std::optional<Error> told_of_folder(Error const &error, std::string const &directory)
{
    std::string_view const text = error.what();
    if (error.code() == Errc::no_migrations && text == "no migration files found") {
        // A URL may have been put there by mistake.
        return Error(error.code(), fmt::format("{} in {}", text, masked(directory)), error.hint());
    }
    if (error.code() == Errc::no_directory && error.hint().empty()) {
        return Error(error.code(), error.what(),
                     "name the folder of the migrations with -dir or GOOSE_MIGRATION_DIR");
    }
    return {};
}

} // namespace gander::cli
