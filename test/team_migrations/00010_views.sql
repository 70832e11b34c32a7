-- +goose Up
CREATE VIEW open_workflows AS
    SELECT w.id, w.name, count(n.id) AS waiting
    FROM workflows w
    JOIN notifications n ON n.workflow_id = w.id AND n.state IN ('pending', 'queued')
    GROUP BY w.id, w.name;
COMMENT ON VIEW open_workflows IS $$Those with something to send; $1 is no parameter here$$;

CREATE MATERIALIZED VIEW traces_by_month AS
    SELECT date_trunc('month', recorded_at AT TIME ZONE 'UTC') AS month, action, count(*) AS traces
    FROM action_traces
    GROUP BY 1, 2
    WITH NO DATA;
CREATE UNIQUE INDEX traces_by_month_once ON traces_by_month (month, action);

-- +goose Down
DROP MATERIALIZED VIEW traces_by_month;
DROP VIEW open_workflows;
