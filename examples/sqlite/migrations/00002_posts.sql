-- +goose Up
CREATE TABLE posts (
    id integer PRIMARY KEY,
    author_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    published_at text, -- null: a draft
    updated_at text NOT NULL DEFAULT (datetime('now'))
);
CREATE INDEX posts_by_author ON posts (author_id, published_at);

-- +goose Down
DROP TABLE posts;
