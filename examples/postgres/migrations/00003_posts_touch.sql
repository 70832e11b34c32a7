-- A function's body ends where its $$ does: Gander needs no marks around it. goose itself wants
-- StatementBegin and StatementEnd there, and Gander reads those just as well.

-- +goose Up
CREATE FUNCTION posts_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

CREATE TRIGGER posts_touch BEFORE UPDATE OF title, body ON posts
    FOR EACH ROW EXECUTE FUNCTION posts_touch();

-- +goose Down
DROP TRIGGER posts_touch ON posts;
DROP FUNCTION posts_touch();
