"""gander install: the program in another folder, under both names, whole at every moment."""
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import threading
import time

import pytest

from conftest import BIN, Run, same_as_golden
from needed import missing

PROGRAM = (BIN / "gander").read_bytes
LINKED = "gander: note: this build needs shared libraries, which another image may not have; " \
    "the program of scripts/static and of the image needs none\n"  # fmt: skip


def is_static():
    return "INTERP" not in subprocess.run(["readelf", "-lW", BIN / "gander"], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def note():
    return "" if is_static() else LINKED


def run(shell, *words, program=BIN / "gander", before=(), **how):
    return Run(subprocess.run([*before, program, *words], cwd=shell.folder, env=shell.environment, capture_output=True,
                              text=True, timeout=60, check=False, **how))  # fmt: skip


def preload(shell, code):
    """Puts functions of our own in front of the C library's."""
    if is_static():
        missing("a static program loads nothing")
    library = shell.folder / "preloaded.so"
    source = shell.write("preloaded.c", "#include <errno.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n" + code)
    subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", library, source], check=True)
    shell.environment["LD_PRELOAD"] = str(library)


def version(shell, name):
    return run(shell, "-version", program=shell.folder / "tools" / name).out


def is_whole(shell, folder="tools"):
    """Both names, one file, nothing else, and the bytes are the program's."""
    tools = shell.folder / folder
    assert sorted(each.name for each in tools.iterdir()) == ["gander", "goose"]
    assert (tools / "gander").samefile(tools / "goose") and not (tools / "gander").is_symlink()
    assert (tools / "gander").read_bytes() == PROGRAM()
    return True


def test_both_names_answer(shell, note):
    result = shell.gander("install", "tools")
    assert (result.code, result.err) == (0, note), result
    assert result.out == "gander: installed tools/gander and tools/goose\n"
    assert is_whole(shell) and not (shell.folder / "tools/goose").is_symlink()
    assert version(shell, "gander") == shell.gander("-version").out
    assert version(shell, "goose") == shell.goose("-version").out != shell.gander("-version").out


def test_the_umask_is_not_asked(shell):
    result = run(shell, "install", "deep/er/tools", umask=0o077)
    assert result.code == 0 and is_whole(shell, "deep/er/tools")
    for path in ("deep", "deep/er", "deep/er/tools", "deep/er/tools/gander"):
        assert stat.S_IMODE((shell.folder / path).stat().st_mode) == 0o755, path


def test_folders_in_their_spellings(shell):
    for folder, shown in (("tools/", "tools"), (".", "."), (str(shell.folder / "tools"), str(shell.folder / "tools"))):
        result = shell.gander("install", folder)
        assert result.out == f"gander: installed {shown}/gander and {shown}/goose\n"
    (shell.folder / "away").symlink_to("tools")
    assert shell.gander("install", "away").code == 0 and is_whole(shell)


def test_twice_and_over_an_older_one(shell, note):
    assert shell.gander("install", "tools").code == 0
    first = (shell.folder / "tools/gander").stat().st_ino
    result = shell.gander("install", "tools")
    assert result.code == 0 and result.err == note and is_whole(shell)
    assert (shell.folder / "tools/gander").stat().st_ino != first
    (shell.folder / "tools/gander").write_bytes(b"an older one")
    (shell.folder / "tools/goose").unlink()
    (shell.folder / "tools/goose").symlink_to("gone")
    assert shell.gander("install", "tools").code == 0 and is_whole(shell)
    (shell.folder / "tools/goose").unlink()
    (shell.folder / "tools/goose").symlink_to("gander")
    result = shell.gander("install", "tools")
    assert result.code == 0 and result.err == note and is_whole(shell)


def test_over_a_copy_that_runs(shell):
    shell.gander("install", "tools")
    with subprocess.Popen([shell.folder / "tools/gander", "postgres://u@127.0.0.1:1/d", "wait", "--wait", "30s"],
                          env=shell.environment, stderr=subprocess.PIPE, text=True) as running:  # fmt: skip
        assert "refused the connection" in running.stderr.readline()
        assert shell.gander("install", "tools").code == 0 and is_whole(shell)
        assert running.poll() is None
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 143


@pytest.mark.parametrize("name", ["gander", "other"])
def test_onto_itself(shell, name):
    (shell.folder / "tools").mkdir()
    program = shell.folder / "tools" / name
    shutil.copy(BIN / "gander", program)
    for _ in range(2):
        assert run(shell, "install", "tools", program=program).code == 0
    assert program.read_bytes() == PROGRAM()
    if name == "other":
        program.unlink()
    assert is_whole(shell) and version(shell, "gander") == shell.gander("-version").out


def test_from_a_file_that_is_gone(shell):
    """As after an upgrade: the file that runs has no name any more."""
    shutil.copy(BIN / "gander", shell.folder / "old")
    preload(shell, '__attribute__((constructor)) void go() { unlink("old"); }\n')
    assert run(shell, "install", "tools", program=shell.folder / "old").code == 0
    assert not (shell.folder / "old").exists() and is_whole(shell)


def test_where_there_are_no_hard_links(shell):
    preload(shell, "int link(const char *from, const char *to) { errno = EPERM; return -1; }\n")
    for _ in range(2):
        assert shell.gander("install", "tools").code == 0 and is_whole(shell)
        assert os.readlink(shell.folder / "tools/goose") == "gander"
    assert version(shell, "goose") == shell.goose("-version").out


def test_several_at_once_and_no_half_file(shell):
    shell.gander("install", "tools")
    answer, seen, over = version(shell, "gander"), set(), threading.Event()

    def look(name):
        while not over.is_set():
            seen.add(version(shell, name))

    lookers = [threading.Thread(target=look, args=(name,)) for name in ("gander", "goose")]
    results = []
    runs = [threading.Thread(target=lambda: results.extend(shell.gander("install", "tools") for _ in range(5))) for _ in range(4)]
    for thread in lookers + runs:
        thread.start()
    for thread in runs:
        thread.join()
    over.set()
    for thread in lookers:
        thread.join()
    assert [each.code for each in results] == [0] * 20, results
    assert seen == {answer, shell.goose("-version").out}
    # The two names may be those of two runs; either is whole, and the next run knows both for its own.
    assert sorted(os.listdir(shell.folder / "tools")) == ["gander", "goose"]
    assert {(shell.folder / "tools" / name).read_bytes() == PROGRAM() for name in ("gander", "goose")} == {True}
    assert shell.gander("install", "tools").code == 0 and is_whole(shell)


@pytest.mark.parametrize("kind", ["program", "folder"])
def test_another_goose_stays(shell, note, kind):
    goose = shell.folder / "tools/goose"
    if kind == "folder":
        goose.mkdir(parents=True)
    else:
        shell.write("tools/goose", "#!/bin/sh\necho the real one\n")
    result = shell.gander("install", "tools")
    assert result.code == 0 and result.out == "gander: installed tools/gander\n"
    assert result.err == "gander: note: goose in tools is something else and stays as it is\n" + note
    assert goose.is_dir() or "the real one" in goose.read_text()
    assert sorted(os.listdir(shell.folder / "tools")) == ["gander", "goose"]
    assert shell.gander("install", "tools", "--output=json").json["goose"] is None


@pytest.mark.parametrize("folder", ["file", "file/tools", "file/"])
def test_a_file_in_the_way(shell, folder):
    shell.write("file", "mine")
    result = shell.gander("install", folder)
    assert result.code == 1 and result.out == ""
    why = "file exists" if folder == "file/" else "not a directory"
    assert result.err == (f"gander: cannot make the folder {folder}: {why}\n"
                          "  hint: install copies the program into a folder, and a part of this path is a file\n")  # fmt: skip
    assert (shell.folder / "file").read_text() == "mine"


def test_a_folder_has_the_name(shell):
    (shell.folder / "tools/gander").mkdir(parents=True)
    result = shell.gander("install", "tools")
    assert result.code == 1 and result.err.startswith("gander: cannot install tools/gander: is a directory\n  hint: ")
    assert os.listdir(shell.folder / "tools") == ["gander"]


def as_nobody():
    if os.geteuid() != 0:
        return {}
    return {"user": 65534, "group": 65534, "extra_groups": []}


def readable_by_all(path):
    return all((each.stat().st_mode & 0o5) == 0o5 for each in [path, *path.parents])


@pytest.fixture
def nobodys(shell):
    """A copy of the program that any user can start, in folders that any user can enter."""
    shutil.copy(BIN / "gander", shell.folder / "gander")
    folder = shell.folder
    while not readable_by_all(folder):
        folder.chmod(folder.stat().st_mode | 0o5)
        folder = folder.parent
    return shell


def test_a_folder_that_is_not_writable(nobodys):
    (nobodys.folder / "tools").mkdir(mode=0o555)
    user = as_nobody().get("user", os.geteuid())
    for folder, what in (("tools", "cannot write into tools"), ("tools/new", "cannot make the folder tools/new")):
        result = run(nobodys, "install", folder, program=nobodys.folder / "gander", **as_nobody())
        assert result.code == 1 and result.out == ""
        assert result.err == (f"gander: {what}: permission denied\n"
                              f"  hint: the folder must be writable for user {user}, who runs this\n")  # fmt: skip


def test_another_user_may_start_it(nobodys):
    (nobodys.folder / "tools").mkdir()
    (nobodys.folder / "tools").chmod(0o777)
    assert run(nobodys, "install", "tools", program=nobodys.folder / "gander", umask=0o077, **as_nobody()).code == 0
    assert is_whole(nobodys)


def test_a_program_that_cannot_be_read(nobodys):
    (nobodys.folder / "gander").chmod(0o111)
    if os.geteuid() != 0:
        missing("only root can make a program that this user may start and not read")
    result = run(nobodys, "install", "tools", program=nobodys.folder / "gander", **as_nobody())
    assert result.code == 1 and "cannot read this program: /proc/self/exe: permission denied\n  hint: " in result.err


ROOM = r"  hint: the program needs \d+ MB there\n"


def test_a_file_that_must_not_become_so_large(shell):
    """Stands for a full disk: it ends in the middle of the copy, too."""
    shell.gander("install", "tools")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    result = run(shell, "install", "tools", preexec_fn=limit)
    assert result.code == 1 and re.fullmatch("gander: cannot write into tools: file too large\n" + ROOM, result.err)
    assert is_whole(shell)


def mounted(shell, script):
    """The script runs with "$0" "$@" for `gander install tools`, and what it mounts is gone with it."""
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*unshare, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False).returncode != 0:
        missing("nothing can be mounted here")
    return run(shell, "install", "tools", before=[*unshare, "sh", "-c", script])


def test_a_full_disk(shell):
    (shell.folder / "tools").mkdir()
    result = mounted(shell, 'mount -t tmpfs -o size=1m none tools; "$0" "$@"; code=$?; ls -A tools; exit $code')
    assert result.code == 1 and result.out == ""
    assert re.fullmatch("gander: cannot write into tools: no space left on device\n" + ROOM, result.err)


def test_a_read_only_folder(shell):
    (shell.folder / "tools").mkdir()
    result = mounted(shell, 'mount -t tmpfs -o ro none tools; exec "$0" "$@"')
    assert result.code == 1 and "cannot write into tools: read-only file system\n  hint: " in result.err


def test_without_proc(shell):
    result = mounted(shell, 'mount -t tmpfs none /proc; exec "$0" "$@"')
    assert result.code == 1 and not (shell.folder / "tools").exists()
    assert result.err == ("gander: cannot read this program: /proc/self/exe: no such file or directory\n"
                          "  hint: /proc must be mounted\n")  # fmt: skip


SLOWLY = "ssize_t write(int file, const void *text, size_t size) { usleep(20000); return syscall(SYS_write, file, text, size); }\n"


def test_a_stop_in_the_middle_of_the_copy(shell):
    shell.gander("install", "tools")
    preload(shell, SLOWLY)
    with subprocess.Popen([BIN / "gander", "install", "tools"], cwd=shell.folder, env=shell.environment,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # fmt: skip
        while len(os.listdir(shell.folder / "tools")) == 2:
            assert process.poll() is None
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        begin = time.monotonic()
        assert process.wait(10) == 143 and time.monotonic() - begin < 1
        assert (process.stdout.read(), process.stderr.read()) == ("", "gander: stopped by SIGTERM\n")
    assert is_whole(shell)


def test_timeout(shell):
    preload(shell, SLOWLY)
    result = shell.gander("install", "tools", "-timeout", "200ms")
    assert result.code == 75 and result.err == "gander: stopped: it took longer than -timeout 200ms\n"
    assert os.listdir(shell.folder / "tools") == []


def test_json(shell, note):
    result = shell.gander("install", "tools", "--output", "json")
    assert result.code == 0 and result.err == note
    same_as_golden("install", result.out)
    shell.write("file", "")
    error = shell.gander("install", "file", "--output", "json").json["error"]
    assert error["code"] == "io" and error["exit_code"] == 1 and error["hint"]


def test_what_is_no_folder(shell):
    assert "install needs an argument: install DIR" in shell.gander("install").err
    assert "is one too many" in shell.gander("install", "a", "b").err
    result = shell.gander("install", "")
    assert result.code == 2 and "  hint: gander install /tools\n" in result.err
    result = shell.gander("install", "postgres://u:hush@h/d")
    assert result.code == 2 and "install is given a connection string: " in result.err and "hush" not in result.err
    assert "no such command" in shell.goose("sqlite3", "x.db", "install", "tools").err
    assert os.listdir(shell.folder) == []
