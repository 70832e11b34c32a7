-- +goose Up
BEGIN;
CREATE INDEX CONCURRENTLY i ON t (x);
SELECT 1
-- +goose Down
COMMIT;
-- +goose Sideways
VACUUM;
