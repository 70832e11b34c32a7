"""Go suites, as teams have them: the program test/suite, and what Ginkgo runs."""
import os
import re
import shutil
import subprocess
import sys

from needed import ROOT, missing

BEFORE = ROOT / "examples/adopt/before/migrations.go"
DROP_IN = ROOT / "examples/go-ginkgo/migrations.go"
GINKGO = ROOT / "examples/go-ginkgo"


def without_databases():
    """The environment, but for what speaks of a database: that is the caller's."""
    others = ("PG", "GOOSE_", "GANDER_", "DATABASE_URL", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(others)}


def go(*words, folder, **environment):
    if not shutil.which("go"):
        missing("no Go: https://go.dev/dl")
    variables = {**without_databases(), "GOTOOLCHAIN": "local", "GOFLAGS": "-buildvcs=false", "GOWORK": "off", **environment}
    return subprocess.run(["go", *words], cwd=folder, env=variables, capture_output=True, text=True, timeout=300)


def go_program(folder, source, **values):
    """test/suite with that file, compiled without a network and without modules from elsewhere. The values take the place
    of the fields of the same name in its default configuration."""
    text = source.read_text()
    for name, value in values.items():
        text, changed = re.subn(rf'({name}: +)".*"', lambda found, value=value: f"{found[1]}`{value}`", text)
        assert changed == 1
    home = shutil.copytree(ROOT / "test/suite", folder)
    if source != DROP_IN:
        (home / "gander.go").unlink()
    (home / "infrastructure").mkdir()
    (home / "infrastructure/migrations.go").write_text(text)
    for words in (("vet", "./..."), ("build", "-o", "program", ".")):
        done = go(*words, folder=home, GOPROXY="off")
        assert done.returncode == 0, done.stderr
    return home / "program"


def ginkgo(**environment):
    """examples/go-ginkgo with four processes."""
    modules = go("mod", "download", folder=GINKGO)
    if modules.returncode != 0:
        missing(f"no Ginkgo: cd examples/go-ginkgo && go mod download\n{modules.stderr}")
    return go("tool", "ginkgo", "--procs=4", "--no-color", "-v", folder=GINKGO, **environment)


def pytest_suite(*words, **environment):
    """examples/pytest with four workers."""
    line = [sys.executable, "-m", "pytest", "-q", "-n", "4", "-p", "no:cacheprovider", *words, "examples/pytest"]
    return subprocess.run(line, cwd=ROOT, env={**without_databases(), **environment}, capture_output=True, text=True, timeout=300)
