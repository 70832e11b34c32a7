#pragma once
/// The rows behind `COPY … FROM STDIN;`, as pg_dump writes them: up to a line `\.`.

#include "model/script.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace gander::sql {

struct CopyRows
{
    std::string_view text{}; ///< with the last row's line end
    std::size_t next = 0;    ///< where the line behind the `\.` begins
};

/// The rows that begin at `from`; empty when no line `\.` ends them.
std::optional<CopyRows> find_copy_rows(std::string_view file, std::size_t from) noexcept;

/// Makes them the data of the script's last statement, with plain line ends.
void attach_copy_rows(Script &script, std::string_view rows);

} // namespace gander::sql
