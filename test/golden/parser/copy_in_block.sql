-- +goose Up
-- +goose StatementBegin
CREATE TABLE t (a int);
COPY t FROM stdin;
1
\.
ANALYZE t;
-- +goose StatementEnd
