-- +goose Up
CREATE TABLE action_traces (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);

-- +goose Down
DROP TABLE action_traces;
