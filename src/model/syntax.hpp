#pragma once

namespace gander {

/// Which quotes and comments a dialect knows: all that splitting a file into statements needs of it.
struct Syntax
{
    bool dollar_quotes = false;   ///< $$ … $$ and $tag$ … $tag$
    bool escape_strings = false;  ///< E'…' with backslash escapes
    bool plain_escapes = false;   ///< '…' with them too: PostgreSQL's standard_conforming_strings = off
    bool nested_comments = false; ///< /* /* */ */ is one comment
    bool bracket_names = false;   ///< [name]
    bool backtick_names = false;  ///< `name`
    bool begin_atomic = false;    ///< CREATE FUNCTION … BEGIN ATOMIC … END
    bool trigger_bodies = false;  ///< CREATE TRIGGER … BEGIN … END
    bool copy_from_stdin = false; ///< COPY … FROM STDIN and its rows
};

} // namespace gander
