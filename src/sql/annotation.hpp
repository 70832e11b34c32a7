#pragma once
/// The `-- +goose …` lines, read exactly as goose 3.29 reads them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gander::sql {

enum class Mark : std::uint8_t {
    up,
    down,
    statement_begin,
    statement_end,
    no_transaction,
    envsub_on,
    envsub_off
};

/// The mark's usual spelling, as in `NO TRANSACTION`.
std::string_view spelling(Mark mark) noexcept;

enum class AnnotationFault : std::uint8_t { none, indented, repeated, empty, unknown };

struct Annotation
{
    AnnotationFault fault = AnnotationFault::none;
    std::optional<Mark> mark{}; ///< with a fault: what was probably meant
    std::string goose{};        ///< goose's error
};

/// Does goose take the line for an annotation, good or bad?
bool is_annotation(std::string_view line) noexcept;

/// Only for lines that are.
Annotation read_annotation(std::string_view line);

} // namespace gander::sql
