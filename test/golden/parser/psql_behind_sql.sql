-- +goose Up
select 1; \gset
select 2 \g
select 'x' \gexec
select 3 \g out.txt
create table a (t text); \echo made
select 4
  \echo in between
  + 5;
select 'a \g', E'\'', $$\g$$ /* \g */; -- \g
COPY a FROM stdin;
\N
x \g
\.
-- +goose StatementBegin
select 6;
\echo in a block
select 7;
-- +goose StatementEnd
select 8 \; select 9;
select 10;
-- +goose Down
drop table a \g
