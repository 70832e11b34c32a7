-- +goose Up
SELECT 1;
-- +goose Down
COPY t FROM stdin;
-- +goose Up
\.
