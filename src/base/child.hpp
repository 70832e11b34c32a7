#pragma once
/// Another program that works for this one.

#include "base/descriptor.hpp"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gander {

/// Runs until it ends by itself, this is destroyed, or our own process is gone, be it by kill -9: then it is
/// ended, and what it has started with it. It has a process group of its own, so that Ctrl-C ends us, and we
/// it. Its input is what it is given, its output is read from out() and err().
class Child
{
public:
    /// `words[0]` is the program's path. Throws std::system_error where no process can be made; a program
    /// that cannot be started ends with 127.
    explicit Child(std::vector<std::string> const &words, std::string_view input = {});
    ~Child() { end(); }
    Child(Child const &) = delete;
    Child &operator=(Child const &) = delete;

    /// Both are to be read without waiting.
    int out() const noexcept { return m_out.number(); }
    int err() const noexcept { return m_err.number(); }

    /// Its exit code, 128+n for a signal; empty while it runs.
    std::optional<int> exit_code();

    void end() noexcept; ///< at once

private:
    int m_keeper = -1; ///< the process between us and it
    Descriptor m_lifeline{};
    Descriptor m_out;
    Descriptor m_err;
    std::optional<int> m_exit_code{};
};

/// What can be read from a descriptor now is put behind `text`. False at its end.
bool read_some(int descriptor, std::string &text);

struct Finished
{
    int exit_code = 0;
    std::string out{};
    std::string err{};
};

/// Runs one to its end. Empty after a stop, which ends it.
std::optional<Finished> run_to_end(std::vector<std::string> const &words, std::string_view input,
                                   std::stop_token const &stop);

} // namespace gander
