-- +goose Up
CREATE TABLE notes (
    id integer PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL DEFAULT ''
);
INSERT INTO notes (title) VALUES ('Hello, world; hello again'), ('Swans & geese');

-- +goose Down
DROP TABLE notes;
