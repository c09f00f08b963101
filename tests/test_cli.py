"""The command line: flags, streams, exit statuses, and what it imports."""

import errno
import io
import json
import os
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fake_rules import FakeRules

from backend_lint import cli as command_line
from backend_lint import session
from backend_lint.cli import check, cli, job, progress
from backend_lint.model import CONFIDENCE_RANK, SEVERITY_RANK
from backend_lint.reports import FORMATS

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in an empty directory with rules that find words (see fake_rules)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "NativeRules", lambda **_: FakeRules())
    for name in ("NO_COLOR", "FORCE_COLOR", "BACKEND_LINT_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*args: str, stdin: str | None = None, **env: str) -> Result:
        return CliRunner().invoke(cli, args, input=stdin, env=env, catch_exceptions=False)

    return invoke


def put(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_", ".") if name.endswith("_py") else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def codes(result: Result) -> list[str]:
    return [found["code"] for found in json.loads(result.stdout)["findings"]]


STATUSES = {
    "clean": ("x", (), 0),
    "error": ("BKD101", (), 1),
    "warning": ("BKD102", (), 1),
    "strict finding does not fail": ("BKD405", ("--strict",), 0),
    "unless asked": ("BKD405", ("--strict", "--fail-on", "strict"), 1),
    "fail on errors": ("BKD102", ("--fail-on", "error"), 0),
    "low confidence is hidden": ("BKD101?", (), 0),
    "low confidence on request": ("BKD101?", ("--min-confidence", "low"), 1),
    "min severity": ("BKD102", ("--min-severity", "error"), 0),
    "strict severity is hidden": ("BKD110!", ("--fail-on", "strict"), 0),
    "strict severity with its rule": ("BKD110!", ("--fail-on", "strict", "--select", "select-star"), 1),
    "strict severity with its family": ("BKD110!", ("--fail-on", "strict", "--select", "sql"), 0),
    "exit zero": ("BKD101", ("--exit-zero",), 0),
    "ignored": ("BKD101", ("--ignore", "BKD101"), 0),
    "selected other": ("BKD101", ("--select", "BKD102,auth"), 0),
    "suppressed": ("BKD101  # noqa: BKD101", (), 0),
    "incomplete": ("def f(:", (), 3),
    "incomplete wins": ("def f(:", ("--exit-zero",), 3),
    "incomplete, allowed": ("def f(:", ("--allow-incomplete",), 0),
    "rule failed": ("raise-in-rule BKD101", (), 3),
    "rule failed, allowed": ("raise-in-rule BKD101", ("--allow-incomplete",), 1),
    "unknown rule": ("x", ("--select", "nope"), 2),
    "unknown flag": ("x", ("--nope",), 2),
    "unknown format": ("x", ("-f", "xml"), 2),
    "missing path": ("x", ("nope.py",), 2),
    "missing configuration": ("x", ("--config", "nope.toml"), 2),
}


@pytest.mark.parametrize(("text", "args", "status"), STATUSES.values(), ids=STATUSES)
def test_exit_status(run: Run, text: str, args: tuple[str, ...], status: int) -> None:
    put(a_py=text + "\n")
    result = run("check", *args)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output


def test_incomplete_and_findings(run: Run) -> None:
    put(a_py="BKD101\n", b_py="def f(:\n")
    result = run("-f", "concise")
    assert (result.exit_code, result.stdout.splitlines()[:2]) == (
        3,
        ["a.py:1:1: BKD101 BKD101 is here", "b.py:1:1: BKD000 invalid syntax"],
    )


def test_check_is_the_command_without_a_name(run: Run) -> None:
    put(src__a_py="BKD101\n", rules__b_py="BKD102\n")
    assert run("src").output == run("check", "src").output == run("./src").output
    assert run().exit_code == run(".").exit_code == 1
    assert "hardcoded" not in run("./rules").output
    assert "b.py:1:1: BKD102" in run("-f", "concise", "./rules").output == run("check", "-f", "concise", "rules").output


def test_a_wrong_path_or_command_is_named(run: Run) -> None:
    result = run("chekc")
    assert result.stderr == "Error: chekc: No such file or directory; did you mean `check`?\n"
    assert (run("a\nb\x1b[31m.py").stderr) == "Error: a\\x0ab\\x1b[31m.py: No such file or directory\n"


def test_flags_named_here_are_those_of_the_modules() -> None:
    assert tuple(FORMATS) == check.FORMATS
    assert set(check.SEVERITIES) == set(SEVERITY_RANK) and set(check.CONFIDENCES) == set(CONFIDENCE_RANK)


def test_selection_from_file_and_line(run: Run) -> None:
    put(a_py="BKD101 BKD102 BKD110 BKD405\n")
    Path("backend-lint.toml").write_text('select = ["sql"]\nignore = ["BKD102"]\n')
    assert codes(run("-f", "json")) == ["BKD101", "BKD110"]
    assert codes(run("-f", "json", "--select", "BKD102", "--select=BKD405")) == ["BKD102", "BKD405"]
    assert codes(run("-f", "json", "--extend-select", "BKD405")) == ["BKD101", "BKD110", "BKD405"]
    assert codes(run("-f", "json", "--isolated", "--strict")) == ["BKD101", "BKD102", "BKD110", "BKD405"]


def test_every_directory_has_its_own_settings(run: Run) -> None:
    put(a_py="BKD101\n", api__b_py="BKD101 BKD102\n", api__gen__c_py="BKD101 BKD102\n")
    Path("api/backend-lint.toml").write_text('ignore = ["BKD101"]\n[per-file-ignores]\n"gen/*.py" = ["sql"]\n')
    result = json.loads(run("-f", "json").stdout)
    assert [(each["filename"], each["code"]) for each in result["findings"]] == [
        ("a.py", "BKD101"),
        ("api/b.py", "BKD102"),
    ]


def test_failing_is_judged_by_each_files_settings(run: Run) -> None:
    put(a__a_py="BKD102\n", b__b_py="def f(:\n")
    Path("a/backend-lint.toml").write_text('fail-on = "error"\n')
    Path("b/backend-lint.toml").write_text("allow-incomplete = true\n")
    assert run().exit_code == 0
    assert run("--fail-on", "warning").exit_code == 1


def test_project_rules_see_the_files_of_one_configuration(run: Run) -> None:
    put(a__a_py="shape\n", a__b_py="shape  # noqa: BKD501\n", b__c_py="shape\n")
    Path("a/backend-lint.toml").write_text("")
    result = json.loads(run("-f", "json").stdout)
    assert [(each["filename"], each["code"]) for each in result["findings"]] == [("a/a.py", "BKD501")]
    assert result["summary"]["suppressed"] == 1


def test_results_do_not_depend_on_how_paths_are_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(src__a_py="BKD101\n", src__b_py="shape\n", src__c_py="shape BKD102\n")
    expected = run("-f", "json", "src").stdout
    assert run("-f", "json", "src/c.py", str(tmp_path / "src"), "src/../src/a.py").stdout == expected
    monkeypatch.chdir("src")
    here = json.loads(run("-f", "json").stdout)["findings"]
    assert [(each["code"], each["location"]) for each in here] == [
        (each["code"], each["location"]) for each in json.loads(expected)["findings"]
    ]


def test_one_construct_gives_one_finding_and_suppressing_it_brings_up_no_other(run: Run) -> None:
    put(a_py="x = 'BKD301='\n", b_py="x = 'BKD301='  # noqa: BKD301\n")
    result = json.loads(run("-f", "json").stdout)
    assert ([each["filename"] for each in result["findings"]], result["summary"]["suppressed"]) == (
        ["a.py"],
        1,
    )


def test_standard_input(run: Run) -> None:
    assert run("-f", "concise", "-q", "-", stdin="x\nBKD101\n").output == "-:2:1: BKD101 BKD101 is here\n"
    named = run("-f", "concise", "-q", "--stdin-filename", "api/a.py", "-", stdin="BKD101\n")
    assert (named.exit_code, named.output) == (1, "api/a.py:1:1: BKD101 BKD101 is here\n")
    put(api__b_py="")
    Path("api/backend-lint.toml").write_text('ignore = ["BKD101"]\nextend-exclude = ["x.py"]\n')
    assert run("--stdin-filename", "api/a.py", stdin="BKD101\n").exit_code == 0
    assert run("--stdin-filename", "api/x.py", stdin="BKD102\n").exit_code == 1
    assert run("--stdin-filename", "api/x.py", "--force-exclude", stdin="BKD102\n").exit_code == 0
    assert run("-", stdin="def f(:\n").exit_code == 3
    assert run("-", "a.py", stdin="").exit_code == 2


def test_files_too_large_or_unreadable_are_findings(run: Run) -> None:
    put(a_py="x\n" * 100, c_py="BKD101\n")
    Path("b.py").write_bytes(b"\xff\n")
    Path("backend-lint.toml").write_text("max-file-bytes = 100\n")
    result = run("-f", "concise")
    lines = result.output.splitlines()
    assert result.exit_code == 3
    assert [line.split(":")[0] for line in lines[:3]] == ["a.py", "b.py", "c.py"]
    assert ["BKD000" in line for line in lines[:3]] == [True, True, False]
    assert lines[-1] == "1 file analysed, 2 not analysed."
    assert run("-", stdin="x\n" * 100).exit_code == 3


def test_a_file_without_permission_is_a_finding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(a_py="BKD101\n", b_py="BKD101\n")
    opened = os.open

    def deny(path: str, *args: int) -> int:  # a test that runs as root may read everything
        if str(path).endswith("b.py"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(os, "open", deny)
    result = run("-f", "concise")
    assert (result.exit_code, result.output.splitlines()[:2]) == (
        3,
        ["a.py:1:1: BKD101 BKD101 is here", "b.py:1:1: BKD000 no permission to read the file"],
    )


def test_statistics_replace_the_findings(run: Run) -> None:
    put(a_py="BKD102 BKD102 BKD101\n")
    result = run("-q", "--statistics")
    assert (result.exit_code, [line.split() for line in result.output.splitlines()]) == (
        1,
        [["2", "BKD102", "warning", "sql-name"], ["1", "BKD101", "error", "sql-string"]],
    )


def test_examples_are_included_by_flag_or_key(run: Run) -> None:
    assert "\ninclude-examples = false\n" in run("config", "show").output
    assert "\ninclude-examples = true\n" in run("--include-examples", "--show-settings").output
    Path("backend-lint.toml").write_text("include-examples = true\n")
    assert "\ninclude-examples = true\n" in run("--show-settings").output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("wanted", "seconds", "terminal", "drawn"),
    [(True, 2, True, True), (True, 0.5, True, False), (False, 2, True, False), (True, 2, False, False)],
    ids=["a long run", "a short run", "not wanted", "no terminal"],
)
def test_the_bar(monkeypatch: pytest.MonkeyPatch, wanted: bool, seconds: float, terminal: bool, drawn: bool) -> None:
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress.Bar(wanted=wanted) as bar:
        monkeypatch.setattr(bar, "_begun", time.monotonic() - seconds)
        bar(1, 2)
    assert ("Checking" in stream.getvalue()) is drawn


def test_no_bar_when_quiet_or_told_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bars: list[bool] = []

    class Bar(progress.Bar):
        def __init__(self, *, wanted: bool) -> None:
            bars.append(wanted)
            super().__init__(wanted=False)

    monkeypatch.setattr(job, "Bar", Bar)
    for args in ((), ("-q",), ("--no-progress",)):
        run(*args)
    assert bars == [True, False, False]


def test_quiet_and_verbose(run: Run) -> None:
    put(a_py="BKD101\nBKD102  # noqa: BKD102\n", venv__b_py="")
    assert run("-q", "-f", "concise").output == "a.py:1:1: BKD101 BKD101 is here\n"
    assert "BKD102 by line 2" in run("-v").output and "left out: venv: excluded" in run("-v").output
    assert "by line" not in run().output


def test_exclude_adds_to_the_default(run: Run) -> None:
    put(a_py="", gen__b_py="", venv__c_py="")
    assert run("--show-files", "--exclude", "gen,x").output == "a.py\n"
    assert run("--show-files", "--exclude", "a.py", "a.py").output == "a.py\n"
    assert run("--show-files", "--exclude", "a.py", "--force-exclude", "a.py").output == ""
    result = run("--exclude", "*.py")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "No files to check found.")


def test_show_settings_is_a_configuration_file_that_means_the_same(run: Run) -> None:
    put(a_py="")
    Path("pyproject.toml").write_text(
        '[tool.backend-lint]\nprofile = "doc-004"\nselect = ["ALL"]\nbcrypt-min-cost = 14\n'
        '[tool.backend-lint.per-file-ignores]\n"a b/*.py" = ["sql"]\n'
        '[tool.backend-lint.roles]\nhandler = ["web/**"]\n'
    )
    text = run("config", "show").output
    assert text == run("--show-settings", "a.py").output
    table = tomllib.loads(text)
    assert table["rules"]["error-shape"] == {"error-shape": "envelope"}
    assert table["rules"]["bcrypt-cost"] == {"bcrypt-min-cost": 14}
    assert table["per-file-ignores"] == {"a b/*.py": ["sql"]}
    Path("other.toml").write_text(text)
    again = run("config", "show", "--config", "other.toml").output
    assert again.splitlines()[1:] == text.splitlines()[1:]
    assert run("config", "show", "nope").exit_code == 2
    Path("pyproject.toml").write_text("[tool.backend-lint]\nx = 1\n")
    assert (run("config", "show").exit_code, run("--show-settings").exit_code) == (2, 2)


def test_output_file(run: Run, tmp_path: Path) -> None:
    put(a_py="BKD101\n")
    result = run("-f", "json", "-o", "out.json", "--color", "always")
    assert (result.exit_code, result.stdout) == (1, "") and "Found 1 error." in result.stderr
    assert json.loads(Path("out.json").read_text())["summary"]["failing"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "out.json"]
    assert Path("out.json").stat().st_mode & 0o777 == Path("a.py").stat().st_mode & 0o777
    failed = run("-o", "none/out.json")
    assert (failed.exit_code, failed.stderr) == (
        2,
        "Found 1 error.\nNo fixes available (1 hidden fix can be enabled with the `--unsafe-fixes` option).\n"
        "1 file analysed.\nError: none/out.json: cannot be written: its directory does not exist: make it first\n",
    )


COLORS = {
    "not a terminal": ((), {}, False),
    "forced": ((), {"FORCE_COLOR": "1"}, True),
    "NO_COLOR beats FORCE_COLOR": ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    "empty NO_COLOR is none": ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    "always beats NO_COLOR": (("--color", "always"), {"NO_COLOR": "1"}, True),
    "never": (("--color", "never"), {"FORCE_COLOR": "1"}, False),
}


@pytest.mark.parametrize(("args", "env", "expected"), COLORS.values(), ids=COLORS)
def test_color(run: Run, args: tuple[str, ...], env: dict[str, str], expected: bool) -> None:
    put(a_py="BKD101\n")
    result = CliRunner().invoke(cli, ["--color", "auto", *args], env=env, color=True)
    assert ("\x1b[" in result.output) is expected


def test_format_from_the_environment(run: Run) -> None:
    put(a_py="BKD101\n")
    assert run("-q", BACKEND_LINT_OUTPUT_FORMAT="concise").output == "a.py:1:1: BKD101 BKD101 is here\n"
    assert run("-q", "-f", "grouped", BACKEND_LINT_OUTPUT_FORMAT="concise").output.startswith("a.py\n")
    assert run(BACKEND_LINT_OUTPUT_FORMAT="nope").exit_code == 2


@pytest.mark.parametrize("verbose", [False, True])
def test_a_fault_of_our_own_is_no_finding(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verbose: bool
) -> None:
    class Panic(BaseException):
        """As Rust extensions raise it."""

    def fail(*_: object) -> None:
        raise Panic("two\nlines \x1b[31m")

    monkeypatch.setattr(session.Session, "run", fail)
    monkeypatch.setattr(sys, "argv", ["backend-lint", "check", *(["-v"] * verbose)])
    with pytest.raises(SystemExit) as ended:
        command_line.run()
    *trace, line = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert line.startswith("Internal error: Panic: two lines \\x1b[31m; please report")
    assert bool(trace) is verbose


def test_interrupt(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(a_py="x\n")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session.Session, "discover", interrupt)
    assert run().exit_code == 130
