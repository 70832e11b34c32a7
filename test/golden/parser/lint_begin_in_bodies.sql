-- +goose Up
CREATE FUNCTION f() RETURNS void AS $$
BEGIN
  COMMIT;
END;
$$ LANGUAGE plpgsql;
CREATE FUNCTION g() RETURNS int BEGIN ATOMIC
  SELECT 1;
END;
-- +goose StatementBegin
DO $$
BEGIN
END;
$$;
-- +goose StatementEnd
