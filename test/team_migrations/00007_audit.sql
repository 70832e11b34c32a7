-- +goose Up
CREATE TABLE audit_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    of_table name NOT NULL,
    operation text NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
    before jsonb,
    after jsonb,
    digest text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
);

-- +goose StatementBegin
CREATE FUNCTION digest_of(row_before jsonb, row_after jsonb) RETURNS text AS $digest$
    SELECT encode(digest(coalesce(row_before::text, '') || ';' || coalesce(row_after::text, ''), 'sha256'), 'hex');
$digest$ LANGUAGE sql IMMUTABLE;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION record_change() RETURNS trigger AS $body$
DECLARE
    row_before jsonb;
    row_after jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        row_before := to_jsonb(OLD);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        row_after := to_jsonb(NEW);
    END IF;
    INSERT INTO audit_events (of_table, operation, before, after, digest)
        VALUES (TG_TABLE_NAME, TG_OP, row_before, row_after, digest_of(row_before, row_after));
    RETURN NULL;
END;
$body$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = public;
-- +goose StatementEnd

CREATE TRIGGER notifications_audit AFTER INSERT OR UPDATE OR DELETE ON notifications
    FOR EACH ROW EXECUTE FUNCTION record_change();

-- +goose Down
DROP TRIGGER notifications_audit ON notifications;
DROP FUNCTION record_change();
DROP FUNCTION digest_of(jsonb, jsonb);
DROP TABLE audit_events;
