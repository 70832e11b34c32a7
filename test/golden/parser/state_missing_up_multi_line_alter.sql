-- add a column
ALTER TABLE t
  ADD COLUMN c int,
  ADD COLUMN d int;

-- +goose Down
ALTER TABLE t DROP COLUMN c;
