-- +goose Up
CREATE TABLE users (
    id integer PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    created_at text NOT NULL DEFAULT (datetime('now'))
);

-- +goose Down
DROP TABLE users;
