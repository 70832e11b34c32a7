"""A service whose pods all migrate before they start."""
import re
from collections import Counter

from workload import Application

NO_TRANSACTION = "-- +goose NO TRANSACTION\n"


def test_eight_at_once_with_an_index_built_concurrently(namespace, database, migrations, tmp_path):
    migrations.write(3, "INSERT INTO t2 SELECT generate_series(1, 200000);")
    migrations.write(4, "CREATE INDEX CONCURRENTLY t2_id ON t2 (id);", head=NO_TRANSACTION)
    migrations.table(5)
    namespace.apply(namespace.render(migrations, "up", what="config-map"))
    service = Application(namespace)
    service.patch(namespace.render(migrations, "up", what="init-container"), tmp_path)
    service.scale(8)
    service.rolled_out()

    assert service.ready() == 8
    assert [state["restartCount"] for state in service.init_states()] == [0] * 8
    assert database.versions() == [1, 2, 3, 4, 5]
    assert database.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 't2_id'::regclass") == ["t"]
    log = service.log("migrate")
    assert Counter(re.findall(r"^OK +0000(\d)_", log, re.M)) == {str(version): 1 for version in (1, 2, 3, 4, 5)}, log
    assert database.at_work() == []
