#include "subset/builtin.hpp"

#include <algorithm>
#include <array>

namespace gander::subset {

namespace {

template<std::size_t N>
bool is_among(std::array<std::string_view, N> const &words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

constexpr auto function_names = std::to_array<std::string_view>({
    "abs",
    "age",
    "array_agg",
    "array_append",
    "array_cat",
    "array_length",
    "array_position",
    "array_prepend",
    "array_remove",
    "array_to_string",
    "array_upper",
    "avg",
    "bit_and",
    "bit_or",
    "bool_and",
    "bool_or",
    "btrim",
    "cardinality",
    "ceil",
    "ceiling",
    "char_length",
    "clock_timestamp",
    "concat",
    "concat_ws",
    "count",
    "currval",
    "date_part",
    "date_trunc",
    "decode",
    "dense_rank",
    "encode",
    "every",
    "exp",
    "extract",
    "first_value",
    "floor",
    "format",
    "gen_random_uuid",
    "generate_series",
    "host",
    "initcap",
    "int4range",
    "int8range",
    "json_agg",
    "json_array_length",
    "json_build_array",
    "json_build_object",
    "json_object_agg",
    "jsonb_agg",
    "jsonb_array_elements",
    "jsonb_array_elements_text",
    "jsonb_array_length",
    "jsonb_build_array",
    "jsonb_build_object",
    "jsonb_each",
    "jsonb_each_text",
    "jsonb_extract_path",
    "jsonb_extract_path_text",
    "jsonb_object_agg",
    "jsonb_object_keys",
    "jsonb_set",
    "jsonb_strip_nulls",
    "jsonb_typeof",
    "lag",
    "last_value",
    "lead",
    "left",
    "length",
    "ln",
    "localtimestamp",
    "lower",
    "lower_inf",
    "lpad",
    "ltrim",
    "make_date",
    "make_interval",
    "make_timestamp",
    "make_timestamptz",
    "max",
    "md5",
    "min",
    "mod",
    "nextval",
    "now",
    "ntile",
    "num_nonnulls",
    "num_nulls",
    "numrange",
    "octet_length",
    "percentile_cont",
    "pg_advisory_lock",
    "pg_advisory_unlock",
    "pg_advisory_xact_lock",
    "pg_get_serial_sequence",
    "pg_notify",
    "pg_sleep",
    "plainto_tsquery",
    "position",
    "power",
    "quote_ident",
    "quote_literal",
    "quote_nullable",
    "random",
    "rank",
    "regexp_match",
    "regexp_matches",
    "regexp_replace",
    "regexp_split_to_array",
    "repeat",
    "replace",

    "reverse",
    "right",
    "round",
    "row_number",
    "row_to_json",
    "rpad",
    "rtrim",
    "set_config",
    "setval",
    "setweight",
    "sha256",
    "sign",
    "split_part",
    "sqrt",
    "starts_with",
    "statement_timestamp",
    "string_agg",
    "string_to_array",
    "strpos",
    "substr",
    "substring",
    "sum",
    "timezone",
    "to_char",
    "to_date",
    "to_json",
    "to_jsonb",
    "to_number",
    "to_regclass",
    "to_regtype",
    "to_timestamp",
    "to_tsquery",
    "to_tsvector",
    "transaction_timestamp",
    "translate",
    "trim",
    "trunc",
    "tsrange",
    "tstzrange",
    "unnest",
    "upper",
    "upper_inf",
    "width_bucket",
    // of the extensions that most folders begin with
    "crypt",
    "digest",
    "gen_random_bytes",
    "gen_salt",
    "hmac",
    "levenshtein",
    "similarity",
    "unaccent",
    "uuid_generate_v1",
    "uuid_generate_v4",
    "uuid_generate_v5",
});

} // namespace

bool is_builtin_function(std::string_view name) { return is_among(function_names, name); }

bool takes_name(std::string_view function)
{
    constexpr auto names = std::to_array<std::string_view>(
        {"nextval", "currval", "setval", "pg_get_serial_sequence", "to_regclass", "to_regtype"});
    return is_among(names, function);
}

bool is_builtin_type(std::string_view name)
{
    constexpr auto names = std::to_array<std::string_view>({
        "bigint",      "bigserial", "bool",      "boolean",   "box",         "bytea",   "char",
        "cidr",        "circle",    "date",      "daterange", "float4",      "float8",  "inet",
        "int2",        "int4",      "int4range", "int8",      "int8range",   "integer", "interval",
        "json",        "jsonb",     "jsonpath",  "line",      "lseg",        "macaddr", "money",
        "name",        "numeric",   "numrange",  "oid",       "path",        "point",   "polygon",
        "real",        "record",    "serial",    "serial2",   "serial4",     "serial8", "smallint",
        "smallserial", "text",      "time",      "timestamp", "timestamptz", "timetz",  "trigger",
        "tsquery",     "tsrange",   "tstzrange", "tsvector",  "uuid",        "varbit",  "varchar",
        "void",        "xml",       "bpchar",    "bit",
    });
    return is_among(names, name);
}

bool is_name_type(std::string_view name)
{
    constexpr auto names = std::to_array<std::string_view>(
        {"regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator",
         "regproc", "regprocedure", "regrole", "regtype"});
    return is_among(names, name);
}

bool is_syntax(std::string_view word)
{
    constexpr auto words = std::to_array<std::string_view>({
        "all",      "and",     "any",        "array",    "as",        "between", "by",        "case",
        "cast",     "check",   "coalesce",   "conflict", "cube",      "decimal", "default",   "distinct",
        "else",     "elseif",  "elsif",      "except",   "exists",    "filter",  "float",     "from",
        "greatest", "group",   "grouping",   "having",   "if",        "in",      "intersect", "into",
        "is",       "join",    "key",        "lateral",  "least",     "like",    "limit",     "loop",
        "not",      "null",    "nullif",     "offset",   "on",        "only",    "or",        "over",
        "perform",  "range",   "references", "return",   "returning", "rollup",  "row",       "rows",
        "select",   "set",     "sets",       "some",     "then",      "union",   "unique",    "using",
        "values",   "varying", "when",       "where",    "while",     "with",    "within",    "enum",
        "to",       "list",
    });
    return is_among(words, word);
}

} // namespace gander::subset
