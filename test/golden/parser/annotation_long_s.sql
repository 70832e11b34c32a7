-- +goose Up
-- +goose ſtatementBegin
a;
b
-- +goose StatementEnd
