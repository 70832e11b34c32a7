-- +goose Up
CREATE FUNCTION f() AS $$
BEGIN
END;
$ LANGUAGE plpgsql;
