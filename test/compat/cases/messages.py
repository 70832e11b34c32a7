"""The words themselves: how statements, names and paths are quoted; what -v says; connections that fail the same way."""

from harness.case import case

from .common import ONE, folder, sql, table

FAIL = "SELECT * FROM nowhere"

QUOTED = [
    case(f"shown_statement_{name}", folder(m1_x=f"-- +goose Up\n{text}\n"), "up")
    for name, text in {
        "plain": f"{FAIL};",
        "lines": f"SELECT *\nFROM\n\n  nowhere\n;",
        "tabs": f"SELECT\t*\tFROM\tnowhere;",
        "quotes": f"{FAIL} WHERE \"a\" = 'it''s' AND b = '\\';",
        "unicode": f"{FAIL} WHERE a = 'größe → ✔ 😀';",
        "invisible": f"{FAIL} WHERE a = '\u200b\u00a0\u2028\ufeff\u00ad';",
        "control": f"{FAIL} WHERE a = '\x01\x07\x08\x0b\x0c\x1b\x7f';",
        "carriage_return": f"SELECT *\r\nFROM\rnowhere;",
        "comment_lines": f"SELECT *\n-- a note\n  -- an indented note\nFROM nowhere -- behind\n;",
        "comment_behind": f"{FAIL}; -- behind",
        "block_comment": f"/* head\n-- inside */\n{FAIL};",
        "percent": f"{FAIL} WHERE a LIKE '%d%s%%';",
        "block": f"-- +goose StatementBegin\n\n-- note\n{FAIL}\n\n;\n-- +goose StatementEnd",
        "long": f"{FAIL} WHERE a IN ({', '.join(str(n) for n in range(3000))});",
        "private_use": f"{FAIL} WHERE a = '\ue000 \U0010ffff \U000e0001';",
        "combining": f"{FAIL} WHERE a = 'e\u0301 \u0378 \ud7ff';",
    }.items()
]

# -v of one file: from several, ours reads all before the first runs, so the order of its lines is another.
VERBOSE = [
    case(f"verbose_{name}", folder(m1_x=text), *(f"{word} -v" for word in words.split("|")), env=env)
    for name, text, words, env in [
        ("up", table("a"), "up|up|down", {}),
        ("no_color_flag", table("a"), "up -no-color|down -no-color", {}),
        ("no_color_variable", table("a"), "up", {"NO_COLOR": "1"}),
        ("no_color_empty", table("a"), "up", {"NO_COLOR": ""}),
        ("comments", "-- head\n\n-- +goose Up\n-- note\nCREATE TABLE a (\n-- inside\n\nid integer); -- behind\n", "up", {}),
        ("no_transaction", "-- +goose NO TRANSACTION\n" + table("a"), "up|down", {}),
        ("failure", sql("CREATE TABLE a (id integer);\nSELECT * FROM nowhere;"), "up", {}),
        ("failure_without_transaction", "-- +goose NO TRANSACTION\n" + sql("CREATE TABLE a (id integer);\nSELECT * FROM nowhere;"), "up", {}),
        ("parse_error", "-- +goose Up\nSELECT 1\n", "up", {}),
        ("empty", sql("", ""), "up|down", {}),
        ("block", sql("-- +goose StatementBegin\nCREATE TABLE a (\n  id integer\n);\n-- +goose StatementEnd"), "up|redo", {}),
        ("status", table("a"), "status|version|reset", {}),
        ("no_versioning", table("a"), "up -no-versioning|down -no-versioning", {}),
        ("redo", table("a"), "up|redo|reset", {}),
        ("envsub", "-- +goose ENVSUB ON\n" + sql("CREATE TABLE $T (id integer);"), "up", {"T": "pear"}),
        ("percent", sql("CREATE TABLE a (t text DEFAULT '100%d%%');"), "up", {}),
    ]
]

PATHS = [
    case("paths_with_blanks", {"my migrations/1_a b.sql": "x"}, "$ goose -dir 'my migrations' {driver} {db} up", "$ goose -dir 'my migrations' validate"),
    case("paths_with_unicode", {"größe/1_ä.sql": sql(FAIL + ";")}, "$ goose -dir größe {driver} {db} up", "$ goose -dir größe {driver} {db} status"),
    case("paths_up_and_down", {"a/b/c/1_x.sql": "nonsense"}, "$ goose -dir a/b/../b/c {driver} {db} up", "$ goose -dir a//b///c validate"),
    case("deep_paths_in_missing", {"a/b/1_x.sql": table("x"), "a/b/3_z.sql": table("z")}, "$ goose -dir ./a/b {driver} {db} up-to 1"),
    case("the_missing_folder_is_named_as_given", {}, "$ goose -dir ./no//where/ {driver} {db} up", "$ goose -dir {cwd}/nowhere {driver} {db} status"),
    case("the_time_zone_is_that_of_the_process", ONE, "up", env={"TZ": "America/New_York"}),
]

CASES = [*QUOTED, *VERBOSE, *PATHS]
