#pragma once
/// One command on its way into Touches, and what the kinds of commands have in common.

#include "schema/tree.hpp"
#include "subset/reading.hpp"
#include "subset/touches.hpp"

#include <string>
#include <vector>

namespace gander::subset {

struct Touching
{
    std::string kind{};
    Json const &node;
    std::string const &text; ///< of the command
    Place place{};
    Uses uses{};  ///< what its tree holds, and then what it does
    Touches &all; ///< of the migration

    void uses_name(std::string const &name, unsigned how) { note(uses, name, how); }
    void link(std::string const &of, unsigned when, std::string const &to, unsigned then);
    void need(std::string why);
    void give_up(std::string why);
};

/// False when it is not understood in this form.
using Handler = bool (*)(Touching &);

/// Null for a kind of command that is not understood.
Handler handler_of(std::string_view kind);

std::string relation_name(Json const &range_var);

/// The name itself, of a list with the schemas that may come first.
std::string last_name(Json const &list);

/// Makes or changes a table, index, sequence, view or type of this name.
void write_relation(Touching &touching, std::string const &name);

/// Whoever uses `name` uses what the command's tree holds, and runs its functions `when` it does that.
void define(Touching &touching, std::string const &name, unsigned when);

/// The command names functions, and does not run them yet.
void run_later(Touching &touching);

/// What hangs together as a table and its parts do.
void link_parts(Touching &touching, std::string const &whole, std::string const &part);

/// Names that PostgreSQL gives: of indexes and sequences. generated.cpp
/// `column` is the one that a constraint belongs to which stands outside of it.
void write_generated(Touching &touching, std::string const &table, Json const &element,
                     std::string const &column = {});
void write_index(Touching &touching);
/// It gets indexes like those of another table.
void write_copies(Touching &touching, std::string const &table);
/// A name that somebody may be given, too.
void write_given(Touching &touching, std::string const &name);

// touch_table.cpp
bool touch_create_table(Touching &touching);
bool touch_alter_table(Touching &touching);
bool touch_index(Touching &touching);
bool touch_trigger(Touching &touching);
bool touch_policy(Touching &touching);
bool touch_statistics(Touching &touching);

// touch_made.cpp
bool touch_view(Touching &touching);
bool touch_table_as(Touching &touching);
bool touch_sequence(Touching &touching);
bool touch_enum(Touching &touching);
bool touch_composite(Touching &touching);
bool touch_domain(Touching &touching);
bool touch_schema(Touching &touching);
bool touch_extension(Touching &touching);

// touch_object.cpp
bool touch_drop(Touching &touching);
bool touch_rename(Touching &touching);
bool touch_schema_of(Touching &touching);
bool touch_owner(Touching &touching);
bool touch_comment(Touching &touching);
bool touch_grant(Touching &touching);

// touch_code.cpp
bool touch_function(Touching &touching);
bool touch_alter_function(Touching &touching);
bool touch_do(Touching &touching);
bool touch_call(Touching &touching);

// touch_rows.cpp
bool touch_rows(Touching &touching);
bool touch_copy(Touching &touching);
bool touch_truncate(Touching &touching);
bool touch_refresh(Touching &touching);
bool touch_nothing(Touching &touching);

} // namespace gander::subset
