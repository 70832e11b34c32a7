-- +goose Up
CREATE PROCEDURE add_goose(name text)
BEGIN
  INSERT INTO geese VALUES (name);
END;
-- +goose Down
DROP PROCEDURE add_goose;
