-- +goose Up
CREATE TABLE action_traces (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    workflow_id uuid REFERENCES workflows (id),
    action text NOT NULL,
    duration_ms numeric(12, 3) CHECK (duration_ms >= 0),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);

CREATE TABLE action_traces_2026_01 PARTITION OF action_traces
    FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');
CREATE TABLE action_traces_2026_02 PARTITION OF action_traces
    FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');
CREATE TABLE action_traces_others PARTITION OF action_traces DEFAULT;
CREATE INDEX action_traces_by_workflow ON action_traces (workflow_id, recorded_at DESC);

-- +goose Down
DROP TABLE action_traces;
