-- Writers go on while the index is built. CONCURRENTLY cannot run in a transaction, so this file holds one
-- statement and says so.

-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY posts_by_author ON posts (author_id, published_at);

-- +goose Down
DROP INDEX CONCURRENTLY posts_by_author;
