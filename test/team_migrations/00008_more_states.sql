-- +goose NO TRANSACTION
-- +goose Up
ALTER TYPE notification_state ADD VALUE IF NOT EXISTS 'queued' BEFORE 'sent';
ALTER TYPE notification_state ADD VALUE IF NOT EXISTS 'suppressed';

-- +goose Down
-- No value can be taken from a type: it is made anew.
ALTER TABLE notifications ALTER COLUMN state DROP DEFAULT;
ALTER TYPE notification_state RENAME TO notification_state_with_more;
CREATE TYPE notification_state AS ENUM ('pending', 'sent', 'failed');
ALTER TABLE notifications ALTER COLUMN state TYPE notification_state
    USING CASE state::text WHEN 'queued' THEN 'pending' WHEN 'suppressed' THEN 'failed' ELSE state::text END::notification_state;
ALTER TABLE notifications ALTER COLUMN state SET DEFAULT 'pending';
DROP TYPE notification_state_with_more;
