#include "base/ascii.hpp"
#include "subset/body.hpp"
#include "subset/touching.hpp"

#include <algorithm>

namespace gander::subset {

namespace {

struct Code
{
    std::string language{};
    std::string body{};
};

Code code_of(Json const &options)
{
    Code code;
    for (auto const &item : options) {
        auto const &option = item_node(item);
        auto const name = text(option, "defname");
        auto const &value = child(option, "arg");
        if (name == "language") {
            code.language = text(child(value, "String"), "sval");
        } else if (name == "as") {
            code.body = text(child(value, "String"), "sval");
            for (auto const &part : strings(child(child(value, "List"), "items"))) {
                code.body += part + '\n';
            }
        }
    }
    return code;
}

/// What it makes and what it names there can be told from its words, but not which of them belong together.
void link_words(Touching &touching, Uses const &words)
{
    auto const hub = "%body%" + touching.place.path + ':' + std::to_string(touching.place.line) + ':' +
                     std::to_string(touching.place.column);
    for (auto const &[word, how] : words) {
        for (auto const use : {read, write, rows}) {
            touching.link(word, use, hub, use);
            touching.link(hub, use, word, use);
        }
        touching.link(hub, write, word, run);
    }
}

bool changes_schema(Uses const &words)
{
    return words.contains("create") || words.contains("alter") || words.contains("drop");
}

} // namespace

bool touch_function(Touching &touching)
{
    auto const name = last_name(child(touching.node, "funcname"));
    auto code = code_of(child(touching.node, "options"));
    if (!child(touching.node, "sql_body").is_null()) {
        code = {"sql", touching.text};
    }
    write_relation(touching, name);
    define(touching, name, run);
    run_later(touching);
    note_words(touching.uses, touching.text, read);
    auto const names = noted_as(name);
    touching.all.functions.insert(names.begin(), names.end());
    touching.need("defines a function");
    if (auto const why = unclear(code.body, code.language)) {
        for (auto const &each : names) {
            touching.all.unclear.emplace(each, Cause{"runs " + name + "(), which " + *why, touching.place});
        }
        touching.give_up("defines " + name + "(), which " + *why);
        return true;
    }
    auto const words = uses_of_body(code.body);
    for (auto const &[word, how] : words) {
        touching.link(name, read, word, read | (how & named));
        touching.link(name, run, word, how);
        touching.uses_name(word, read | (how & named));
    }
    if (changes_schema(words)) {
        link_words(touching, words);
    }
    return true;
}

bool touch_alter_function(Touching &touching)
{
    run_later(touching);
    write_relation(touching, last_name(child(child(touching.node, "func"), "objname")));
    touching.need("changes a function");
    return true;
}

bool touch_do(Touching &touching)
{
    auto code = code_of(child(touching.node, "args"));
    touching.need("runs DO");
    note_words(touching.uses, code.body, read);
    if (auto const why = unclear(code.body, code.language.empty() ? "plpgsql" : code.language)) {
        touching.give_up("runs DO, which " + *why);
        return true;
    }
    auto const words = uses_of_body(code.body);
    for (auto const &[word, how] : words) {
        touching.uses_name(word, how);
    }
    if (changes_schema(words)) {
        link_words(touching, words);
    }
    return true;
}

bool touch_call(Touching &touching)
{
    touching.need("calls a procedure");
    return true;
}

} // namespace gander::subset
