-- +goose Up
CREATE TABLE workflows (
    id uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
    parent_id uuid REFERENCES workflows (id) ON DELETE SET NULL,
    name varchar(200) NOT NULL UNIQUE,
    attempts integer NOT NULL DEFAULT 0,
    labels jsonb NOT NULL DEFAULT '{}'::jsonb,
    token bytea NOT NULL DEFAULT gen_random_bytes(16),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT workflows_name_is_not_blank CHECK (btrim(name) <> ''),
    CONSTRAINT workflows_attempts_are_few CHECK (attempts BETWEEN 0 AND 100)
);
CREATE INDEX workflows_labels ON workflows USING gin (labels);
COMMENT ON TABLE workflows IS 'What is carried out; a part of another one; has its parent''s number';
COMMENT ON COLUMN workflows.token IS 'Known to whoever may end it';

-- +goose Down
DROP TABLE workflows;
