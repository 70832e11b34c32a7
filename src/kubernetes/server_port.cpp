#include "kubernetes/server_port.hpp"

#include "kubernetes/json_path.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace gander::kubernetes {

namespace {

struct Word
{
    std::string text{};
    Document::Pointer at{};
};

std::vector<Word> words_in(Document const &document, Document::Pointer const &list)
{
    std::vector<Word> words;
    auto const &value = document.value.contains(list) ? document.value.at(list) : Manifest{};
    for (std::size_t each = 0; value.is_array() && each < value.size(); ++each) {
        words.push_back({text_at({{"text", value[each]}}, {"text"}), list / each});
    }
    return words;
}

bool is_server(Word const &word)
{
    return word.text.substr(word.text.rfind('/') + 1) == "postgres"; // npos + 1 is the beginning
}

/// Those behind `postgres`. Where it is not there, the image's entry point puts it before `args`.
std::vector<Word> server_words(Document const &document, Document::Pointer const &container)
{
    auto all = words_in(document, container / "command");
    auto const args = words_in(document, container / "args");
    all.insert(all.end(), args.begin(), args.end());
    auto const server = std::ranges::find_if(all, is_server);
    return server == all.end() ? args : std::vector<Word>(server + 1, all.end());
}

/// Of `port = 6000`, as the server reads a setting.
std::optional<std::string> port_setting(std::string text)
{
    std::erase(text, ' ');
    return text.starts_with("port=") ? std::optional(text.substr(5)) : std::nullopt;
}

/// The port that the word there says, of which -p and -c have the value in the next one.
std::optional<std::string> port_at(std::vector<Word> const &words, std::size_t &at)
{
    auto const &text = words[at].text;
    if ((text == "-p" || text == "-c") && at + 1 < words.size()) {
        auto const &value = words[++at].text;
        return text == "-p" ? value : port_setting(value);
    }
    if (text.starts_with("-p")) {
        return text.substr(2);
    }
    return text.starts_with("--") || text.starts_with("-c") ? port_setting(text.substr(2)) : std::nullopt;
}

} // namespace

std::string port_by_arguments(Document const &document, DatabaseContainer const &database)
{
    auto const words = server_words(document, database.here());
    std::string port;
    for (std::size_t each = 0; each < words.size(); ++each) {
        auto const said = port_at(words, each);
        if (said && (said->empty() || said->find_first_not_of("0123456789") != std::string::npos)) {
            throw document.error(words[each].at, "the server's port stands here, and not as digits in text",
                                 "--port says it");
        }
        port = said.value_or(port); // the last one counts
    }
    return port;
}

} // namespace gander::kubernetes
