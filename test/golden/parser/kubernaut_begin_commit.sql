-- +goose Up
BEGIN;
ALTER TABLE notification_audit ADD COLUMN retries int;
COMMIT;
-- +goose Down
BEGIN;
ALTER TABLE notification_audit DROP COLUMN retries;
COMMIT;
