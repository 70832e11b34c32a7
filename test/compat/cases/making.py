"""Commands about files alone: create, fix, init, validate."""

from harness.case import NO_DATABASE, Folder, Link, case

from .common import ONE, THREE, folder, sql, table

M = {"migrations": Folder()}


def alone(name, files, *script, **rest):
    return case(name, files, *script, on=NO_DATABASE, **rest)


CREATE = [
    alone(f"create_{name}", M, f"$ goose -dir migrations -s create {words}")
    for name, words in {
        "sql": "first_thing sql",
        "go": "first_thing go",
        "no_type": "first_thing",
        "another_type": "first_thing txt",
        "three_words": "first second third",
        "upper_type": "first SQL",
        "no_name": "",
        "empty_name": "'' sql",
        "camel_case": "CamelCase sql",
        "blanks": "'add some  column' sql",
        "dashes": "add-some-column sql",
        "punctuation": "'a!b?c...d' sql",
        "trailing": "'trailing!' sql",
        "two_trailing": "'trailing!!' sql",
        "leading": "'__leading' sql",
        "digits": "'2nd_thing' sql",
        "unicode": "'Größe Ändern' sql",
        "only_signs": "'!!!' sql",
        "slash": "a/b sql",
        "type_with_dot": "x .sql",
        "emoji": "'a😀b' sql",
        "upper": "ADD_USERS sql",
        "greek": "'Σ ΑΣ' sql",
        "dotless": "'İstanbul' sql",
    }.items()
]

SEQUENCES = [
    alone("create_after_a_sequence", THREE, "$ goose -dir migrations -s create door sql", "$ goose -dir migrations -s create window sql"),
    alone("create_after_a_gap", folder(m7_a=table("a")), "$ goose -dir migrations -s create b sql"),
    alone("create_beside_time_stamps", folder(m20200101000000_a=table("a")), "$ goose -dir migrations -s create b sql"),
    alone("create_beside_both", folder(m3_a=table("a"), m20200101000000_b=table("b")), "$ goose -dir migrations -s create c sql"),
    alone("create_a_time_stamp", M, "$ goose -dir migrations create first sql", "$ goose -dir migrations create second"),
    alone("create_with_a_flag_behind", M, "$ goose create -dir migrations first sql -s"),
    alone("create_behind_a_database", M, "$ goose sqlite3 x.db -dir migrations -s create first sql", "$ goose postgres garbage -dir migrations -s create second sql"),
    alone("create_in_no_folder", {}, "$ goose -dir newdir create x sql", "$ goose -dir newdir -s create x sql"),
    alone("create_in_the_working_directory", {}, "$ goose -s create x sql", "$ goose -dir ./ -s create y sql"),
    alone("create_in_a_file", {"migrations": "text"}, "$ goose -dir migrations create x sql", "$ goose -dir migrations -s create x sql"),
    alone("create_joins_the_path", {"a/b": Folder()}, "$ goose -dir ./a/../a/b/ -s create x sql", "$ goose -dir {cwd}/a/b -s create y sql"),
    alone("create_beside_a_large_number", folder(m99999_a=table("a")), "$ goose -dir migrations -s create b sql"),
    alone("created_files_run", M, "$ goose -dir migrations -s create first sql", "$ goose -dir migrations validate -v"),
    case("created_files_migrate", M, "$ goose -dir migrations -s create first sql", "up", "down"),
    case("created_behind_this_database", M, "-s create first sql", "-s create second", "status"),
]

FIX = [
    alone("fix_time_stamps", folder(m20200101000000_a=table("a"), m20200102000000_b=table("b")), "$ goose -dir migrations fix", "$ goose -dir migrations fix"),
    alone("fix_after_a_sequence", folder(m1_a=table("a"), m7_b=table("b"), m20200101000000_c=table("c"), m20210101000000_d=table("d")), "$ goose -dir migrations fix"),
    alone("fix_nothing", THREE, "$ goose -dir migrations fix"),
    alone("fix_in_an_empty_folder", M, "$ goose -dir migrations fix"),
    alone("fix_in_no_folder", {}, "$ goose -dir nowhere fix"),
    alone("fix_no_real_time", folder(m20229999999999_a=table("a"), m20200101000000_b=table("b")), "$ goose -dir migrations fix"),
    alone("fix_before_1970", folder(m19691231235959_a=table("a"), m19700101000001_b=table("b"), m20200101000000_c=table("c")), "$ goose -dir migrations fix"),
    alone("fix_short_stamps", folder(m20200101_a=table("a"), m202001010000_b=table("b")), "$ goose -dir migrations fix"),
    alone("fix_go_files", {"migrations/20200101000000_a.go": "package m\n", "migrations/20200102000000_b.sql": table("b")}, "$ goose -dir migrations fix"),
    alone("fix_a_name_with_the_number_in_it", folder(m20200101000000_from_20200101000000=table("a")), "$ goose -dir migrations fix"),
    alone("fix_ignores_words", folder(m20200101000000_a=table("a")), "$ goose -dir migrations fix now please"),
    alone("fix_behind_a_database", folder(m20200101000000_a=table("a")), "$ goose sqlite3 x.db -dir migrations fix"),
    alone("fix_in_the_working_directory", {"20200101000000_a.sql": table("a")}, "$ goose fix"),
    case("fix_then_up", folder(m20200101000000_a=table("a"), m3_b=table("b")), "up-to 3", "$ goose -dir migrations fix", "status", "up"),
]

INIT = [
    alone("init_here", {}, "$ goose -s init", "$ goose -s init"),
    alone("init_a_folder", {}, "$ goose -s -dir db init"),
    alone("init_parents", {}, "$ goose -s -dir a/b/c init"),
    alone("init_a_time_stamp", {}, "$ goose init"),
    alone("init_existing", {"db": Folder()}, "$ goose -dir db init", "$ goose -dir db/ init"),
    alone("init_on_a_file", {"db": "text"}, "$ goose -dir db init", "$ goose -dir db/below init"),
    alone("init_empty_dir", {}, "$ goose -s -dir '' init"),
    alone("init_from_the_environment", {}, "$ GOOSE_MIGRATION_DIR=schema goose -s init"),
    alone("init_ignores_words", {}, "$ goose -s init one two"),
]

VALIDATE = [
    alone("validate_good", THREE, "$ goose -dir migrations validate", "$ goose -dir migrations validate -v", "$ goose -v=false validate -dir migrations"),
    alone("validate_kinds", folder(m1_a=table("a"), m2_b="-- +goose NO TRANSACTION\n" + sql("SELECT 1;\nSELECT 2;"), m10_c=sql("", "SELECT 1;")), "$ goose -dir migrations validate -v"),
    alone("validate_wide_names", folder(m1_größe=table("a"), m2_long_long_long_long_long_name=table("b")), "$ goose -dir migrations validate -v"),
    alone("validate_first_problem_only", folder(m1_a="x", m2_b="y"), "$ goose -dir migrations validate", "$ goose -dir migrations validate -v"),
    alone("validate_one_file", folder(m1_a=table("a"), m2_b="y"), "$ goose -dir migrations/1_a.sql validate", "$ goose -dir migrations/1_a.sql validate -v", "$ goose -dir migrations/2_b.sql validate"),
    alone("validate_nowhere", {}, "$ goose -dir nowhere validate", "$ goose -dir nowhere validate -v", "$ goose -dir '' validate"),
    alone("validate_empty", M, "$ goose -dir migrations validate", "$ goose -dir migrations validate -v"),
    alone("validate_bad_names", {**ONE, "migrations/seed.sql": table("b")}, "$ goose -dir migrations validate"),
    alone("validate_a_dangling_link", {**ONE, "migrations/2_b.sql": Link("nowhere")}, "$ goose -dir migrations validate"),
    alone("validate_a_text_file", {"notes.txt": "hello"}, "$ goose -dir notes.txt validate"),
    alone("validate_in_the_working_directory", {"1_a.sql": table("a")}, "$ goose validate -v"),
    alone("validate_joins_the_path", folder(m1_a="x"), "$ goose -dir ./migrations/../migrations/ validate"),
    alone("validate_huge_counts", folder(m1_a=sql("SELECT 1;\n" * 12345, "SELECT 1;\n" * 7)), "$ goose -dir migrations validate -v"),
]

CASES = [*CREATE, *SEQUENCES, *FIX, *INIT, *VALIDATE]
