-- +goose Up
CREATE TABLE action_traces (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users,
    action text NOT NULL
);

-- +goose Down
DROP TABLE action_traces;
