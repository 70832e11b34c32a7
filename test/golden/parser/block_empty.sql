-- +goose Up
-- +goose StatementBegin
-- +goose StatementEnd
CREATE TABLE kept ();
SELECT 1;
-- +goose Down
-- +goose StatementBegin
-- nothing

-- +goose StatementEnd
