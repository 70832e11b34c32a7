-- +goose Up
CREATE TABLE geese (name text NOT NULL);

-- +goose Down
DROP TABLE geese;
