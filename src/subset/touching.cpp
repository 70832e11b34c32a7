#include "subset/touching.hpp"

namespace gander::subset {

std::string relation_name(Json const &range_var) { return text(range_var, "relname"); }

std::string last_name(Json const &list)
{
    auto const parts = strings(list);
    return parts.empty() ? std::string{} : parts.back();
}

void write_relation(Touching &touching, std::string const &name)
{
    touching.uses_name(name, write | named);
    touching.all.written.insert(name);
}

void define(Touching &touching, std::string const &name, unsigned when)
{
    for (auto const &[other, how] : touching.uses) {
        if (other == name) {
            continue;
        }
        touching.link(name, read, other, read | (how & named));
        if ((how & (run | called)) != 0) {
            touching.link(name, when, other, how & (run | called));
        }
        if ((how & write) != 0) { // its indexes, or the sequence that its rows are numbered by
            touching.link(name, rows, other, write);
        }
    }
}

void run_later(Touching &touching)
{
    for (auto &[name, how] : touching.uses) {
        how &= ~unsigned{run | called};
    }
}

void link_parts(Touching &touching, std::string const &whole, std::string const &part)
{
    for (auto const how : {read, write, rows}) {
        touching.link(whole, how, part, how);
        touching.link(part, how, whole, how); // whose triggers are also those of its partitions
    }
}

} // namespace gander::subset
