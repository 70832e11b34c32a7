-- +goose Up
CREATE UNIQUE INDEX notes_slug ON notes (slug);

-- +goose Down
DROP INDEX notes_slug;
