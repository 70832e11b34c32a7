-- +goose Up
ALTER TABLE notifications
    ADD CONSTRAINT notifications_sent_has_its_time CHECK (state <> 'sent' OR sent_at IS NOT NULL) NOT VALID;
ALTER TABLE notifications VALIDATE CONSTRAINT notifications_sent_has_its_time;

-- +goose StatementBegin
CREATE PROCEDURE send_all(INOUT sent integer DEFAULT 0) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE notifications SET state = 'sent', sent_at = now() WHERE state IN ('pending', 'queued');
    GET DIAGNOSTICS sent = ROW_COUNT;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION announce_failure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('failures', format('%s; %s', NEW.workflow_id, NEW.channel));
    RETURN NEW;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER notifications_failure AFTER UPDATE OF state ON notifications
    FOR EACH ROW WHEN (OLD.state <> NEW.state AND NEW.state = 'failed') EXECUTE FUNCTION announce_failure();

-- +goose Down
DROP TRIGGER notifications_failure ON notifications;
DROP FUNCTION announce_failure();
DROP PROCEDURE send_all(integer);
ALTER TABLE notifications DROP CONSTRAINT notifications_sent_has_its_time;
