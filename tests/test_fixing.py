"""What becomes of files that are fixed: pass by pass, by flags, and with what cannot be fixed said."""

from __future__ import annotations

import os
import pty
import re
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from fake_rules import FakeEngine, FakeRules

from backend_lint.cli import cli
from backend_lint.model import Applicability, Edit, FileResult, Fix
from backend_lint.session import Options, Session
from backend_lint.session.fixing import PASSES, Fixer, Fixes
from backend_lint.session.project import Engine
from backend_lint.settings import Configuration, Selection, Settings

Run = Callable[..., Result]
WEAK = "import bcrypt\n\nkey = bcrypt.gensalt(8)\n"
STRONG = WEAK.replace("8", "12")


class PlantedEngine(FakeEngine):
    """Finds codes in text as its parent does; the fix of each replaces it, or the whole line where the text begins with `:`."""

    def __init__(self, settings: Settings, selection: Selection, fixes: dict[str, str]) -> None:
        super().__init__(settings, selection)
        self._fixes = fixes

    def check(self, path: str, data: bytes) -> FileResult:
        result = super().check(path, data)
        found = []
        starts = [match.start() for match in re.finditer(rb"BKD\d{3}", data)]
        for start, finding in zip(starts, result.findings, strict=False):
            text = self._fixes.get(finding.code)
            edit = Edit(start, start + 6, text or "")
            if text == ":line":
                line = data[data.rfind(b"\n", 0, start) + 1 :].split(b"\n")[0]
                at = data.rfind(b"\n", 0, start) + 1
                edit = Edit(at, at + len(line), line.replace(finding.code.encode(), b"0", 1).decode())
            fix = None if text is None else Fix("Replace it", (edit,), "safe")
            found.append(msgspec.structs.replace(finding, fix=fix))
        return msgspec.structs.replace(result, findings=tuple(found))


class PlantedRules(FakeRules):
    def __init__(self, fixes: dict[str, str]) -> None:
        self._fixes = fixes

    def engine(self, configuration: Configuration, selection: Selection) -> Engine:
        return PlantedEngine(configuration.settings, selection, self._fixes)


def fixed(text: bytes, fixes: dict[str, str]) -> tuple[bytes, list[str]]:
    """What a file becomes, and what is said about fixes that are not made."""
    session = Session(Options(isolated=True), PlantedRules(fixes))
    made: Fixes = Fixer(session.run_texts).fixes(session.run_text("app.py", text))
    return next((file.after for file in made.files), text), [
        f"{each.finding.code}: {each.why}" for each in made.refused
    ]


ELSEWHERE = "its syntax tree would change outside of the edits"
PLANTED = {
    "all": ({"BKD101": "1", "BKD102": "2"}, b"x = BKD101, BKD102\n", b"x = 1, 2\n", []),
    "some": ({"BKD101": "1"}, b"x = BKD101, BKD102\n", b"x = 1, BKD102\n", []),
    "not mended": ({"BKD101": "(BKD101)"}, b"x = BKD101\n", b"x = BKD101\n", ["BKD101: BKD101 would be found again"]),
    "another fault": ({"BKD101": "BKD102"}, b"x = BKD101\n", b"x = BKD101\n", ["BKD101: it would bring up BKD102"]),
    "a held back fault": (
        {"BKD101": "BKD102"},
        b"# backend-lint: file-ignore[sql-name] old\nx = BKD101\n",
        b"# backend-lint: file-ignore[sql-name] old\nx = BKD101\n",
        ["BKD101: it would bring up BKD102"],
    ),
    "no Python": ({"BKD101": "("}, b"x = BKD101\n", b"x = BKD101\n", ["BKD101: it would not parse"]),
    "another tree": ({"BKD101": "1 or 2"}, b"x = not BKD101\n", b"x = not BKD101\n", [f"BKD101: {ELSEWHERE}"]),
    "one of many cannot be proved": (
        {"BKD101": "(", "BKD102": "2"},
        b"x = BKD101, BKD102\n",
        b"x = BKD101, 2\n",
        ["BKD101: it would not parse"],
    ),
    "one of many is wrong": (
        {"BKD101": "BKD110", "BKD102": "2", "BKD301": "3"},
        b"x = BKD102, BKD101, BKD301\n",
        b"x = 2, BKD101, 3\n",
        ["BKD101: it would bring up BKD110"],
    ),
    "one after the other": ({"BKD101": ":line"}, b"x = BKD101, BKD101, BKD101\n", b"x = 0, 0, 0\n", []),
    "without end": (
        {"BKD101": ":line"},
        b"x = " + b"BKD101, " * (PASSES + 1) + b"\n",
        b"x = " + b"0, " * PASSES + b"BKD101, \n",
        [f"BKD101: after {PASSES} passes there is still something to change"],
    ),
    "a character too much": (
        {"BKD101": "'\u20ac'"},
        b"# coding: latin-1\nx = BKD101\n",
        b"# coding: latin-1\nx = BKD101\n",
        ["BKD101: the encoding of the file (iso-8859-1) lacks a character of it"],
    ),
}


@pytest.mark.parametrize(("fixes", "before", "after", "told"), PLANTED.values(), ids=PLANTED)
def test_passes(fixes: dict[str, str], before: bytes, after: bytes, told: list[str]) -> None:
    assert fixed(before, fixes) == (after, told)


def test_several_files_are_checked_together() -> None:
    session = Session(Options(isolated=True), PlantedRules({"BKD101": "1"}))
    asked: list[int] = []

    def check(texts: dict[str, bytes]) -> object:
        asked.append(len(texts))
        return session.run_texts(texts)

    texts = {f"app{number}.py": b"x = BKD101\n" for number in range(3)}
    made = Fixer(check).fixes(session.run_texts(texts))  # type: ignore[arg-type]
    assert ({file.path: file.after for file in made.files}, asked) == (dict.fromkeys(texts, b"x = 1\n"), [3])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line with the real rules in a directory with one weak file and a clean one."""
    monkeypatch.chdir(tmp_path)
    Path("weak.py").write_text(WEAK)
    Path("clean.py").write_text("x = 1\n")
    return lambda *args, stdin=None: CliRunner().invoke(
        cli, ["check", "--isolated", *args], input=stdin, catch_exceptions=False
    )


FLAGS: dict[str, tuple[tuple[str, ...], int, bool]] = {
    "none": ((), 1, False),
    "fix": (("--fix",), 0, True),
    "a fix that fails the run": (("--fix", "--exit-non-zero-on-fix"), 1, True),
    "fix only": (("--fix-only",), 0, True),
    "fix only that fails the run": (("--fix-only", "--exit-non-zero-on-fix"), 1, True),
    "diff": (("--diff",), 1, False),
    "nothing to fix": (("--fix", "--select", "BKD101"), 0, False),
    "diff that fails nothing": (("--diff", "--exit-zero"), 0, False),
    "a fix that fails nothing": (("--fix", "--exit-non-zero-on-fix", "--exit-zero"), 0, True),
    "diff and comments": (("--diff", "--add-ignore"), 2, False),
    "no diff": (("--diff", "--select", "BKD101"), 0, False),
    "unsafe ones too": (("--fix", "--unsafe-fixes"), 0, True),
}


@pytest.mark.parametrize(("flags", "status", "changes"), FLAGS.values(), ids=FLAGS)
def test_flags(run: Run, flags: tuple[str, ...], status: int, changes: bool) -> None:
    assert run(*flags).exit_code == status
    assert Path("weak.py").read_text() == (STRONG if changes else WEAK)
    assert Path("clean.py").read_text() == "x = 1\n"


def test_what_is_left_is_reported(run: Run) -> None:
    Path("weak.py").write_text(WEAK + 'password = "hunter2hunter2"\n')
    result = run("--fix", "-f", "concise", "--show-fixes", "--select", "BKD401,BKD301")
    assert result.exit_code == 1
    assert [line.split(" ")[1] for line in result.stdout.splitlines() if line.startswith("weak.py")] == ["BKD301"]
    assert result.stderr.splitlines()[:3] == [
        "Fixed 1 finding in 1 file:",
        "- weak.py:",
        "    1 × BKD401 (bcrypt-cost-too-low)",
    ]
    left = run("--fix-only", "--select", "BKD301")
    assert (left.exit_code, left.stdout) == (0, "")


def test_a_diff(run: Run) -> None:
    result = run("--diff")
    assert result.stdout == (
        "--- a/weak.py\n+++ b/weak.py\n@@ -1,3 +1,3 @@\n import bcrypt\n \n-key = bcrypt.gensalt(8)\n+key = bcrypt.gensalt(12)\n"
    )
    assert result.stderr == "Would fix 1 finding in 1 file.\n"


def test_a_diff_shows_no_secret_and_no_control_character(run: Run) -> None:
    secret = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    Path("weak.py").write_text(f"# \x1b[2J\nKEY = '{secret}'\n{WEAK}copy = '{secret}'\n")
    shown = run("--diff").stdout
    assert "+key = bcrypt.gensalt(12)" in shown
    assert secret[8:] not in shown
    assert "\x1b" not in shown


def test_a_diff_shows_the_name_of_a_variable(run: Run) -> None:
    Path("weak.py").write_text('import os\n\npassword = os.getenv("DB_PASSWORD", "hunter2hunter2")\n')
    shown = run("--diff", "--unsafe-fixes", "--select", "BKD302").stdout
    assert '+password = os.environ["DB_PASSWORD"]' in shown
    assert "hunter2" not in shown


@pytest.mark.parametrize("text", [WEAK, "x = 1\n"], ids=["weak", "clean"])
def test_standard_input(run: Run, text: str) -> None:
    result = run("--fix", "--stdin-filename", "app.py", "-", stdin=text)
    assert (result.stdout, result.exit_code) == (text.replace("8", "12"), 0)
    assert Path("weak.py").read_text() == WEAK


def test_what_is_left_of_standard_input_is_reported_on_standard_error(run: Run) -> None:
    text = WEAK + 'password = "hunter2hunter2"\n'
    result = run("--fix", "-f", "concise", "--select", "BKD401,BKD301", "-", stdin=text)
    assert (result.exit_code, result.stdout) == (1, text.replace("8", "12"))
    assert [line.split(" ")[1] for line in result.stderr.splitlines() if line.startswith("-:")] == ["BKD301"]


def test_a_diff_goes_to_a_file(run: Run) -> None:
    result = run("--diff", "-o", "fix.diff", "--color", "auto")
    assert (result.exit_code, result.stdout) == (1, "")
    assert Path("fix.diff").read_text() == run("--diff").stdout


@pytest.mark.parametrize("flag", ["--diff", "--fix-only"])
def test_what_is_not_analysed_is_said(run: Run, flag: str) -> None:
    Path("broken.py").write_text("import bcrypt\ndef f(:\n")
    result = run(flag)
    assert (result.exit_code, result.stderr.count("Error: broken.py:2:7: not analysed: ")) == (3, 1)


def test_comments_are_written_against_what_is_left(run: Run) -> None:
    Path("weak.py").write_text(WEAK + 'password = "hunter2hunter2"\n')
    assert run("--fix-only", "--add-ignore=later", "--select", "BKD401,BKD301").exit_code == 0
    assert Path("weak.py").read_text() == (
        STRONG + 'password = "hunter2hunter2"  # backend-lint: ignore[hardcoded-secret] later\n'
    )


def test_how_sure_fixes_count_is_a_setting(run: Run) -> None:
    Path("strict.toml").write_text('extend-unsafe-fixes = ["auth"]\nextend-safe-fixes = ["BKD405"]\n')
    command = ["check", "--config", "strict.toml", "weak.py"]
    assert CliRunner().invoke(cli, [*command, "--fix"]).exit_code == 1
    assert Path("weak.py").read_text() == WEAK
    assert CliRunner().invoke(cli, [*command, "--fix", "--unsafe-fixes"]).exit_code == 0
    assert Path("weak.py").read_text() == STRONG
    Path("strict.toml").write_text('extend-unsafe-fixes = ["auth"]\nextend-safe-fixes = ["BKD401"]\n')
    Path("weak.py").write_text(WEAK)
    assert CliRunner().invoke(cli, [*command, "--fix"]).exit_code == 0
    Path("strict.toml").write_text('extend-safe-fixes = ["nothing"]\n')
    wrong = CliRunner().invoke(cli, command)
    assert (wrong.exit_code, "unknown rule or group `nothing`" in wrong.output) == (2, True)


def test_only_new_findings_are_fixed(run: Run) -> None:
    for command in ("init -q .", "add .", "-c user.name=a -c user.email=a@b commit -qm first"):
        assert os.system(f"git {command}") == 0
    Path("weak.py").write_text(WEAK + "more = bcrypt.gensalt(9)\n")
    assert run("--fix", "--new-from-rev", "HEAD").exit_code == 0
    assert Path("weak.py").read_text() == WEAK + "more = bcrypt.gensalt(12)\n"


def test_what_is_staged_is_fixed_in_the_work_tree(run: Run) -> None:
    assert os.system("git init -q . && git add clean.py weak.py") == 0
    result = run("--fix", "--staged", "-f", "concise")
    assert (result.exit_code, "Stage the fixed files" in result.stderr) == (1, True)
    assert Path("weak.py").read_text() == STRONG
    assert (os.system("git add ."), run("--fix", "--staged").exit_code) == (0, 0)


def test_a_file_that_is_staged_in_part_is_left_alone(run: Run) -> None:
    assert os.system("git init -q . && git add weak.py") == 0
    Path("weak.py").write_text(WEAK + "x = 1\n")
    assert "Error: weak.py: not fixed: only a part of it is staged;" in run("--fix", "--staged").stderr
    assert Path("weak.py").read_text() == WEAK + "x = 1\n"


def test_a_refused_fix_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend_lint.session.NativeRules", lambda **_: PlantedRules({"BKD101": "("}))
    Path("weak.py").write_text("x = BKD101\n")
    result = run("--fix")
    assert (result.exit_code, result.stderr) == (1, "Notice: weak.py:1: BKD101 is not fixed: it would not parse\n")


def test_the_command_needs_a_terminal(run: Run) -> None:
    result = CliRunner().invoke(cli, ["fix", "weak.py"])
    assert (result.exit_code, "needs a terminal" in result.stderr) == (2, True)


ANSWERS = {
    "yes and no": (b"y\nn\nn\n", ["12", "9", "10"]),
    "all of the rule": (b"n\na\n", ["8", "12", "12"]),
    "no more of this file": (b"d\n", ["8", "9", "10"]),
    "the rest not": (b"y\nq\n", ["12", "9", "10"]),
    "help first": (b"?\nn\ny\nn\n", ["8", "12", "10"]),
    "nothing said": (b"\n\n\n", ["8", "9", "10"]),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("keys", "costs"), ANSWERS.values(), ids=ANSWERS)
def test_asked_about_each(tmp_path: Path, keys: bytes, costs: list[str]) -> None:
    file = tmp_path / "app.py"
    file.write_text("import bcrypt\n\na = [bcrypt.gensalt(8), bcrypt.gensalt(9)]\nb = bcrypt.gensalt(10)\n")
    pid, terminal = pty.fork()
    if pid == 0:
        command = [sys.executable, "-m", "backend_lint", "fix", "--isolated", str(file)]
        os.execv(sys.executable, command)
    os.write(terminal, keys + b"\x04")  # the end of input: a question too much ends the command
    shown = b""
    try:
        while piece := os.read(terminal, 1 << 16):
            shown += piece
    except OSError:
        pass  # Linux says that the other end has gone
    _, ended = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(ended) == 0, shown.decode()
    assert re.findall(r"gensalt\((\d+)\)", file.read_text()) == costs


LEAST: dict[Applicability, int] = {"safe": 1, "unsafe": 2}


@pytest.mark.parametrize("least", LEAST)
def test_unsafe_fixes_are_made_when_asked_for(least: Applicability) -> None:
    session = Session(Options(isolated=True))
    text = WEAK.encode() + b'password = "hunter2hunter2"\n'
    made = Fixer(session.run_texts, least).fixes(session.run_text("app.py", text))
    assert len(made.files[0].findings) == LEAST[least]
