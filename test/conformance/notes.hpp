#pragma once
#include <gander/migrator.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

/// Keeps notes, and lets another thread wait for one.
class Notes final : public gander::Observer
{
public:
    void on_note(std::string_view text) override
    {
        std::lock_guard const lock{m_mutex};
        m_notes.emplace_back(text);
        m_news.notify_all();
    }

    bool come_to(std::size_t count)
    {
        std::unique_lock lock{m_mutex};
        return m_news.wait_for(lock, std::chrono::seconds{10}, [&] { return m_notes.size() >= count; });
    }

    std::vector<std::string> all()
    {
        std::lock_guard const lock{m_mutex};
        return m_notes;
    }

private:
    std::mutex m_mutex{};
    std::condition_variable m_news{};
    std::vector<std::string> m_notes{};
};

} // namespace conformance
