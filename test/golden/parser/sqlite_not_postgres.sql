-- +goose Up
SELECT 'a\';
SELECT $$;
SELECT 1 /* a /* b */;
COPY t FROM stdin;
\x
;
