ALTER TABLE t
  ADD COLUMN c int;
-- +goose Up
SELECT 1;
