"""One migration file each: what is an annotation, where a statement ends, which text the server sees, every parse error.

The files keep to what goose reads right; where it does not, test_differences.py has the case."""

from harness.case import case

from .common import folder

WAYS = ("$ goose -dir migrations validate -v", "up", "down", "version")


def one(name, text, *script, **rest):
    """A file on every way it can be read: both halves, and both without running."""
    return case(f"parse_{name}", folder(m1_x=text), *(script or WAYS), **rest)


ANNOTATIONS = [
    one(f"annotation_{name}", f"{up}\nCREATE TABLE a (id integer);\n{down}\nDROP TABLE a;\n")
    for name, up, down in [
        ("plain", "-- +goose Up", "-- +goose Down"),
        ("lower_case", "-- +goose up", "-- +goose down"),
        ("upper_case", "-- +goose UP", "-- +goose DOWN"),
        ("glued", "--+goose Up", "--+goose Down"),
        ("glued_words", "--+gooseUp", "-- +gooseDown"),
        ("many_blanks", "--   +goose   UP  ", "--\t+goose\tDown\t"),
        ("many_dashes", "---- +goose Up", "-- -- +goose Down"),
        ("dashes_behind", "-- +goose Up --", "-- +goose Down ----"),
        ("turned_round", "-- Up +goose", "--Down+goose"),
        ("wide_blank", "--\u00a0+goose\u00a0Up", "--\u3000+goose Down"),
        ("form_feed", "--\f+goose\fUp\v", "-- +goose Down"),
        ("upper_case_word", "-- +GOOSE Up", "-- +goose Down"),
        ("prose", "-- +goose Up please", "-- +goose Down"),
        ("leading_blank", " -- +goose Up", "-- +goose Down"),
        ("leading_tab", "\t-- +goose Up", "-- +goose Down"),
        ("leading_blank_down", "-- +goose Up", "  -- +goose Down"),
        ("nothing", "-- +goose", "-- +goose Down"),
        ("nothing_later", "-- +goose Up", "--+goose  "),
        ("two_in_one", "-- +goose Up +goose Down", "-- +goose Down"),
        ("unknown", "-- +goose Up", "-- +goose Sideways"),
        ("two_words_glued", "-- +goose UpDown", "-- +goose Down"),
        ("split_word", "-- +goose U p", "-- +goose Down"),
        ("quotes_in_it", '-- +goose "Up"', "-- +goose Down"),
        ("unicode_in_it", "-- +goose Üp ✔ \u200b", "-- +goose Down"),
        ("slashes", "// +goose Up", "-- +goose Down"),
        ("one_dash", "- +goose Up", "-- +goose Down"),
        ("carriage_returns", "-- +goose Up\r", "-- +goose Down\r"),
        ("kelvin_fold", "-- +goose \u0055p", "-- +goose Dow\u004e"),
    ]
]

STRUCTURE = [
    one("empty_file", ""),
    one("only_blank_lines", "\n\n  \n\t\n"),
    one("only_comments", "-- hello\n-- world\n"),
    one("only_up", "-- +goose Up\n"),
    one("only_up_no_newline", "-- +goose Up"),
    one("only_down", "-- +goose Down\nSELECT 1;\n"),
    one("down_before_up", "-- +goose Down\nSELECT 1;\n-- +goose Up\nSELECT 2;\n"),
    one("two_ups", "-- +goose Up\nSELECT 1;\n-- +goose Up\nSELECT 2;\n"),
    one("two_downs", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n-- +goose Down\nSELECT 3;\n"),
    one("up_after_down", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n-- +goose Up\n"),
    one("text_before_up", "CREATE TABLE a (id integer);\n-- +goose Up\n"),
    one("comments_before_up", "-- head\n\n-- more\n-- +goose Up\nSELECT 1;\n"),
    one("no_annotation", "CREATE TABLE a (id integer);\n"),
    one("down_only_comments", "-- +goose Up\nSELECT 1;\n-- +goose Down\n-- nothing to do\n"),
    one("no_down", "-- +goose Up\nCREATE TABLE a (id integer);\n"),
    one("no_newline_at_the_end", "-- +goose Up\nCREATE TABLE a (id integer);\n-- +goose Down\nDROP TABLE a;"),
    one("begin_before_up", "-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n"),
    one("begin_twice", "-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n"),
    one("begin_twice_in_down", "-- +goose Up\n-- +goose Down\n-- +goose StatementBegin\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n"),
    one("end_without_begin", "-- +goose Up\nSELECT 1;\n-- +goose StatementEnd\n"),
    one("end_before_up", "-- +goose StatementEnd\n-- +goose Up\nSELECT 1;\n"),
    one("begin_without_end", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n"),
    one("begin_without_end_in_down", "-- +goose Up\nSELECT 1;\n-- +goose Down\n-- +goose StatementBegin\nSELECT 1;\n"),
    one("down_inside_a_block", "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose Down\n-- +goose StatementEnd\n"),
    one("up_inside_a_block", "-- +goose Up\n-- +goose StatementBegin\n-- +goose Up\n-- +goose StatementEnd\n"),
    one("missing_semicolon_up", "-- +goose Up\nCREATE TABLE a (id integer)\n"),
    one("missing_semicolon_up_before_down", "-- +goose Up\nCREATE TABLE a (id integer)\n-- +goose Down\nDROP TABLE a;\n"),
    one("missing_semicolon_down", "-- +goose Up\nCREATE TABLE a (id integer);\n-- +goose Down\nDROP TABLE a\n"),
    one("missing_semicolon_quotes", "-- +goose Up\nINSERT INTO \"a\"\n\tVALUES ('ü→', 'x\\y')\n\n-- a note\n"),
    one("missing_semicolon_then_begin", "-- +goose Up\nCREATE TABLE a (id integer)\n-- +goose StatementBegin\n;\n-- +goose StatementEnd\n"),
    one("annotation_text_in_a_statement", "-- +goose Up\nCREATE TABLE a (\n-- +goose is nice\nid integer);\n"),
]

# What the server was sent is kept: SQLite keeps the text of CREATE, PostgreSQL tells a statement its own query.
SEEN = "-- +goose Up\nCREATE TABLE seen (text text);\n{}\n"
TEXTS = {
    "one_line": "INSERT INTO seen VALUES (current_query());",
    "several_lines": "INSERT INTO seen\n\n  VALUES\n\t(current_query()) ;",
    "comment_before": "-- a note\n-- two notes\nINSERT INTO seen VALUES (current_query());",
    "comment_inside": "INSERT INTO seen\n-- a note\nVALUES (current_query());",
    "comment_behind": "INSERT INTO seen VALUES (current_query()); -- a note",
    "comment_behind_a_word": "INSERT INTO seen -- a note; really\nVALUES (current_query());",
    "trailing_blanks": "INSERT INTO seen VALUES (current_query());  \t ",
    "leading_blanks": "   INSERT INTO seen VALUES (current_query());",
    "blanks_then_comment": "   \n-- kept\nINSERT INTO seen VALUES (current_query());",
    "block_comment_before": "/* a note */\nINSERT INTO seen VALUES (current_query());",
    "block_comment_inside": "INSERT INTO seen /* ; */ VALUES (current_query());",
    "carriage_returns": "INSERT INTO seen\r\n-- a note\r\nVALUES (current_query());\r",
    "block": "-- +goose StatementBegin\nINSERT INTO seen VALUES (current_query());\n-- +goose StatementEnd",
    "block_without_semicolon": "-- +goose StatementBegin\nINSERT INTO seen VALUES (current_query())\n-- +goose StatementEnd",
    "block_with_blank_lines": "-- +goose StatementBegin\n\n\nINSERT INTO seen\n\nVALUES (current_query())\n\n\n-- +goose StatementEnd",
    "block_with_comments": "-- +goose StatementBegin\n-- first\nINSERT INTO seen -- second\nVALUES (current_query());\n-- third\n-- +goose StatementEnd",
    "block_inside_text": "-- +goose StatementBegin\nINSERT INTO seen VALUES ('a;\nb' || current_query());\n-- +goose StatementEnd",
    "two_blocks": "-- +goose StatementBegin\nINSERT INTO seen VALUES (current_query());\n-- +goose StatementEnd\n-- +goose StatementBegin\nINSERT INTO seen VALUES ('b' || current_query());\n-- +goose StatementEnd",
    "text_then_block": "INSERT INTO seen\n-- +goose StatementBegin\nVALUES (current_query());\n-- +goose StatementEnd",
    "block_then_plain": "-- +goose StatementBegin\nINSERT INTO seen VALUES (current_query());\n-- +goose StatementEnd\nINSERT INTO seen VALUES ('b' || current_query());",
    "lower_case_block": "-- +goose statementbegin\nINSERT INTO seen VALUES (current_query());\n--+goose STATEMENTEND",
    "dollar_quotes_on_one_line": "INSERT INTO seen VALUES ($$a;b$$ || current_query());",
    "unicode": "INSERT INTO seen VALUES ('größe → ✔' || current_query());",
    "no_transaction": "-- +goose NO TRANSACTION\nINSERT INTO seen VALUES (current_query());",
    "tab_before_the_comment": "INSERT INTO seen VALUES (current_query());\t--note",
}
SERVER = [one(f"text_{name}", SEEN.format(text), "up", "$ goose -dir migrations validate -v", on=("postgres",)) for name, text in TEXTS.items()]

KEPT = {
    "one_line": "CREATE TABLE a (id integer);",
    "several_lines": "CREATE TABLE a\n\n  (\n\tid integer\n  ) ;",
    "comment_inside": "CREATE TABLE a ( -- first\n-- second; still\nid integer\n);",
    "comment_behind": "CREATE TABLE a (id integer); -- note",
    "carriage_returns": "CREATE TABLE a (\r\n-- note\r\nid integer\r\n);\r",
    "lone_carriage_return": "CREATE TABLE a (\rid integer);",
    "block": "-- +goose StatementBegin\nCREATE TABLE a (\n\nid integer)\n-- +goose StatementEnd",
    "trigger": "CREATE TABLE a (id integer);\n-- +goose StatementBegin\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a WHERE id = 1;\n  -- note\n  SELECT 1;\nEND;\n-- +goose StatementEnd",
    "two_on_one_line": "CREATE TABLE a (id integer); CREATE TABLE b (id integer);",
    "two_in_a_block": "-- +goose StatementBegin\nCREATE TABLE a (id integer);\nCREATE TABLE b (id integer);\n-- +goose StatementEnd",
    "quoted_names": 'CREATE TABLE "a ""b"" ü" ([id] integer, `x` text);',
    "nul_free_bytes": "CREATE TABLE a (id integer DEFAULT ('\x01\x7f\x1b'));",
    "very_long_line": "CREATE TABLE a (id text DEFAULT '" + "x" * 70000 + "');",
    "many_statements": "\n".join(f"CREATE TABLE t{n} (id integer);" for n in range(200)),
}
SQLITE = [one(f"kept_{name}", f"-- +goose Up\n{text}\n-- +goose Down\n", *WAYS, on=("sqlite3",)) for name, text in KEPT.items()]

NO_TRANSACTION = [
    one(f"no_transaction_{name}", text.replace("@", "CREATE TABLE a (id integer);\nINSERT INTO nowhere VALUES (1);"))
    for name, text in {
        "on_top": "-- +goose NO TRANSACTION\n-- +goose Up\n@\n",
        "below_up": "-- +goose Up\n-- +goose NO TRANSACTION\n@\n",
        "last_line": "-- +goose Up\n@\n-- +goose NO TRANSACTION",
        "in_down": "-- +goose Up\n@\n-- +goose Down\n-- +goose NO TRANSACTION\n",
        "lower_case": "-- +goose no transaction\n-- +goose Up\n@\n",
        "two_blanks": "-- +goose NO  TRANSACTION\n-- +goose Up\n@\n",
        "one_word": "-- +goose NOTRANSACTION\n-- +goose Up\n@\n",
        "twice": "-- +goose NO TRANSACTION\n-- +goose NO TRANSACTION\n-- +goose Up\n@\n",
    }.items()
]

SEMICOLONS = [
    one(f"semicolon_{name}", f"-- +goose Up\nCREATE TABLE a (id integer);\n{text}\n-- +goose Down\nDROP TABLE a;\n")
    for name, text in {
        "on_its_own_line": "INSERT INTO a VALUES (1)\n;",
        "behind_blanks": "INSERT INTO a VALUES (1)   ;   ",
        "two_statements_on_a_line": "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2);",
        "more_text_behind": "INSERT INTO a VALUES (1); INSERT INTO a\nVALUES (2);",
        "alone": ";",
        "doubled": "INSERT INTO a VALUES (1);;",
        "two_alone": ";;\n ; ",
        "with_a_dash_comment": "INSERT INTO a VALUES (1); --x\nINSERT INTO a VALUES (2); -- y;",
        "in_a_comment_line": "INSERT INTO a\n-- not here;\nVALUES (1);",
        "in_a_literal": "INSERT INTO a SELECT 1 WHERE 'x;y' = 'x;y';",
    }.items()
]

BACKSLASHES = [
    one(f"backslashes_{name}", SEEN.format(f"{text}\nINSERT INTO seen VALUES ('it\\'s;' || current_query());\nINSERT INTO seen VALUES (E'\\'' || 'b');"), "up", "$ goose -dir migrations validate -v", on=("postgres",))
    for name, text in {
        "set": "SET standard_conforming_strings = off;",
        "set_local": "set local standard_conforming_strings to 'off';",
        "set_config": "SELECT set_config('standard_conforming_strings', 'off', false);",
        "set_config_local": "SELECT pg_catalog.set_config('standard_conforming_strings','off',true);",
    }.items()
] + [
    one("backslashes_again_plain", SEEN.format("SET standard_conforming_strings = off;\nSET standard_conforming_strings = on;\nINSERT INTO seen VALUES ('x\\');\nINSERT INTO seen VALUES ('b');"), "up", on=("postgres",)),
]

CASES = [*ANNOTATIONS, *STRUCTURE, *SERVER, *SQLITE, *NO_TRANSACTION, *SEMICOLONS, *BACKSLASHES]
