// How fast a file becomes statements: one INSERT of many rows, many small statements, rows of a COPY.
#include "sql/parse.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace {

using namespace gander;

constexpr std::size_t file_size = 50'000'000;

Syntax postgres()
{
    Syntax syntax;
    syntax.dollar_quotes = syntax.escape_strings = syntax.nested_comments = true;
    syntax.begin_atomic = syntax.copy_from_stdin = true;
    return syntax;
}

std::string repeated(std::string text, std::string const &row, std::string const &end)
{
    text.reserve(file_size + 200);
    while (text.size() < file_size) {
        text += row;
    }
    return text + end;
}

std::string one_insert()
{
    return repeated("-- +goose Up\nINSERT INTO t (id, name, note, price) VALUES\n",
                    "  (123456, 'a name', 'a somewhat longer note; it''s here', 12.50),\n",
                    "  (0, '', '', 0);\n");
}

std::string small_statements()
{
    return repeated(
        "-- +goose Up\n",
        "INSERT INTO t (id, name) VALUES (123456, 'a name');\nUPDATE t SET name = 'b' WHERE id = 7;\n", "");
}

std::string copy_rows()
{
    return repeated("-- +goose Up\nCOPY t (id, name) FROM stdin;\n", "123456\ta name\t\\N\tx\n", "\\.\n");
}

void parse_file(benchmark::State &state, std::string (*make)())
{
    auto const file = make();
    for (auto run : state) {
        state.PauseTiming();
        auto text = file;
        state.ResumeTiming();
        auto const parsed = sql::parse("bench.sql", std::move(text), {Direction::up, postgres(), {}, false});
        if (!parsed.script) {
            state.SkipWithError("the file was not read");
        }
        benchmark::DoNotOptimize(parsed.script);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * file.size()));
}

BENCHMARK_CAPTURE(parse_file, one_insert, one_insert)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse_file, small_statements, small_statements)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse_file, copy_rows, copy_rows)->Unit(benchmark::kMillisecond);

} // namespace
