-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION add_month_of_traces(first_day date) RETURNS text AS $$
DECLARE
    partition text := 'action_traces_' || to_char(first_day, 'YYYY_MM');
BEGIN
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF action_traces FOR VALUES FROM (%L) TO (%L)',
        partition,
        first_day::text || ' 00:00:00+00',
        (first_day + interval '1 month')::date::text || ' 00:00:00+00'
    );
    RETURN partition;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd

SELECT add_month_of_traces(day::date)
    FROM generate_series(timestamp '2026-03-01', timestamp '2026-06-01', interval '1 month') AS day;

-- +goose Down
-- +goose StatementBegin
DO $$
DECLARE
    partition text;
BEGIN
    FOREACH partition IN ARRAY ARRAY['2026_03', '2026_04', '2026_05', '2026_06'] LOOP
        EXECUTE format('DROP TABLE IF EXISTS %I', 'action_traces_' || partition);
    END LOOP;
END
$$;
-- +goose StatementEnd
DROP FUNCTION add_month_of_traces(date);
