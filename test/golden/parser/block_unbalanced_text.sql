-- +goose Up
-- +goose StatementBegin
it's ( $$ /*
-- +goose StatementEnd
SELECT 1;
