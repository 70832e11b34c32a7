#pragma once
/// Where what happened meets the user: goose's lines, gander's, or one JSON document; that one in a file too.

#include <gander/gander.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gander::cli {

struct Installed;
struct Settings;

using Variables = std::vector<std::pair<std::string, std::string>>;

class Printer
{
public:
    virtual ~Printer() = default;

    virtual Observer &observer() = 0; ///< for the run itself

    virtual void chosen(Subset const &subset) = 0; ///< before the run; shown with what comes of that
    virtual void ran(Report const &report) = 0;    ///< after a run without failure
    virtual void discovered(std::vector<Source> const &sources) = 0;
    virtual void adopted(Adoption const &adoption) = 0; ///< also when something is missing
    virtual void planned(Plan const &plan) = 0;
    virtual void status(std::vector<Status> const &rows) = 0;
    virtual void version(Version version) = 0;
    virtual void answered(Peer const &peer, std::chrono::nanoseconds waited) = 0;
    virtual void judged(Requirement const &required, std::string_view answer) = 0; ///< empty: it is met
    virtual void verified(Verification const &result) = 0; ///< also when something is missing
    virtual void made(TestDatabase const &database) = 0;
    virtual void dropped(std::vector<std::string> const &databases) = 0;
    virtual void created(std::filesystem::path const &file) = 0;
    virtual void renamed(std::vector<Rename> const &renames) = 0;
    virtual void validated(Validation const &validation) = 0; ///< also when it found problems
    virtual void installed(Installed const &installed) = 0;
    virtual void drivers(std::span<DriverWord const> words) = 0;
    virtual void environment(Variables const &variables) = 0;
    virtual void failed(Error const &error, int exit_code) = 0;
};

// The settings are read when something is printed and must outlive the printer.
std::unique_ptr<Printer> make_goose_printer(Settings const &settings);
std::unique_ptr<Printer> make_gander_printer(Settings const &settings);

/// Takes one JSON document.
using Documents = std::function<void(std::string_view document)>;
std::unique_ptr<Printer> make_json_printer(Settings const &settings, Documents documents);

/// What `shown` prints, and the same as a JSON document for `documents`.
std::unique_ptr<Printer> make_reporting_printer(std::unique_ptr<Printer> shown, Settings const &settings,
                                                Documents documents);

} // namespace gander::cli
