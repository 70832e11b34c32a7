// Random files in which goose is known to be right: the parser must read them as goose does.
// GANDER_TEST_SCALE multiplies their number, GANDER_TEST_SEED repeats a run.
#include "sql/goose_rules.hpp"
#include "sql/parse.hpp"
#include "syntaxes.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

namespace gander {
namespace {

unsigned long number_from_environment(char const *name, unsigned long otherwise)
{
    char const *const value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoul(value, nullptr, 10);
}

class Generator
{
public:
    explicit Generator(unsigned long seed) : m_random(seed) {}

    std::string file()
    {
        m_text.clear();
        m_end = one_of({"\n", "\n", "\r\n"});
        noise();
        line(one_of({"-- +goose Up", "--+goose up", "-- +goose UP --", "---- +goose Up"}));
        half();
        if (chance(70)) {
            line(one_of({"-- +goose Down", "-- +goose  down ", "-- Down +goose"}));
            half();
        }
        if (chance(20)) {
            m_text.resize(m_text.size() - m_end.size()); // no line end at the file's end
        }
        return m_text;
    }

private:
    bool chance(int percent) { return static_cast<int>(m_random() % 100) < percent; }
    std::string one_of(std::vector<std::string> const &choices)
    {
        return choices[m_random() % choices.size()];
    }
    void line(std::string const &text) { m_text += text + m_end; }

    void half()
    {
        for (auto count = m_random() % 5; count > 0; --count) {
            noise();
            chance(20) ? block() : statement();
        }
        noise();
    }

    void noise()
    {
        for (auto count = m_random() % 3; count > 0; --count) {
            line(one_of({"", "", "-- a note; it's nothing", "  -- indented (", "--",
                         "-- +goose NO TRANSACTION", "-- +GOOSE Up", "-- +goose ENVSUB OFF"}));
        }
    }

    void statement()
    {
        if (chance(10)) {
            line("  "); // starts a statement in goose: comments below belong to it
        }
        for (auto count = m_random() % 4; count > 0; --count) {
            line(one_of({"SELECT 1,", "  (a int,", "'it''s', \"a;b\" x", "-- a comment; with a semicolon", "",
                         "\t", "E'a\\'b' || 'c' ||", "a; b", "$1 + $2", "f(')') -- (", "x /* ; */ y",
                         "a$b$c"}));
        }
        line(one_of({"SELECT 2))));", "x))));", "'z'))));", "1)))); -- done", ")))) ;", "a; b)))); -- it's",
                     ")))))); \t"}));
    }

    void block()
    {
        if (chance(15)) {
            line("-- before the block");
        }
        line("-- +goose StatementBegin");
        line(one_of({"CREATE FUNCTION f() AS $$", "SELECT '", "BEGIN"}));
        for (auto count = m_random() % 4; count > 0; --count) {
            line(one_of({"a;", "-- it's", "", "  b := 'x';", "END;", "$$ LANGUAGE sql"}));
        }
        line(one_of({"-- +goose StatementEnd", "-- +goose statementend"}));
    }

    std::mt19937_64 m_random;
    std::string m_text{};
    std::string m_end{};
};

std::vector<std::string> texts(Script const &script)
{
    std::vector<std::string> result;
    for (auto const &statement : script.statements) {
        result.emplace_back(statement.text);
    }
    return result;
}

std::vector<std::string> texts(sql::GooseReading const &reading)
{
    std::vector<std::string> result;
    for (auto const &statement : reading.statements) {
        result.push_back(statement.text);
    }
    return result;
}

TEST(Differential, the_parser_reads_as_goose_does_where_goose_is_right)
{
    auto const seed = number_from_environment("GANDER_TEST_SEED", std::random_device{}());
    auto const files = 2000 * number_from_environment("GANDER_TEST_SCALE", 1);
    SCOPED_TRACE("GANDER_TEST_SEED=" + std::to_string(seed));
    Generator generator(seed);
    std::size_t statements = 0;
    for (unsigned long i = 0; i < files; ++i) {
        auto const file = generator.file();
        for (auto const direction : {Direction::up, Direction::down}) {
            auto const goose = sql::goose_rules(file, direction, test::fixed_variables(), false);
            auto const parsed = sql::parse(
                "x.sql", file, {direction, test::postgres_syntax(), test::fixed_variables(), false});
            ASSERT_EQ(goose.error, "") << file;
            ASSERT_TRUE(parsed.script) << parsed.problems.at(0).message << "\n" << file;
            ASSERT_EQ(texts(*parsed.script), texts(goose)) << file;
            ASSERT_EQ(parsed.script->tx == TxMode::transaction, goose.transaction) << file;
            statements += goose.statements.size();
        }
    }
    EXPECT_GT(statements, files);
}

} // namespace
} // namespace gander
