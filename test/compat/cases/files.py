"""Which files are migrations, which are in the way, and which are not seen at all."""

from harness.case import Folder, Link, Remove, case

from .common import ONE, THREE, folder, table

PEAR = table("pear")


def beside(name, *script, content=PEAR):
    """A folder with a good migration 1 and one file more."""
    return {"migrations/00001_apple.sql": table("apple"), f"migrations/{name}": content}


BAD_NAMES = [
    case(f"bad_name_{name}", beside(file), "up", "status", "down", "reset", "redo", "version", "$ goose -dir migrations fix", "$ goose -dir migrations -s create x sql", "$ goose -dir migrations validate")
    for name, file in {
        "no_separator": "seed.sql",
        "zero": "0_zero.sql",
        "negative": "-5_minus.sql",
        "letters": "1a_x.sql",
        "too_large": "9223372036854775808_x.sql",
        "leading_dot": ".2_x.sql",
        "only_underscore": "_x.sql",
        "hexadecimal": "0x2_x.sql",
        "fraction": "1.5_x.sql",
        "blank": " 2_x.sql",
        "only_number": "2.sql",
        "only_suffix": ".sql",
        "unicode_digits": "２_x.sql",
        "dash": "2-x.sql",
        "word": "create_users.sql",
        "quotes": 'a"b_x.sql',
        "zeroes": "0000_x.sql",
        "v": "v2_x.sql",
    }.items()
]

GOOD_NAMES = [
    case(f"good_name_{name}", beside(file), "up", "status", "down", "$ goose -dir migrations validate")
    for name, file in {
        "plus": "+4_plus.sql",
        "two_underscores": "2__x.sql",
        "no_name": "2_.sql",
        "second_number": "2_000_x.sql",
        "leading_zeroes": "0000000000000000000002_x.sql",
        "blank_behind": "2_ x y .sql",
        "unicode": "2_größe→.sql",
        "dots": "2_a.b.up.sql",
        "quotes": "2_it's \"so\".sql",
        "largest": "9223372036854775807_x.sql",
        "percent": "2_100%d_s.sql",
        "newline": "2_a\nb.sql",
        "backslash": "2_a\\b.sql",
    }.items()
]

IGNORED = [
    case(f"not_a_migration_{name}", beside(file), "up", "status", "down", "version")
    for name, file in {
        "upper_case": "2_X.SQL",
        "backup": "2_x.sql.bak",
        "text": "README.txt",
        "no_suffix": "2_x",
        "swap": ".2_x.sql.swp",
        "in_a_folder_below": "below/2_x.sql",
        "tilde": "2_x.sql~",
        "go_test": "2_x_test.go",
        "go_without_number": "code.go",
        "yaml": "2_x.yaml",
        "after": "grants.sql.after",
        "after_with_a_number": "2_x.after",
    }.items()
]

AFTER = {**THREE, "migrations/grants.sql.after": "no SQL at all", "migrations/empty.after": "", "roles.sql": "no SQL at all"}

CONFIG_MAP = {
    "migrations/..2026_11_22/00001_apple.sql": table("apple"),
    "migrations/..2026_11_22/00002_brick.sql": table("brick"),
    "migrations/..data": Link("..2026_11_22"),
    "migrations/00001_apple.sql": Link("..data/00001_apple.sql"),
    "migrations/00002_brick.sql": Link("..data/00002_brick.sql"),
}

OTHERS = [
    case("after_steps_are_not_seen", AFTER, "up", "up", "status", "redo", "down", "version", "$ goose -dir migrations validate -v", "$ goose -dir migrations fix", "$ goose -dir migrations -s create x sql", "reset", env={"GANDER_AFTER": "roles.sql"}),
    case("no_flag_for_after_steps", AFTER, "-after roles.sql up", "up --after=roles.sql"),
    case("a_configmap", CONFIG_MAP, "up", "status", "down", "reset", "$ goose -dir migrations validate -v"),
    case("linked_files", {"store/x": table("apple"), "migrations/1_a.sql": Link("../store/x")}, "up", "redo", "down"),
    case("a_linked_folder", {"store/1_a.sql": table("apple"), "migrations": Link("store")}, "up", "status", "down"),
    case("a_dangling_link_is_listed", {"migrations/1_a.sql": Link("nowhere.sql")}, "status", "up", "up-by-one"),
    case("a_directory_like_a_migration", {"migrations/1_a.sql": Folder()}, "status", "up", "$ goose -dir migrations validate"),
    case("a_go_file_is_listed", beside("00002_code.go", content="package migrations\n"), "status", "up-to 1", "status", "version", "down"),
    case("a_go_file_first", {"migrations/1_code.go": "package migrations\n", "migrations/2_b.sql": table("b")}, "status", "version", "down"),
    case("a_go_file_gone_by", {"migrations/1_a.sql": table("a"), "migrations/2_b.go": "package m\n"}, "up-to 1", "redo", "down"),
    case("an_empty_go_file_is_no_good_name", beside("x_code.go", content=""), "up", "status"),
    case("numeric_order", folder(m2_b=table("b"), m10_j=table("j"), m1_a=table("a"), m010203_x=table("x")), "up", "status", "reset"),
    case("names_do_not_matter_later", THREE, "up", Remove("migrations/00003_cloud.sql"), "status"),
    case("unreadable_version_does_not_stop_version", {"migrations/seed.sql": "x"}, "version", "version -no-versioning"),
    case("twenty_files", folder(**{f"m{n:05d}_t": table(f"t{n}") for n in range(1, 21)}), "up", "status", "down-to 5", "up", "reset"),
    case("files_above_the_target_may_be_doubled", {**ONE, "migrations/5_a.sql": PEAR, "migrations/05_b.sql": PEAR}, "up-to 1", "up-to 4", "version"),
]

NO_VERSIONING = [
    case(f"no_versioning_{name}", THREE, *(f"{word} -no-versioning" for word in words.split("|")), "version")
    for name, words in {
        "up": "up|up",
        "up_by_one": "up-by-one|up-by-one",
        "up_to": "up-to 2|up-to 0|up-to 9",
        "down": "up|down|down",
        "down_to": "up|down-to 1",
        "down_to_zero": "up|down-to 0|down-to 0",
        "down_to_a_gap": "up|down-to 99",
        "redo": "up|redo",
        "reset": "up|reset|reset",
        "status": "status|version|up-to 1|status",
    }.items()
] + [
    case("no_versioning_beside_versions", THREE, "up-to 2", "up -no-versioning", "down -no-versioning", "status", "version"),
    case("no_versioning_in_an_empty_folder", {"migrations": Folder()}, *(f"{word} -no-versioning" for word in ("up", "down", "down-to 0", "redo", "reset", "status", "version", "up-by-one", "up-to 2"))),
    case("no_versioning_with_gaps", folder(m10_a=table("a"), m20_b=table("b")), "up -no-versioning", "down-to 15 -no-versioning", "up-to 15 -no-versioning"),
    case("no_versioning_bad_version", THREE, "up-to x -no-versioning", "down-to -no-versioning"),
]

CASES = [*BAD_NAMES, *GOOD_NAMES, *IGNORED, *OTHERS, *NO_VERSIONING]
