"""Each worker has the tables to itself: no test of another sees these rows."""
import psycopg2
import pytest


@pytest.fixture
def cursor(database_url):
    connection = psycopg2.connect(database_url)
    yield connection.cursor()
    connection.close()


@pytest.mark.parametrize("effectiveness", (0.2, 0.4, 0.6, 0.8))
def test_what_is_effective_is_counted(cursor, effectiveness):
    cursor.execute("INSERT INTO action_traces (action, effectiveness) VALUES ('scale', %s)", (effectiveness,))
    cursor.execute("SELECT effective_since(now() - interval '1 minute')")  # rolled back at the end
    assert cursor.fetchone() == (int(effectiveness > 0.5),)


committed = []


@pytest.mark.parametrize("turn", range(8))
def test_nobody_else_writes_here(cursor, turn):
    """Not even what others have committed is seen."""
    cursor.execute("INSERT INTO action_traces (action) VALUES ('restart')")
    cursor.connection.commit()
    committed.append(turn)
    cursor.execute("SELECT count(*) FROM action_traces")
    assert cursor.fetchone() == (len(committed),)
