-- +goose Up
-- +goose ENVSUB ON
SELECT '${A:?needed}';
SELECT '${EMPTY:?must not be empty}';
SELECT '${NOPE:?}';
