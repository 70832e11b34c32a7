"""down, down-to and redo as Jobs."""


def run(namespace, migrations, *command):
    return namespace.completes(namespace.apply_job(namespace.render(migrations, *command)))


def test_back_and_forth(namespace, database, migrations):
    migrations.table(3)
    migrations.table(4)
    run(namespace, migrations, "up")
    database.ask("INSERT INTO t4 VALUES (1)")

    log = namespace.log(run(namespace, migrations, "redo"))
    assert database.versions() == [1, 2, 3, 4], log
    assert database.ask("SELECT count(*) FROM t4") == ["0"], log

    log = namespace.log(run(namespace, migrations, "down"))
    assert database.tables() == ["t1", "t2", "t3"], log

    log = namespace.log(run(namespace, migrations, "down-to", "1"))
    assert (database.versions(), database.tables()) == ([1], ["t1"]), log


def test_a_file_that_is_not_there_any_more(namespace, database, migrations):
    """An older release's ConfigMap."""
    migrations.table(3)
    run(namespace, migrations, "up")
    migrations.remove(3)
    namespace.fails(job := namespace.apply_job(namespace.render(migrations, "down")), seconds=60)
    (pod,) = namespace.pods(job)
    ended = pod["status"]["containerStatuses"][0]["state"]["terminated"]
    assert ended["exitCode"] == 1
    assert "the database is at version 3, but no migration here has that version" in ended["message"], ended
    assert (database.versions(), database.tables()) == ([1, 2, 3], ["t1", "t2", "t3"])
