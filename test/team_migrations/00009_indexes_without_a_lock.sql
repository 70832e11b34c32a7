-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY IF NOT EXISTS notifications_unsent ON notifications (updated_at)
    WHERE state IN ('pending', 'queued');
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS workflows_name_in_any_case ON workflows (lower(name));

-- +goose Down
DROP INDEX CONCURRENTLY IF EXISTS workflows_name_in_any_case;
DROP INDEX CONCURRENTLY IF EXISTS notifications_unsent;
