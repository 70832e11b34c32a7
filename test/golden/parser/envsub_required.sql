-- +goose Up
-- +goose ENVSUB ON
SELECT '${NOPE?needed here}';
SELECT '${NOPE?}';
SELECT '${EMPTY?}';
