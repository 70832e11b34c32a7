-- +goose Up
-- Audit events
CREATE TABLE IF NOT EXISTS audit_events (
    event_id UUID NOT NULL DEFAULT gen_random_uuid(),
    event_date DATE NOT NULL,
    PRIMARY KEY (event_id, event_date)
) PARTITION BY RANGE (event_date);

CREATE OR REPLACE FUNCTION set_event_date() RETURNS TRIGGER AS $$
BEGIN
    NEW.event_date := NEW.event_timestamp::DATE;
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd

CREATE TRIGGER t BEFORE INSERT ON audit_events
    FOR EACH ROW EXECUTE FUNCTION set_event_date();

-- +goose Down
DROP TABLE audit_events;
