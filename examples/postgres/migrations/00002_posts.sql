-- +goose Up
CREATE TABLE posts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    published_at timestamptz, -- null: a draft
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- +goose Down
DROP TABLE posts;
