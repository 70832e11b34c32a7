-- +goose Up
INSERT INTO t VALUES ('it's');
SELECT 2;
-- +goose Down
DROP TABLE t;
