-- +goose Up
CREATE FUNCTION f() RETURNS void AS $$
BEGIN
  PERFORM 1;
END;
$$ LANGUAGE plpgsql;
DO $body$ BEGIN EXECUTE $q$SELECT ';';$q$;
END $body$;
SELECT a$b$c FROM t;
SELECT $1;
