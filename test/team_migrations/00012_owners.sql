-- +goose Up
ALTER TABLE workflows ADD COLUMN owner text;
-- +goose StatementBegin
DO $$
BEGIN
    UPDATE workflows SET owner = coalesce(labels ->> 'owner', 'nobody');
    ALTER TABLE workflows ALTER COLUMN owner SET NOT NULL;
END
$$;
-- +goose StatementEnd
COMMENT ON COLUMN workflows.owner IS 'Before this there was only a label';

-- +goose Down
ALTER TABLE workflows DROP COLUMN owner;
