-- +goose Up
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
-- One account for Ada@example.org and ada@example.org.
CREATE UNIQUE INDEX users_email ON users (lower(email));

-- +goose Down
DROP TABLE users;
