"""The real command with the real rules, in a process of its own: streams, signals, imports."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import changing_tree
import pytest

import backend_lint

ENV = {**os.environ, "PYTHONPATH": str(Path(backend_lint.__file__).parents[1])}


def command(*args: str, cwd: Path, text: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "backend_lint", *args]
    return subprocess.run(program, cwd=cwd, env={**ENV, **env}, input=text, text=True, capture_output=True)


BCRYPT = "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"


def test_the_real_command_finds_a_real_fault(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BCRYPT)
    result = command("-f", "concise", "--select", "BKD401", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.startswith("a.py:3:23: BKD401 ")
    piped = command("--select", "BKD401", "-q", "-f", "json", "-", cwd=tmp_path, text=BCRYPT)
    assert [found["code"] for found in json.loads(piped.stdout)["findings"]] == ["BKD401"]


def test_rules_are_explained(tmp_path: Path) -> None:
    text = command("rule", "bkd401", cwd=tmp_path).stdout
    assert text.startswith("BKD401 bcrypt-cost-too-low\n") and "Bad:" in text and "CWE-916" in text
    assert "```python" in command("rule", "bcrypt-cost-too-low", "-f", "markdown", cwd=tmp_path).stdout
    assert json.loads(command("rule", "BKD401", "-f", "json", cwd=tmp_path).stdout)["family"] == "auth"
    listed = json.loads(command("rules", "--json", cwd=tmp_path).stdout)
    assert listed == json.loads(command("rule", "--all", "-f", "json", cwd=tmp_path).stdout)
    lines = command("rules", cwd=tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [each["code"] for each in listed]
    for args in (("rule", "BKD4O1"), ("rule",), ("rule", "BKD401", "--all")):
        assert command(*args, cwd=tmp_path).returncode == 2


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import bcrypt\n" + "bcrypt.gensalt(4)\n" * 3000)
    args = [sys.executable, "-m", "backend_lint", "--select", "BKD401"]
    with subprocess.Popen(args, cwd=tmp_path, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_a_terminal_without_the_characters(tmp_path: Path) -> None:
    (tmp_path / "ключ.py").write_text(BCRYPT)
    result = command("--select", "BKD401", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (result.returncode, result.stderr) == (1, "")
    assert r"\u043a\u043b\u044e\u0447.py:3:23" in result.stdout


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("check", "--help")])
def test_help_and_version_import_little(tmp_path: Path, args: tuple[str, ...]) -> None:
    program = (
        "import sys; from backend_lint.cli import cli\n"
        f"try: cli({list(args)!r})\n"
        "except SystemExit: print(sorted(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program], env=ENV, text=True, capture_output=True, check=True)
    loaded = set(eval(result.stderr))
    assert loaded & {"libcst", "sqlglot", "msgspec", "rich", "pathspec", "backend_lint.model", "tomllib"} == set()


def test_plain_formats_import_no_rich(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BCRYPT)
    program = (
        "import sys; from backend_lint.cli import cli\n"
        "try: cli(['-q', '-f', 'json', '--select', 'BKD401'])\n"
        "except SystemExit: print('rich' in sys.modules, file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=ENV, text=True, capture_output=True)
    assert result.stderr == "False\n"


#: Has a process interrupt itself when it imports what MODULE names. Imports nothing that is not there from the start.
INTERRUPTING = """
import _signal, os, sys
class Finder:
    def find_spec(self, name, path, target=None):
        if name == os.environ["MODULE"]:
            os.kill(os.getpid(), _signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("module", "status", "said"),
    [
        ("enum", -signal.SIGINT, ""),
        ("click", -signal.SIGINT, ""),
        ("backend_lint.cli.check", 130, "Interrupted.\n"),
        ("backend_lint.session", 130, "Interrupted.\n"),
        ("libcst", 130, "Interrupted.\n"),
        ("backend_lint.reports.summary", 130, "Interrupted.\n"),
    ],
)
def test_interrupted_while_it_imports(tmp_path: Path, module: str, status: int, said: str) -> None:
    """Not status 1, which would be findings, and no traceback."""
    (tmp_path / "a.py").write_text(BCRYPT)
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "sitecustomize.py").write_text(INTERRUPTING)
    result = subprocess.run(
        [sys.executable, "-P", "-m", "backend_lint", "--no-cache", "a.py"],
        cwd=tmp_path,
        env={**ENV, "PYTHONPATH": os.pathsep.join((str(tmp_path / "hooks"), ENV["PYTHONPATH"])), "MODULE": module},
        capture_output=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert (result.returncode, result.stderr) == (status, said)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_signals_at_random_moments() -> None:
    """`scripts/signals.py` does the same for longer, and looks at the time."""
    script = Path(__file__).parents[1] / "scripts" / "signals.py"
    flags = ("--runs", "3", "--files", "30", "--limit", "60", "--kinds", "scan -j4", "fix -j1", "server")
    result = subprocess.run([sys.executable, script, *flags], text=True, capture_output=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("9 signals, ")


@pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")
@pytest.mark.parametrize(("jobs", "seed"), [(4, 1), (4, 2), (1, 3)])
def test_files_that_change_meanwhile(tmp_path: Path, jobs: int, seed: int) -> None:
    """`scripts/changing_tree.py` does the same to more files."""
    count, wrong = changing_tree.run(tmp_path.resolve(), 200, jobs, seed)
    assert (count["changes"], wrong) == (100, [])
    assert count["files"] >= 100  # those that nobody touches; others may go before they are found
    assert count["errors"] > 0


def test_interrupted_while_it_reads(tmp_path: Path) -> None:
    args = [sys.executable, "-m", "backend_lint", "--select", "BKD401", "-"]
    with subprocess.Popen(
        args, cwd=tmp_path, env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # Where tests run in the background, the signal is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stderr is not None
        # More than a pipe holds: once it is written, the command has begun to read.
        process.stdin.write(b"#" * 1_000_000)
        process.stdin.flush()
        # A signal between two reads is only seen at the next one: a user would press the keys again.
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
        assert (process.returncode, process.stderr.read()) == (130, b"Interrupted.\n")


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&-", "0<&- 1>&- 2>&-"])
def test_streams_that_are_closed_cost_what_they_would_say(tmp_path: Path, closed: str) -> None:
    (tmp_path / "a.py").write_text(BCRYPT)
    (tmp_path / "out").mkdir()
    line = f'"{sys.executable}" -P -m backend_lint --select BKD401 -q -f concise -f json:out/report.json a.py {closed}'
    result = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=ENV, text=True, capture_output=True)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.count("BKD401") == ("1>&-" not in closed)
    assert [each["code"] for each in json.loads((tmp_path / "out" / "report.json").read_text())["findings"]] == [
        "BKD401"
    ]
