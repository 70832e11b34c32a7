"""The version table in every state it is met in: gaps, old tools' rows, duplicates, hands; and its many names."""

from harness.case import Remove, Sql, Write, case

from .common import ONE, THREE, folder, slug, sql, table

FILE_2 = "migrations/00002_brick.sql"
SPARSE = folder(m00001_apple=table("apple"), m00003_cloud=table("cloud"))
LATE_2 = Write(FILE_2, table("brick"))
LATE_BAD_2 = Write(FILE_2, sql("CREATE TABLE brick (id integer);\nINSERT INTO nowhere VALUES (1);"))


def rows(*values):
    """Rows as another tool, or an older one, left them."""
    each = ", ".join(f"({version}, {'true' if applied else 'false'}, '{stamp}')" for version, applied, stamp in values)
    return Sql(f"INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES {each}")


OUT_OF_ORDER = [
    case(f"a_missing_file_stops_{slug(word)}", SPARSE, "up", LATE_2, word, "status", "version")
    for word in ("up", "up-by-one", "up-to 2", "up-to 3")
] + [
    case("missing_files_are_all_named", folder(m5_e=table("e")), "up", Write("migrations/1_a.sql", table("a")), Write("migrations/3_c.sql", table("c")), "up", "up-to 1"),
    case("a_missing_file_above_the_target_is_no_obstacle", folder(m1_a=table("a"), m9_i=table("i")), "up", Write("migrations/5_e.sql", table("e")), "up-to 4", "up-to 5"),
    case("allow_missing_up", SPARSE, "up", LATE_2, Write("migrations/00004_door.sql", table("door")), "-allow-missing up", "status", "version"),
    case("allow_missing_last_is_lower", SPARSE, "up", LATE_2, "up -allow-missing", "version", "status"),
    case("allow_missing_by_one", SPARSE, "up", LATE_2, "up-by-one -allow-missing", "up-by-one -allow-missing", "version"),
    case("allow_missing_up_to", SPARSE, "up", LATE_2, "up-to 1 -allow-missing", "up-to 2 -allow-missing", "up-to 3 -allow-missing"),
    case("allow_missing_with_nothing_missing", THREE, "-allow-missing up", "up -allow-missing=true", "up -allow-missing=false"),
    case("allow_missing_false", SPARSE, "up", LATE_2, "up -allow-missing=false"),
    case("a_missing_file_that_fails", SPARSE, "up", LATE_BAD_2, "up -allow-missing", "status", "version"),
    case("down_follows_the_order_of_insertion", SPARSE, "up", LATE_2, "up -allow-missing", "down", "version", "down", "version"),
    case("down_to_stops_at_the_first_current_version", SPARSE, "up", LATE_2, "up -allow-missing", "down-to 2", "down-to 1", "version"),
    case("redo_after_out_of_order", SPARSE, "up", LATE_2, "up -allow-missing", "redo", "version", "down"),
    case("reset_follows_the_order_of_versions", SPARSE, "up", LATE_2, "up -allow-missing", "reset", "version"),
    case("redo_moves_a_version_to_the_end", THREE, "up", "down", "redo", "up", "version", "down-to 0"),
]

ROWS = [
    case("rolled_back_rows_of_an_old_goose", THREE, "up-to 1", rows((2, 1, "2001-02-03 04:05:06"), (2, 0, "2001-02-03 04:05:07")), "status", "version", "up", "down"),
    case("a_version_applied_again_after_a_rolled_back_row", THREE, "up-to 1", rows((1, 0, "2001-02-03 04:05:06")), "version", "status", "up", "up-by-one"),
    case("rolled_back_rows_and_reset", THREE, "up-to 2", rows((2, 0, "2030-02-03 04:05:06")), "reset", "version", "status"),
    case("rolled_back_rows_and_down", THREE, "up-to 2", rows((2, 0, "2030-02-03 04:05:06")), "down", "version", "down"),
    case("rolled_back_row_of_zero", THREE, "up-to 1", rows((0, 0, "2001-02-03 04:05:06")), "version", "down", "version"),
    case("duplicate_rows", THREE, "up-to 1", rows((2, 1, "2001-02-03 04:05:06"), (2, 1, "2001-02-03 04:05:08")), "status", "version", "down-to 0"),
    case("duplicate_rows_down_deletes_all", THREE, "up", rows((3, 1, "2001-02-03 04:05:06"), (1, 1, "2001-02-03 04:05:08")), "version", "down", "version"),
    case("rows_for_versions_without_files", ONE, "up", rows((77, 1, "2001-02-03 04:05:06")), "status", "version", "up", "down", "down-to 0"),
    case("a_row_far_ahead_makes_everything_missing", THREE, "up-to 1", rows((500, 1, "2001-02-03 04:05:06")), "up", "up -allow-missing", "version"),
    case("negative_versions_in_the_table", ONE, "up", rows((-5, 1, "2001-02-03 04:05:06")), "status", "version", "up", "down"),
    case("stored_times_are_shown_as_they_are", THREE, "up", Sql("UPDATE goose_db_version SET tstamp = '2001-02-03 04:05:06'"), "status"),
    case("fractions_of_a_second_are_cut", ONE, "up", Sql("UPDATE goose_db_version SET tstamp = '2001-12-23 14:05:06.987654'"), "status"),
    case("local_time_does_not_touch_stored_times", ONE, "up", Sql("UPDATE goose_db_version SET tstamp = '2001-12-23 14:05:06'"), "status", env={"TZ": "Asia/Tokyo"}),
    case("sqlite_times_with_a_zone", ONE, "up", Sql("UPDATE goose_db_version SET tstamp = '2001-12-23T14:05:06+02:00'"), "status", on=("sqlite3",)),
    case("sqlite_times_without_seconds", ONE, "up", Sql("UPDATE goose_db_version SET tstamp = '2001-12-23 14:05'"), "status", on=("sqlite3",)),
    case("sqlite_dates_only", ONE, "up", Sql("UPDATE goose_db_version SET tstamp = '2001-12-23'"), "status", on=("sqlite3",)),
    case("no_time_at_all", ONE, "up", Sql("UPDATE goose_db_version SET tstamp = NULL"), "version", on=("sqlite3",)),
    case("an_empty_version_table", THREE, "up", Sql("DELETE FROM goose_db_version"), "status", "version", "up", "up-by-one", "down", "down-to 0", "redo", "reset"),
    case("a_version_table_without_row_zero", THREE, "up-to 2", Sql("DELETE FROM goose_db_version WHERE version_id = 0"), "status", "up", "version"),
    case("all_rows_false", THREE, "up", Sql("UPDATE goose_db_version SET is_applied = false"), "status", "version", "up", "reset"),
    case("a_forgotten_row_makes_its_file_missing", THREE, "up", Sql("DELETE FROM goose_db_version WHERE version_id = 2"), "up", "status", "down-to 1", "version"),
    case("the_largest_version", folder(m9223372036854775807_z=table("z"), m1_a=table("a")), "up", "status", "down", "version"),
]

TABLES = [
    case("another_table", THREE, "up -table history", "status -table history", "version -table=history", "-table history down"),
    case("two_histories_side_by_side", THREE, "up-to 1", "-table other up -dir second", "version", "-table other version"),
    case("an_empty_table_flag_means_the_default", ONE, "up -table ''", "version"),
    case("table_from_the_environment", THREE, "up", "version", "-table third version", env={"GOOSE_TABLE": "second"}),
    case("a_quoted_table", THREE, "up -table '\"My History\"'", "status -table '\"My History\"'", "down -table '\"My History\"'"),
    case("a_table_in_mixed_case", THREE, "up -table MyHistory", "version -table myhistory", "down -table MyHistory"),
    case("a_table_in_a_schema", THREE, Sql("CREATE SCHEMA meta"), "up -table meta.history", "status -table meta.history", "redo -table meta.history", on=("postgres",)),
    case("a_quoted_table_in_a_schema", ONE, Sql('CREATE SCHEMA "Meta Data"'), "up -table '\"Meta Data\".\"History\"'", "version -table '\"Meta Data\".\"History\"'", on=("postgres",)),
    case("a_table_in_public", THREE, "up -table public.goose_db_version", "version", "down -table public.goose_db_version", on=("postgres",)),
    case("a_table_in_main", THREE, "up -table main.goose_db_version", "version", on=("sqlite3",)),
    case("a_version_table_of_an_old_goose", ONE, Sql("CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint NOT NULL, is_applied boolean NOT NULL, tstamp timestamp NULL DEFAULT now()); INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true)"), "status", "up", "version", "down", on=("postgres",)),
]

CASES = [*OUT_OF_ORDER, *ROWS, *TABLES]
