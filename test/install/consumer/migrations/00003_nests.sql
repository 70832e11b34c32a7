-- +goose Up
CREATE TABLE nests (name text NOT NULL);

-- +goose Down
DROP TABLE nests;
