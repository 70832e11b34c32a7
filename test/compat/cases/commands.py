"""Every command in every everyday situation: nothing applied, half, all; the file gone; the folder empty."""

from harness.case import Folder, Remove, Sql, Write, case

from .common import ONE, THREE, folder, slug, sql, table

NO_DOWN = folder(m00001_apple=sql("CREATE TABLE apple (id integer);"), m00002_brick=table("brick"))
EMPTY_UP = folder(m00001_apple=sql("", "DROP TABLE nothing;"), m00002_brick=sql("-- only words", "-- more words"))
STAMPED = {
    "migrations/00003_cloud.sql": table("cloud"),
    "migrations/20200101000000_apple.sql": table("apple"),
    "migrations/9_brick.sql": table("brick"),
}
FILE_2 = "migrations/00002_brick.sql"
FILE_3 = "migrations/00003_cloud.sql"

PRISTINE = [
    case(f"{slug(word)}_on_a_pristine_database", THREE, word)
    for word in ("up", "up-by-one", "up-to 2", "down", "down-to 0", "down-to 2", "redo", "status", "version")
]

HALF = [
    case(f"{slug(word)}_when_half_is_applied", THREE, "up-to 2", word, "status", "version")
    for word in ("up", "up-by-one", "up-to 1", "up-to 2", "up-to 3", "up-to 99", "down", "down-to 1", "down-to 0")
    + ("down-to 2", "down-to 3", "redo", "reset")
]

FULL = [
    case(f"{slug(word)}_when_all_is_applied", THREE, "up", word, word, "version")
    for word in ("up", "up-by-one", "up-to 1", "up-to 3", "down", "down-to 1", "down-to 0", "redo", "reset")
]

EMPTY_FOLDER = [
    case(f"{slug(word)}_in_an_empty_folder", {"migrations": Folder()}, word)
    for word in ("up", "up-by-one", "up-to 2", "down", "down-to 0", "redo", "reset", "status", "version")
]

NO_FOLDER = [
    case(f"{slug(word)}_without_a_folder", {}, word)
    for word in ("up", "up-by-one", "up-to 2", "down", "down-to 0", "redo", "reset", "status", "version")
]

FILE_GONE = [
    case(f"{slug(word)}_with_the_current_file_gone", THREE, "up", Remove(FILE_3), word, "version")
    for word in ("up", "up-by-one", "up-to 2", "down", "down-to 0", "down-to 2", "redo", "reset", "status")
]

OTHERS = [
    case("the_whole_life", THREE, "up-by-one", "up", "redo", "down", "status", "up", "down-to 1", "reset", "up", "version"),
    case("down_skips_nothing_when_a_middle_file_is_gone", THREE, "up", Remove(FILE_2), "down", "down", "reset", "status"),
    case("reset_leaves_the_row_of_a_file_that_is_gone", THREE, "up", Remove(FILE_2), "reset", "version", "up"),
    case("without_down_only_the_row_goes", NO_DOWN, "up", "down", "down", "status", "up"),
    case("empty_directions", EMPTY_UP, "up", "status", "down", "redo", "reset"),
    case("sequence_and_time_stamps_mixed", STAMPED, "up", "status", "down", "down-to 3", "up-by-one", "reset"),
    case("one_file", ONE, "up", "redo", "down", "down"),
    case("files_added_between_runs", ONE, "up", Write(FILE_2, table("brick")), "status", "up", Write(FILE_3, table("cloud")), "up"),
    case("an_edited_file_is_not_read_again", ONE, "up", Write("migrations/00001_apple.sql", "nonsense"), "up", "status"),
    case("up_to_zero_collects_nothing", THREE, "up-to 0"),
    case("unknown_commands", THREE, "UP", "migrate", "upto 2", "up-to2", "", "help", "up_to 1"),
    case("surplus_words_are_ignored", THREE, "status extra", "up-to 2 extra more", "version 7", "up now", "down 2", "reset all"),
    case("database_ahead_of_the_files", THREE, "up", Remove(FILE_3), Remove(FILE_2), "up", "up-to 1", "status", "version"),
    case("the_table_made_by_hand", ONE, "up", Sql("DROP TABLE apple"), "down", "status"),
    case("the_table_already_there", ONE, Sql("CREATE TABLE apple (id integer)"), "up", "status", "version"),
]

CASES = [*PRISTINE, *HALF, *FULL, *EMPTY_FOLDER, *NO_FOLDER, *FILE_GONE, *OTHERS]
