-- +goose Up
COPY public.t (a, b) FROM stdin;
1	x;
2	-- +goose Down
\N	\\.
\.

SELECT 1;
-- +goose Down
TRUNCATE t;
