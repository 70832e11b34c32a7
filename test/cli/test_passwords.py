"""A password never reaches an output, however the words are mixed up."""
import pytest

SECRETS = ["hush", "hu:sh", "hu%40sh", "hu sh", "h'u\\sh", "hush@home", "hush#1", "hush/1?x=y"]


def spellings(secret):
    yield f"postgres://user:{secret}@127.0.0.1:1/db"
    yield f"postgresql://127.0.0.1:1/db?user=u&password={secret}"
    escaped = secret.replace("\\", "\\\\").replace("'", "\\'")
    yield f"host=127.0.0.1 port=1 user=u password='{escaped}'"


@pytest.mark.parametrize("name", ["gander", "goose"])
@pytest.mark.parametrize("secret", SECRETS)
def test_no_password_in_any_output(three, name, secret):
    hidden = max(secret.replace("\\", " ").replace("'", " ").split(" "), key=len)[:4]
    assert len(hidden) >= 2
    for spelling in spellings(secret):
        runs = [
            three.call(name, "-dir", "m", "postgres", spelling, "up"),
            three.call(name, "-dir", "m", spelling, "up"),
            three.call(name, "bogus", spelling, "up"),
            three.call(name, "postgres", spelling, "uup"),
            three.call(name, "postgres", "postgres", spelling),
            three.call(name, "up", spelling),
            three.call(name, "env", GOOSE_DBSTRING=spelling, DATABASE_URL=spelling),
            three.call(name, "-dir", "m", "status", "-v", GOOSE_DRIVER="postgres", GOOSE_DBSTRING=spelling),
            three.call(name, "postgres", spelling, "up", GOOSE_DRIVER="postgres", GOOSE_DBSTRING=spelling),
            three.call(name, "postgres", spelling, "-dir", "m", "up", GANDER_OUTPUT="json"),
        ]
        for run in runs:
            assert hidden not in run.out + run.err, (spelling, run)


def test_a_masked_string_keeps_the_rest(shell):
    result = shell.goose("env", GOOSE_DBSTRING="postgres://user:hush@host:5432/db?sslmode=disable")
    assert 'GOOSE_DBSTRING="postgres://user:xxxxx@host:5432/db?sslmode=disable"' in result.out
