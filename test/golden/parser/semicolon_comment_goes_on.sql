-- +goose Up
SELECT 1; /* a comment
that goes on; */ SELECT 2;
SELECT 3; /* one
more */
