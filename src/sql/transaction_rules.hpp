#pragma once
/// Which commands do not go together with a transaction that somebody else has begun.

#include "model/syntax.hpp"
#include "sql/commands.hpp"

#include <string_view>

namespace gander::sql {

enum class Clash {
    none,
    ends_it, ///< BEGIN, COMMIT and the like: the transaction is not theirs
    refused, ///< the server runs it outside transactions only
    ignored  ///< the server takes it and does nothing
};

struct TransactionRule
{
    Clash clash = Clash::none;
    std::string_view name{}; ///< of the command, as in `CREATE INDEX CONCURRENTLY`
};

TransactionRule transaction_rule(Command const &command, std::string_view text, Syntax const &syntax);

} // namespace gander::sql
