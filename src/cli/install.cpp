#include "cli/install.hpp"

#include "base/descriptor.hpp"
#include "base/file.hpp"
#include "cli/draft.hpp"
#include "cli/install_hint.hpp"

#include <gander/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace gander::cli {

namespace {

namespace fs = std::filesystem;

constexpr auto const *own_file = "/proc/self/exe"; // leads there also when the file has another name by now

/// By this text in its file a program is known to be Gander, of whatever version.
constexpr std::string_view mark = "This program is Gander. Called goose, it takes the command line of goose.";

[[noreturn]] void fail(std::string const &what, int error)
{
    if (error == ECANCELED) {
        throw Error(Errc::cancelled, "stopped before the program was installed");
    }
    std::error_code unknown;
    auto const size = fs::file_size(own_file, unknown);
    throw Error(Errc::io, fmt::format("{}: {}", what, system_reason(error)),
                install_hint(error, unknown ? 0 : size, ::geteuid()));
}

Descriptor open_program()
{
    Descriptor program{::open(own_file, O_RDONLY | O_CLOEXEC)};
    if (int const error = errno; !program.is_open()) {
        throw Error(Errc::io, fmt::format("cannot read this program: {}: {}", own_file, system_reason(error)),
                    error == ENOENT ? "/proc must be mounted"
                                    : "the program's file must be readable for this user");
    }
    return program;
}

/// Like install -D: whatever the umask, others may look into a folder that is made.
void make_folders(std::string const &folder)
{
    std::error_code error;
    auto const before = ::umask(S_IWGRP | S_IWOTH);
    fs::create_directories(folder, error);
    ::umask(before);
    if (error) {
        fail("cannot make the folder " + folder, error.value());
    }
}

/// Its file is closed when this returns: one that is open for writing cannot be started.
Draft draft_in(std::string const &folder, int program, std::stop_token const &stop)
{
    auto path = (fs::path(folder) / ".gander-XXXXXX").string();
    Descriptor const file{::mkostemp(path.data(), O_CLOEXEC)};
    if (!file.is_open()) {
        fail("cannot write into " + folder, errno);
    }
    Draft draft{std::move(path)};
    if (int const error = copy_program(program, file.number(), stop); error != 0) {
        fail("cannot write into " + folder, error);
    }
    return draft;
}

/// One file under two names is whole wherever one of them is copied or mounted, which a link to a name is
/// not.
Draft second_name(Draft const &program)
{
    Draft draft{program.path() + "-goose"};
    auto const &path = draft.path();
    if (::link(program.path().c_str(), path.c_str()) != 0 && ::symlink("gander", path.c_str()) != 0) {
        fail("cannot make a link to " + program.path(), errno);
    }
    return draft;
}

/// Somebody's real goose is not ours to replace, nor a folder of this name.
bool is_taken(std::string const &name)
{
    std::error_code unknown;
    return fs::exists(name, unknown) && read_regular_file(name).text.find(mark) == std::string::npos;
}

void put(Draft &draft, std::string const &name)
{
    if (int const error = draft.put(name); error != 0) {
        fail("cannot install " + name, error);
    }
}

} // namespace

Installed install_program(std::string const &folder, std::stop_token const &stop)
{
    Installed installed{.gander = fs::path(folder) / "gander", .goose = fs::path(folder) / "goose"};
    auto const program = open_program();
    make_folders(folder);
    auto gander = draft_in(folder, program.number(), stop);
    if (is_taken(installed.goose)) {
        put(gander, installed.gander);
        installed.goose.clear();
        return installed;
    }
    auto goose = second_name(gander); // while nothing has changed yet: it may fail
    put(gander, installed.gander);
    put(goose, installed.goose);
    return installed;
}

bool needs_shared_libraries() noexcept { return ::getauxval(AT_BASE) != 0; }

} // namespace gander::cli
