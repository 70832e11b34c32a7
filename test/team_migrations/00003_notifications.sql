-- +goose Up
CREATE TYPE notification_state AS ENUM ('pending', 'sent', 'failed');
CREATE DOMAIN channel_name AS text CHECK (VALUE ~ '^[a-z][a-z0-9-]*$');

CREATE TABLE notifications (
    id bigserial PRIMARY KEY,
    workflow_id uuid NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
    channel channel_name NOT NULL,
    state notification_state NOT NULL DEFAULT 'pending',
    body text,
    sent_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT notifications_once UNIQUE (workflow_id, channel)
);

-- +goose Down
DROP TABLE notifications;
DROP DOMAIN channel_name;
DROP TYPE notification_state;
