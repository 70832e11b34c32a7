-- +goose Up
copy "My Schema"."t;" ( "a" ) from /* here */ STDIN WITH (FORMAT csv, HEADER);
a
"x
y"
\.
COPY t FROM STDIN;
\.
COPY t FROM '/tmp/file';
COPY (SELECT 1 FROM stdin) TO STDOUT;
