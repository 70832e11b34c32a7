-- +goose NO TRANSACTION
-- +goose Up
-- +goose StatementBegin
CREATE INDEX CONCURRENTLY i ON t (a);
CREATE INDEX CONCURRENTLY j ON t (b);
-- +goose StatementEnd
