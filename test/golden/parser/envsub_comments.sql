-- +goose Up
-- +goose ENVSUB ON
-- dropped: $1
SELECT 1 -- kept: $A
-- kept too: ${NOPE:-x}
;
