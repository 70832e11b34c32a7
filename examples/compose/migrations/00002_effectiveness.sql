-- +goose Up
ALTER TABLE action_traces ADD COLUMN effectiveness numeric(3, 2);

CREATE FUNCTION effective_since(since timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM action_traces WHERE at >= since AND effectiveness > 0.5;
$$;

-- +goose Down
DROP FUNCTION effective_since(timestamptz);
ALTER TABLE action_traces DROP COLUMN effectiveness;
