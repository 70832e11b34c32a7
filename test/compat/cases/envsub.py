"""ENVSUB: each form of a variable once in a literal, with variables set, empty and missing."""

from harness.case import NO_DATABASE, Write, case

from .common import folder

VARIABLES = {"SET": "one", "EMPTY": "", "LONG": "abcdefgh", "DOLLAR": "$SET", "QUOTE": "it''s", "UNI": "größe", "LINES": "a\nb;\nc"}
HEAD = "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text);\n"

FORMS = {
    "plain": "$SET",
    "braces": "${SET}",
    "missing": "$NOPE",
    "missing_in_braces": "${NOPE}",
    "empty": "${EMPTY}",
    "beside_text": "x${SET}y$SET-z",
    "default_when_missing": "${NOPE:-d}",
    "default_when_empty": "${EMPTY:-d}",
    "default_when_set": "${SET:-d}",
    "weak_default_when_missing": "${NOPE-d}",
    "weak_default_when_empty": "${EMPTY-d}",
    "nested_default": "${NOPE:-${EMPTY:-${SET}!}}",
    "empty_default": "${NOPE:-}",
    "default_with_blanks": "${NOPE:- a b }",
    "required_and_set": "${SET?must be there}",
    "required_and_empty": "${EMPTY?must be there}",
    "required_and_missing": "${NOPE?must be there}",
    "required_without_words": "${NOPE?}",
    "substring": "${LONG:2}",
    "substring_with_length": "${LONG:2:3}",
    "substring_from_the_end": "${LONG: -3}",
    "substring_negative_length": "${LONG:1:-2}",
    "substring_beyond": "${LONG:20}",
    "substring_length_beyond": "${LONG:6:20}",
    "substring_of_missing": "${NOPE:1}",
    "substring_of_bytes": "${UNI:0:5}",
    "substring_zero": "${LONG:0:0}",
    "substring_before_the_start": "${LONG: -20}",
    "bad_offset": "${LONG:x}",
    "bad_length": "${LONG:1:x}",
    "escaped": "\\$SET",
    "doubled": "$$SET",
    "escaped_backslash": "\\\\$SET",
    "command": "$(date)",
    "not_expanded_twice": "$DOLLAR",
    "quote": "$QUOTE",
    "unicode": "$UNI ${UNI}",
    "alternative": "${SET+x}",
    "strong_alternative": "${SET:+x}",
    "digit": "$1",
    "digit_in_braces": "${1}",
    "empty_braces": "${}",
    "underscore": "$_X",
    "dash": "$-",
    "blank": "$ x",
    "quote_behind": "$",
    "unclosed": "${SET",
    "unclosed_default": "${NOPE:-x",
    "digits_inside": "$SET1",
    "unicode_name": "$Ünder",
    "lower_case": "$set",
    "dot_behind": "$SET.x",
    "percent": "100% $SET %d",
    "json": '{"a": "${SET}"}',
    "hash": "${#SET}",
    "slash": "${SET/o/x}",
}

PLACES = {
    "off_by_default": "-- +goose Up\nCREATE TABLE a (t text DEFAULT '$SET');\n",
    "switched_off": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text DEFAULT '$SET');\n-- +goose ENVSUB OFF\nCREATE TABLE b (t text DEFAULT '$SET');\n",
    "switched_inside_a_statement": "-- +goose Up\nCREATE TABLE a (\n-- +goose ENVSUB ON\nx text DEFAULT '$SET',\n-- +goose ENVSUB OFF\ny text DEFAULT '$SET');\n",
    "inside_a_block": "-- +goose Up\n-- +goose StatementBegin\n-- +goose ENVSUB ON\nCREATE TABLE a (t text DEFAULT '$SET');\n-- +goose ENVSUB OFF\n-- +goose StatementEnd\n",
    "lower_case": "-- +goose envsub on\n-- +goose Up\nCREATE TABLE a (t text DEFAULT '$SET');\n-- +goose Envsub Off\n",
    "unknown_word": "-- +goose ENVSUB MAYBE\n-- +goose Up\nSELECT 1;\n",
    "no_word": "-- +goose ENVSUB\n-- +goose Up\nSELECT 1;\n",
    "names": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE ${SET}_$LONG (t text);\n-- +goose Down\nDROP TABLE ${SET}_$LONG;\n",
    "the_semicolon": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text)${NOPE:-;}\nCREATE TABLE b (t text);\n",
    "dropped_comments": "-- +goose ENVSUB ON\n-- +goose Up\n-- ${ nonsense\nSELECT 1;\n",
    "kept_comments": "-- +goose ENVSUB ON\n-- +goose Up\nSELECT 1 -- ${ nonsense\n;\n",
    "error_in_down": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text);\n-- +goose Down\nDROP TABLE ${1};\n",
    "error_before_up": "-- +goose ENVSUB ON\nSELECT ${1};\n-- +goose Up\n",
    "last_character": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text); -- $\nCREATE TABLE b (t text);\n",
    "lines_in_a_value": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text DEFAULT '$LINES');\n",
    "annotation_from_a_value": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE TABLE a (t text);\n$NOPE\nCREATE TABLE b (t text);\n",
}

CASES = [
    case(f"envsub_{name}", folder(m1_x=f"{HEAD}INSERT INTO a VALUES ('{form}');\n"), "up", "$ goose -dir migrations validate", env=VARIABLES)
    for name, form in FORMS.items()
] + [
    case(f"envsub_place_{name}", folder(m1_x=text), "up", "down", "$ goose -dir migrations validate -v", env=VARIABLES)
    for name, text in PLACES.items()
] + [
    case("envsub_validate_without_variables", folder(m1_x=f"{HEAD}INSERT INTO a VALUES ('${{SET?please}}');\n"), "$ goose -dir migrations validate", "$ SET=1 goose -dir migrations validate -v", on=NO_DATABASE),
    case("envsub_each_run_anew", folder(m1_x=f"{HEAD}INSERT INTO a VALUES ('$SET');\n"), "$ SET=1 goose -dir migrations {driver} {db} up", Write("migrations/2_y.sql", "-- +goose ENVSUB ON\n-- +goose Up\nINSERT INTO a VALUES ('$SET');\n"), "$ SET=2 goose -dir migrations {driver} {db} up"),
]
