-- +goose Up
\restrict key
\connect other
\set x 1
\i more.sql
\copy t from x.csv
\.
SELECT 1;
\unrestrict key
-- +goose Down
\echo bye
