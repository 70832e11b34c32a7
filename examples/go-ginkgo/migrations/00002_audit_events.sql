-- +goose Up
CREATE TYPE audit_outcome AS ENUM ('success', 'failure');

CREATE TABLE audit_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    outcome audit_outcome NOT NULL
);

-- +goose Down
DROP TABLE audit_events;
DROP TYPE audit_outcome;
