-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE
    d date := date_trunc('month', now());
BEGIN
    FOR i IN 0..3 LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS audit_%s PARTITION OF audit FOR VALUES FROM (%L) TO (%L)', to_char(d, 'YYYY_MM'), d, d + interval '1 month');
        d := d + interval '1 month';
    END LOOP;
END
$$;
-- +goose StatementEnd

CREATE INDEX IF NOT EXISTS idx_audit_type ON audit (event_type);
COMMENT ON TABLE audit IS 'Events; kept for 7 years -- see ADR-034';
-- +goose Down
DROP INDEX IF EXISTS idx_audit_type;
