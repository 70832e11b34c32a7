#include "migrator/migration_set.hpp"

#include "source/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gander {

MigrationSet::MigrationSet() : m_impl(std::make_unique<Impl>()) {}
MigrationSet::MigrationSet(MigrationSet &&) noexcept = default;
MigrationSet &MigrationSet::operator=(MigrationSet &&) noexcept = default;
MigrationSet::~MigrationSet() = default;

MigrationSet MigrationSet::from_directory(std::filesystem::path const &directory)
{
    MigrationSet set;
    auto folder = source::scan(directory);
    set.m_impl->files = std::move(folder.migrations);
    set.m_impl->after = std::move(folder.after);
    return set;
}

MigrationSet MigrationSet::from_embedded(std::span<EmbeddedFile const> files)
{
    MigrationSet set;
    for (auto const &file : files) {
        auto classified = source::classify(std::string(file.path));
        if (!classified.error.empty()) {
            throw Error(Errc::bad_name, fmt::format("could not parse SQL migration file \"{}\": {}",
                                                    file.path, classified.error));
        }
        if (classified.source) {
            set.m_impl->files.push_back(*std::move(classified.source));
            set.m_impl->embedded.emplace(file.path, file.text);
        } else if (source::is_after(file.path)) {
            set.m_impl->after.push_back(source::after_step(std::string(file.path)));
            set.m_impl->embedded.emplace(file.path, file.text);
        }
    }
    std::ranges::sort(set.m_impl->after, {}, &Source::path);
    return set;
}

MigrationSet &MigrationSet::add(FunctionMigration migration)
{
    auto const version = migration.version;
    if (version < 1) {
        throw Error(Errc::bad_name,
                    fmt::format("{}: a migration's version must be greater than zero", migration.name));
    }
    auto const refuse = [&](std::string const &other) {
        throw Error(Errc::duplicate_version,
                    fmt::format("duplicate version {}: {} and {}", version, other, migration.name), {},
                    version);
    };
    if (auto const twin = std::ranges::find(m_impl->files, version, &Source::version);
        twin != m_impl->files.end()) {
        refuse(twin->path);
    }
    if (auto const twin = m_impl->functions.find(version); twin != m_impl->functions.end()) {
        refuse(twin->second.name);
    }
    m_impl->functions.emplace(version, std::move(migration));
    return *this;
}

/// A slip like the migrations' own folder would run all of them again each time.
static void refuse_migration(std::vector<Source> const &files, Source const &step)
{
    std::error_code unknown; // then they are not the same
    auto const twin = std::ranges::find_if(files, [&](Source const &file) {
        std::filesystem::path const one = file.path;
        std::filesystem::path const two = step.path;
        return one.filename() == two.filename() && std::filesystem::equivalent(one, two, unknown);
    });
    if (twin != files.end()) {
        throw Error(Errc::usage, fmt::format("{} is a migration, and cannot be an after-step too", step.path),
                    "the after-steps of the migrations' folder, *.after, are run without being named");
    }
}

MigrationSet &MigrationSet::add_after(std::filesystem::path const &path)
{
    auto steps = source::after_steps_at(path);
    for (auto const &step : steps) {
        refuse_migration(m_impl->files, step);
    }
    std::ranges::move(steps, std::back_inserter(m_impl->after));
    return *this;
}

std::vector<Source> MigrationSet::sources() const { return m_impl->sources(); }
std::vector<Source> MigrationSet::after_steps() const { return m_impl->after; }

std::vector<Source> MigrationSet::Impl::sources() const
{
    auto all = files;
    for (auto const &[version, migration] : functions) {
        all.push_back({.version = version, .kind = Kind::function, .path = migration.name});
    }
    if (!std::ranges::is_sorted(all, {}, &Source::version)) {
        std::ranges::stable_sort(all, {}, &Source::version);
    }
    return all;
}

std::string MigrationSet::Impl::read(Source const &source) const
{
    auto const file = embedded.find(source.path);
    return file == embedded.end() ? source::read(source.path) : std::string(file->second);
}

FunctionMigration::Function const *MigrationSet::Impl::function(Step const &step) const
{
    auto const hit = functions.find(step.source.version);
    if (step.source.kind != Kind::function || hit == functions.end()) {
        return nullptr;
    }
    return step.direction == Direction::up ? &hit->second.up : &hit->second.down;
}

} // namespace gander
