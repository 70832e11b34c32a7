-- +goose Up
-- +goose ENVSUB ON
CREATE TABLE $SCHEMA.a${EMPTY}b${NOPE} ();
SELECT '${NOPE:-d}', '${EMPTY-d}', '${A:1:2}', '${A: -2}', '\$5', '$(x)', $NESTED;
-- +goose ENVSUB OFF
SELECT $1, '$A';
