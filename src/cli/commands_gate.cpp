#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/printer.hpp"
#include "cli/settings.hpp"

#include <string>
#include <utility>

namespace gander::cli {

namespace {

/// Holds the last note back: where a requirement is not met, that is the answer, and printed as one.
class LastNote final : public Observer
{
public:
    explicit LastNote(Observer &observer) : m_observer(observer) {}
    ~LastNote() override { pass_on(); }
    LastNote(LastNote const &) = delete;
    LastNote &operator=(LastNote const &) = delete;

    void on_notice(Diagnostic const &notice) override { m_observer.on_notice(notice); }
    void on_note(std::string_view text) override
    {
        pass_on();
        m_note = text;
    }
    std::string take() { return std::exchange(m_note, {}); }

private:
    void pass_on()
    {
        if (!m_note.empty()) {
            m_observer.on_note(take());
        }
    }

    Observer &m_observer;
    std::string m_note{};
};

/// A directory is looked at only where its files decide.
MigrationSet files(Settings const &settings)
{
    return settings.required.files ? MigrationSet::from_directory(settings.directory) : MigrationSet{};
}

int check(Job const &job)
{
    auto const &required = job.settings.required;
    LastNote last{job.printer.observer()};
    auto const met = make_migrator(job, files(job.settings), last).meets(required);
    job.printer.judged(required, met ? std::string{} : last.take());
    return met ? exit_done : exit_no;
}

} // namespace

int run_gate(Job const &job)
{
    if (job.settings.check) {
        return check(job);
    }
    make_migrator(job, files(job.settings)).await(job.settings.required);
    job.printer.judged(job.settings.required, {});
    return exit_done;
}

} // namespace gander::cli
