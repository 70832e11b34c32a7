-- +goose StatementBegin
SELECT 1;
-- +goose StatementEnd
-- +goose Down
SELECT 2;
