-- +goose Up
SELECT 1;
/* never closed
-- +goose Down
DROP TABLE t;
