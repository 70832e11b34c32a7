-- +goose Up
-- +goose StatementBegin
COPY t FROM stdin;
-- +goose StatementEnd
SELECT 1;
