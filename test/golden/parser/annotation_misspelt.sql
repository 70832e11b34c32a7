-- +goose Up
-- +goose StatmentBegin
SELECT 1;
-- +goose StatementEnd
-- +goose Dwon
SELECT 2;
