-- +goose Up
COPY t FROM stdin;
1
-- +goose Down
SELECT 2;
