-- A trigger's body ends where its END does: Gander needs no marks around it. goose itself wants
-- StatementBegin and StatementEnd there, and Gander reads those just as well.

-- +goose Up
CREATE TRIGGER posts_touch AFTER UPDATE OF title, body ON posts
BEGIN
    UPDATE posts SET updated_at = datetime('now') WHERE id = NEW.id;
END;

-- +goose Down
DROP TRIGGER posts_touch;
