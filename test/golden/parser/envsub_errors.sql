-- +goose Up
-- +goose ENVSUB ON
SELECT $1;
SELECT ${A+x};
SELECT ${A:x};
SELECT ${A;
SELECT '$';
