"""`--fix` when writing fails or the process ends: every file is the old one or the new one, and who runs it is told."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import fix_kills
import pytest
from click.testing import CliRunner, Result

from backend_lint import atomic
from backend_lint.cli import cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls and signals of POSIX")

OLD = b"import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
NEW = OLD.replace(b"(4)", b"(12)")
#: Another file, which is to be fixed whatever becomes of the first.
OTHER = "other.py"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("backend-lint.toml").touch()
    for name in ("app.py", OTHER):
        Path(name).write_bytes(OLD)
    return tmp_path


def fix(*args: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--no-progress", "--fix", "--select", "BKD401", *args, "."])


def left(directory: Path) -> list[str]:
    """What stands in the project besides its files."""
    return sorted(path.name for path in directory.iterdir() if path.name not in {"app.py", OTHER, "backend-lint.toml"})


# -- each call failing once -------------------------------------------------------------------------------------

#: What `atomic` asks of the system by `os`, and what it asks of a stream.
CALLS = ("open", "stat", "scandir", "fstat", "listxattr", "getxattr", "setxattr", "fchown", "chmod", "fsync", "replace")
STREAM = ("write", "flush", "close", "read")
ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EPERM, errno.EROFS)
#: Without these the file is written all the same: they look for left-overs only.
NEEDLESS = {"scandir"}


class Stream:
    """An open file whose methods are watched."""

    def __init__(self, stream: Any, system: System) -> None:
        self._stream, self._system = stream, system

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._system.call("close")

    def __getattr__(self, name: str) -> Any:
        def method(*args: object) -> Any:
            self._system.call(name)
            return getattr(self._stream, name)(*args)

        return method


class System:
    """Counts the calls that replace the first file, and lets one of them fail: the `number`-th (from 1) of a name."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails: tuple[str, int] | None, error: int = 0) -> None:
        self.calls: Counter[str] = Counter()
        self._fails, self._error, self._active = fails, error, False
        for name in CALLS:
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))
        monkeypatch.setattr(os, "supports_fd", {*os.supports_fd, os.chmod})
        monkeypatch.setattr(atomic, "open", self._open, raising=False)
        monkeypatch.setattr(atomic, "replace", self._replacing(atomic.replace))
        monkeypatch.setattr(atomic, "_swept", set())

    def call(self, name: str) -> None:
        if self._active:
            self.calls[name] += 1
            if (name, self.calls[name]) == self._fails:
                raise OSError(self._error, os.strerror(self._error))

    def _watched(self, name: str, whole: Any) -> Any:
        def function(*args: object, **more: object) -> Any:
            self.call(name)
            return whole(*args, **more)

        return function

    def _open(self, handle: int, mode: str) -> Stream:
        return Stream(os.fdopen(handle, mode), self)

    def _replacing(self, whole: Any) -> Any:
        def replace(path: Path, *args: object, **more: object) -> None:
            self._active = path.name == "app.py"
            try:
                whole(path, *args, **more)
            finally:
                self._active = False

        return replace


def rich(path: Path) -> None:
    """Give a file all there is to keep of one, so that every call is made."""
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 0, 4242)
    if hasattr(os, "setxattr"):
        try:
            os.setxattr(path, "user.origin", b"x")
        except OSError:
            return  # the file system takes none: the calls about them are then not made


def calls_of_a_run(directory: Path) -> Counter[str]:
    (directory / "app.py").write_bytes(OLD)
    rich(directory / "app.py")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(directory)
        system = System(patch, None)
        assert fix().exit_code == 0
    return system.calls


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    return calls_of_a_run(tmp_path_factory.mktemp("counted"))


def test_the_calls_are_seen(made: Counter[str]) -> None:
    """Or the next test would show nothing."""
    expected = {"open", "stat", "scandir", "fstat", "chmod", "fsync", "replace", *STREAM}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        expected.add("fchown")
    assert expected <= set(made)
    assert (made["fsync"], made["replace"]) == (2, 1)


@pytest.mark.parametrize("error", ERRORS, ids=lambda number: errno.errorcode[number])
@pytest.mark.parametrize("name", [*CALLS, *STREAM])
def test_each_call_failing_once(project: Path, made: Counter[str], name: str, error: int) -> None:
    for number in range(1, made[name] + 1):
        for path in (project / "app.py", project / OTHER):
            path.write_bytes(OLD)
        rich(project / "app.py")
        mode = (project / "app.py").stat().st_mode
        with pytest.MonkeyPatch.context() as patch:
            System(patch, (name, number), error)
            result = fix()
        data = (project / "app.py").read_bytes()
        assert (data, (project / OTHER).read_bytes(), left(project)) == (
            NEW if name in NEEDLESS or (name, number) == ("fsync", 2) else OLD, NEW, [],
        ), (number, result.output)  # fmt: skip
        assert (project / "app.py").stat().st_mode == mode
        if name in NEEDLESS:
            assert result.exit_code == 0
        else:
            assert result.exit_code == 3, (number, result.output)
            assert "app.py: not fixed: it cannot be written: " in result.stderr


def test_the_error_of_a_write_is_told_when_the_left_over_cannot_be_removed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "unlink", fails)
    System(monkeypatch, ("fsync", 1), errno.ENOSPC)
    result = fix()
    assert (result.exit_code, Path("app.py").read_bytes(), len(left(project))) == (3, OLD, 1)
    assert "app.py: not fixed: it cannot be written: No space left on device" in result.stderr


# -- limits of the system ---------------------------------------------------------------------------------------


def command(directory: Path, *before: str) -> subprocess.CompletedProcess[str]:
    program = [*before, *fix_kills.COMMAND]
    return subprocess.run(program, cwd=directory, env=fix_kills.ENV, text=True, capture_output=True)


def test_a_limit_on_the_size_of_files(project: Path) -> None:
    Path("app.py").write_bytes(OLD + b"#" * 4000)
    limited = "import resource, os, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); os.execv(sys.argv[1], sys.argv[1:])"
    result = command(project, sys.executable, "-c", limited)
    assert (result.returncode, Path("app.py").read_bytes()) == (3, OLD + b"#" * 4000)
    assert "app.py: not fixed: it cannot be written: File too large" in result.stderr
    assert (Path(OTHER).read_bytes(), left(project)) == (NEW, [])


#: Runs a command in a full file system of its own, which is gone with the process.
FULL = """
set -e
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
cd "$1"
touch backend-lint.toml
{ printf 'import bcrypt\\n\\nsalt = bcrypt.gensalt(4)\\n#'; head -c 20000 /dev/zero | tr '\\0' x; } > app.py
cp app.py before
cat /dev/zero > fill 2>/dev/null || true
status=0
shift
"$@" || status=$?
cmp app.py before
ls -A | sort | tr '\\n' ' '
exit $status
"""


def test_a_full_disk(tmp_path: Path) -> None:
    try:
        result = command(tmp_path, "unshare", "--mount", "sh", "-c", FULL, "sh", str(tmp_path))
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if result.returncode == 77 or "unshare" in result.stderr:
        pytest.skip(f"a file system cannot be mounted here: {result.stderr.strip()}")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (3, "app.py backend-lint.toml before fill "), (
        result.stderr
    )
    assert "app.py: not fixed: it cannot be written: No space left on device" in result.stderr


# -- the end of the process -------------------------------------------------------------------------------------


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """`scripts/fix_kills.py` does the same for longer."""
    total = fix_kills.kills(tmp_path, count=8, files=30, seed=1)
    assert (total["old"] + total["new"], total["other"]) == (8 * 30, 0)
    assert total["killed"] + total["ended before"] == 8
    assert total["temporary"] == total["swept"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_by_the_user_or_the_system(tmp_path: Path, number: signal.Signals) -> None:
    """A shell says 130 and 143 too where the signal itself ends Python. A left-over of that is removed by the next run."""
    tree, chance = fix_kills.Tree(tmp_path, 30), random.Random(1)
    for written in chance.choices(range(1, 30), k=3):
        assert fix_kills.killed(tree, number, chance.uniform(0, 0.002), written=written) in (128 + number, -number, 0)
        assert tree.state()["other"] == 0
        assert tree.left() == []
