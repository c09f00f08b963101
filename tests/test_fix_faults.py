"""When writing fails or the process ends: every file is the old one or the new one, and who runs it is told."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import fix_kills
import pytest
import write_faults
from click.testing import CliRunner, Result

from backend_lint.cli import cli
from backend_lint.session import accept

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls and signals of POSIX")

OLD = b"import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
NEW = OLD.replace(b"(4)", b"(12)")
SCRIPTS = str(Path(write_faults.__file__).parent)
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

#: What the short form does; `scripts/write_faults.py` does all of it, with every error, for every command that writes a file.
FAILURES = {
    "fix": ("ENOSPC", "kill"),
    "report": ("EROFS", "interrupt"),
    "step summary": ("ENOSPC", "EIO", "kill"),
    "cache": ("ENOSPC", "kill"),
}


def faults(*words: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """What the script says; `first` is done before."""
    code = f"import sys; sys.path.insert(0, {SCRIPTS!r}); import write_faults; {first or 'pass'}\nwrite_faults.main()"
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)


@pytest.mark.parametrize("writer", write_faults.WRITERS)
def test_each_call_of_a_writer_failing_once(writer: str) -> None:
    failures = FAILURES.get(writer, ("EACCES",))
    run = faults("--writers", writer, "--errors", *failures)
    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout.split()[2]) >= len(failures) * (3 if writer == "step summary" else 5)


def test_a_writer_that_begins_with_an_empty_file_is_caught() -> None:
    naive = """
import os
from backend_lint import atomic
def naive(path, data, **_):
    with atomic.open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as stream:
        stream.write(data)
atomic.replace = naive
"""
    run = faults("--writers", "fix", "--errors", "ENOSPC", "kill", first=naive)
    assert run.returncode == 1
    assert {line.partition(": ")[2].partition(" (")[0] for line in run.stderr.splitlines()} >= {
        "ENOSPC at call 1", "kill at call 1",
    }  # fmt: skip


def test_the_error_of_a_write_is_told_when_the_left_over_cannot_be_removed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    def fails_for_space(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "unlink", fails)
    monkeypatch.setattr(os, "fsync", fails_for_space)
    result = fix()
    assert (result.exit_code, Path("app.py").read_bytes(), len(left(project))) == (3, OLD, 2)
    assert "app.py: not fixed: it cannot be written: No space left on device" in result.stderr


# -- links of a scanned tree ------------------------------------------------------------------------------------

OUT = "a link leads out of the current directory, and nothing is written there"
#: What is a link, what a command would write through it, its arguments, and what it says.
LINKED = [
    ("report.json", "report.json", ("check", "-f", "json", "-o", "report.json", "app.py"), OUT),
    ("reports/new.sarif", "reports/new.sarif", ("check", "-f", "sarif:reports/new.sarif", "app.py"), OUT),
    ("reports", "reports/new.sarif", ("check", "-f", "sarif:reports/new.sarif", "app.py"), OUT),
    ("part.shard", "part.shard", ("check", "--shard", "1/1", "-o", "part.shard", "."), OUT),
    ("parts", "parts/1.shard", ("check", "--shard", "1/1", "-o", "parts/1.shard", "."), OUT),
    (
        ".backend-lint-baseline.json",
        ".backend-lint-baseline.json",
        ("baseline", "create", "."),
        "the baseline is outside",
    ),
    ("app.py", "app.py", ("check", "--fix", "app.py"), "a link to a file outside of the project"),
    ("api", "api/app.py", ("check", "--add-ignore", "api"), "a link to a file outside of the project"),
]


@pytest.mark.parametrize(("link", "name", "arguments", "said"), LINKED)
def test_no_link_leads_out_of_the_tree(
    project: Path, tmp_path_factory: pytest.TempPathFactory, link: str, name: str, arguments: Sequence[str], said: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    target = outside / Path(name).name
    target.write_bytes(OLD)
    Path(link).parent.mkdir(exist_ok=True)
    Path(link).unlink(missing_ok=True)
    Path(link).symlink_to(target if link == name else outside)
    result = CliRunner().invoke(cli, [*arguments])
    assert isinstance(result.exception, SystemExit)
    assert said in result.output
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == {target.name: OLD}
    assert Path(link).is_symlink()


def test_a_baseline_that_is_written_meanwhile_is_left_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = CliRunner().invoke
    assert run(cli, ["baseline", "create", "--select", "BKD401", "app.py"]).exit_code == 0
    path = Path(".backend-lint-baseline.json")
    newer = path.read_bytes().replace(b'"count": 1', b'"count": 2')
    update = accept.update

    def meanwhile(*args: Any) -> list[accept.Change]:
        path.write_bytes(newer)
        return update(*args)

    monkeypatch.setattr(accept, "update", meanwhile)
    result = run(cli, ["baseline", "update", "--select", "BKD401", "."])
    assert (result.exit_code, result.stderr) == (
        2, "Error: .backend-lint-baseline.json: it has changed meanwhile, and is left as it is; run again\n"
    )  # fmt: skip
    assert path.read_bytes() == newer


@pytest.mark.parametrize("name", ["pyproject.toml", "backend-lint.toml"])
def test_settings_that_are_written_meanwhile_are_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """By an editor, while a person reads the question."""
    Path("backend-lint.toml").unlink()
    if name == "pyproject.toml":
        Path(name).write_text("[project]\n")

    def edited(*_: object) -> str:
        Path(name).write_text("# newer\n")
        return ""

    monkeypatch.setattr("backend_lint.cli.init._found", edited)
    result = CliRunner().invoke(cli, ["init", "--yes", "--no-baseline", "--no-pre-commit"])
    assert (result.exit_code, result.stderr) == (
        2, f"Error: {name}: it has changed meanwhile, and is left as it is; run again\n"
    )  # fmt: skip
    assert Path(name).read_text() == "# newer\n"


def test_a_link_that_stays_in_the_tree_is_followed(project: Path) -> None:
    Path("reports").mkdir()
    Path("reports/old.json").write_bytes(b"{}")
    Path("report.json").symlink_to("reports/old.json")
    assert CliRunner().invoke(cli, ["check", "-f", "json:report.json", "app.py"]).exit_code == 1
    assert Path("report.json").is_symlink()
    assert b'"findings"' in Path("reports/old.json").read_bytes()


def test_a_report_may_be_named_outside_of_the_tree(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "old.json").write_bytes(b"{}")
    (outside / "link.json").symlink_to(outside / "old.json")
    for name in (outside / "link.json", Path("/dev/null"), outside / "new.json"):
        assert CliRunner().invoke(cli, ["check", "-f", f"json:{name}", "app.py"]).exit_code == 1
    assert b'"findings"' in (outside / "old.json").read_bytes()
    assert (outside / "new.json").exists()


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
