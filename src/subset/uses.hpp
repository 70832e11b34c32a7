#pragma once
/// Which names a migration uses and what for: all that is asked when two of them may change places.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gander::subset {

/// More than one may hold. `rows` is to change them, which fires triggers; it is also a `write`, and each of
/// these is also a `read`.
enum Use : unsigned {
    read = 1,
    write = 2,
    rows = 4,
    run = 8,     ///< as a function, should it be one
    called = 16, ///< as a function, which has to be known
    named = 32,  ///< where only something in the database can be meant: not a column, not an option
    counted = 64 ///< as a sequence, which has to be known
};

/// Without schemas: what `search_path` makes of a name can then add a dependency and never hide one.
using Uses = std::map<std::string, unsigned, std::less<>>;

/// Adds `how` and what follows from it. A name that a text can write in more than one
/// way, for its quotes or blanks, is noted as the words in it, as it is found in texts.
void note(Uses &uses, std::string_view name, unsigned how);

/// What a name is noted as.
std::vector<std::string> noted_as(std::string_view name);

/// Every word of a text, in literals and comments too.
void note_words(Uses &uses, std::string_view text, unsigned how);

} // namespace gander::subset
