-- +goose Up
-- +goose StatementBegin

-- +goose StatementEnd
CREATE TABLE kept (
 a int
);
