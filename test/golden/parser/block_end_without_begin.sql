-- +goose Up
CREATE FUNCTION f() AS $$
BEGIN
  a;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
