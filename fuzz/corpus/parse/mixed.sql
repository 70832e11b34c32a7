-- +goose Up
-- +goose ENVSUB ON
CREATE TABLE "$A" (a int DEFAULT ${NOPE:-1}, b text DEFAULT ';'); -- note
-- +goose ENVSUB OFF
CREATE FUNCTION f() RETURNS int AS $x$ SELECT 1;
$x$ LANGUAGE sql; /* goes
on */ COPY t FROM stdin;
1	x
\.
-- +goose StatementBegin
BEGIN; SELECT 1; END;
-- +goose StatementEnd
-- +goose Down
DROP TABLE a;
