-- +goose Up
ALTER TABLE notes ADD COLUMN slug text;

-- +goose Down
ALTER TABLE notes DROP COLUMN slug;
