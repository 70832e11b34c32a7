-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION f() AS $$
BEGIN
  a;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
-- +goose Down
-- +goose StatementBegin
DROP FUNCTION f;
DROP TABLE t;
-- +goose StatementEnd
