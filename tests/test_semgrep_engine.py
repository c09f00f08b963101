"""Semgrep as an engine: what it does not do is reported, and our own findings stay (promise 30). Most runs here use a stand-in
that misbehaves; what it prints is written out in `REPORT`."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend_lint.engines import program
from backend_lint.engines.mirror import Mirror
from backend_lint.engines.semgrep.install import InstallError, install
from backend_lint.reports.outcome import Outcome
from backend_lint.semantics.file import SourceFile
from backend_lint.session import Options, Session

PYTHON_FAULT = "import bcrypt\nhashed = bcrypt.hashpw(word, bcrypt.gensalt(4))\n"
SCRIPT = (
    'await bcrypt.hash(word, 4);\nconst é = 1; await bcrypt.hash(word, 5);\nawait bcrypt.hash("hunter2hunter2", 6);\n'
)


def match(path: str, line: int, start: int, end: int, **extra: Any) -> dict[str, Any]:
    """A match of a rule as semgrep prints it."""
    said = {"message": "bcrypt work factor 4 is below 12", "metadata": {"code": "BKD401", "hint": "Use 12."}} | extra
    at = [{"line": line, "col": 1, "offset": offset} for offset in (start, end)]
    return {"check_id": "typescript-bcrypt-cost-too-low", "path": path, "start": at[0], "end": at[1], "extra": said}


REPORT: dict[str, Any] = {
    "version": "1.182.0",
    "results": [match("web/app.ts", 1, 6, 26)],
    "errors": [],
    "paths": {"scanned": ["web/app.ts"]},
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "web").mkdir()
    (tmp_path / "backend-lint.toml").write_text("")
    (tmp_path / "app.py").write_text(PYTHON_FAULT)
    (tmp_path / "web" / "app.ts").write_text(SCRIPT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BACKEND_LINT_SEMGREP", raising=False)
    return tmp_path


Fake = Callable[[str], str]


@pytest.fixture
def fake(tmp_path_factory: pytest.TempPathFactory) -> Fake:
    """A program that does what a text of Python says. `report` prints the value it is given."""

    def make(does: str) -> str:
        path = tmp_path_factory.mktemp("fake") / "semgrep"
        head = f"#!{sys.executable}\nimport json, os, signal, subprocess, sys, time\n"
        head += f"REPORT = {REPORT!r}\ndef report(**more): print(json.dumps(REPORT | more))\n"
        path.write_text(head + textwrap.dedent(does))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


def run(semgrep: str, *, seconds: int = 60, mode: str = "auto", **options: Any) -> Outcome:
    Path("backend-lint.toml").write_text(f'[engines]\ntime-limit = {seconds}\nsemgrep = "{mode}"\n')
    return Session(Options(semgrep_path=semgrep, **options)).run(["."])


def told(outcome: Outcome) -> list[str]:
    """What is said about everything but the Python file, whose finding must be there whatever else happens."""
    assert [each.code for each in outcome.findings if each.path == "app.py"] == ["BKD401"]
    return [
        f"{each.path}:{each.place.line}: {each.code} {each.message}"
        for each in outcome.findings
        if each.path != "app.py"
    ]


def test_a_match_is_a_finding(here: Path, fake: Fake) -> None:
    outcome = run(fake("report()"))
    assert told(outcome) == ["web/app.ts:1: BKD401 bcrypt work factor 4 is below 12"]
    assert (outcome.analysed, outcome.not_analysed, outcome.incomplete, outcome.failing) == (2, 0, 0, 2)
    [found] = [each for each in outcome.findings if each.path == "web/app.ts"]
    assert (found.place.column, found.place.end_column, found.cwe, found.hint) == (7, 27, 916, "Use 12.")
    assert found.fingerprint


FAILURES = {
    "dies": ("os.kill(os.getpid(), signal.SIGSEGV)", "semgrep was ended by signal 11"),
    "prints nothing": ("", "semgrep ended with status 0 and no report that can be read"),
    "prints garbage": (
        "print('{\"version\": ' + '[' * 1000)",
        "semgrep ended with status 0 and no report that can be read",
    ),
    "prints another shape": ("report(results=[1])", "semgrep ended with status 0 and no report that can be read"),
    "prints a list": ("print([])", "semgrep ended with status 0 and no report that can be read"),
    "fails and says why": (
        "print('bad flag', file=sys.stderr); sys.exit(2)",
        "semgrep ended with status 2 and no report that can be read: bad flag",
    ),
    "is too old": (
        "report(version='1.96.0')",
        "semgrep 1.96.0 is too old: 1.150 or newer is needed (`backend-lint semgrep install`)",
    ),
    "nests too deeply": (
        'print(\'{"version": "1.182.0", "errors": [{"type": \' + \'[\' * 200_000)',
        "semgrep ended with status 0 and no report that can be read",
    ),
    "fails with a whole report": (
        "report(results=[]); sys.exit(7)",
        "semgrep ended with status 7, and its report does not say why",
    ),
    "dies after its report": (
        "report(results=[]); sys.stdout.flush(); os.kill(os.getpid(), signal.SIGKILL)",
        "semgrep was ended by signal 9",
    ),
    "ends in the middle of its report": (
        "print(json.dumps(REPORT)[:-20])",
        "semgrep ended with status 0 and no report that can be read",
    ),
    "prints two reports": (
        "report(); report()",
        "semgrep ended with status 0 and no report that can be read",
    ),
    "counts too high": (
        "print(json.dumps(REPORT).replace('\"line\": 1', '\"line\": 1' + '0' * 5000))",
        "semgrep ended with status 0 and no report that can be read",
    ),
    "prints bytes": (
        "sys.stdout.buffer.write(bytes(range(256)) * 4000)",
        "semgrep ended with status 0 and no report that can be read",
    ),
    "removes what it was given": (
        "import shutil; shutil.rmtree('web'); report()",
        "semgrep ended, and the copies of its files cannot be read: No such file or directory",
    ),
    "says much and does nothing": (
        "print('x' * 5_000_000, file=sys.stderr); sys.exit(3)",
        f"semgrep ended with status 3 and no report that can be read: {'x' * 200}",
    ),
    "has a strange version": ("report(version='new')", "semgrep ended with status 0 and no report that can be read"),
}


@pytest.mark.parametrize(("does", "cause"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_reported(here: Path, fake: Fake, does: str, cause: str) -> None:
    outcome = run(fake(does))
    assert told(outcome) == [f".:1: BKD099 {cause}"]
    assert (outcome.analysed, outcome.not_analysed, outcome.incomplete) == (1, 1, 1)


def test_one_that_cannot_be_started_is_reported(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("fake") / "semgrep"
    path.write_bytes(b"\x7fELF no program")
    path.chmod(0o755)
    assert told(run(str(path))) == [".:1: BKD099 semgrep could not be started: Exec format error"]


def test_one_that_hangs_is_ended_with_all_it_started(here: Path, fake: Fake, tmp_path: Path) -> None:
    child = tmp_path / "child"
    outcome = run(
        fake(f"p = subprocess.Popen(['sleep', '60']); open({str(child)!r}, 'w').write(str(p.pid)); time.sleep(60)"),
        seconds=2,
    )
    assert told(outcome) == [".:1: BKD099 semgrep did not end within 2 seconds"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(child.read_text()), 0) or _wait_for_the_end(int(child.read_text()))


def _wait_for_the_end(pid: int) -> None:
    """A killed process may be listed until it is reaped. Raises ProcessLookupError when it has ended."""
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            raise ProcessLookupError
        time.sleep(0.05)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_one_that_never_stops_talking_is_ended(
    here: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    monkeypatch.setattr(program, "MOST_OUTPUT", 1 << 20)
    outcome = run(fake(f"while True: sys.{stream}.write('x' * 100_000)"))
    assert told(outcome) == [".:1: BKD099 semgrep printed more than 1 MB"]


def test_absent_is_one_notice(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: None)
    outcome = Session(Options()).run(["."])
    assert told(outcome) == []
    assert [each.text.partition(";")[0] for each in outcome.notices] == [
        "1 TypeScript and JavaScript file not analysed: semgrep, which checks them, was not found"
    ]
    assert (outcome.analysed, outcome.not_analysed, outcome.incomplete) == (1, 1, 0)


@pytest.mark.parametrize(("mode", "asked"), [("required", ()), ("auto", ("semgrep",)), ("off", ("semgrep",))])
def test_absent_and_required_is_incomplete(
    here: Path, monkeypatch: pytest.MonkeyPatch, mode: str, asked: tuple[str, ...]
) -> None:
    monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: None)
    Path("backend-lint.toml").write_text(f'[engines]\nsemgrep = "{mode}"\n')
    outcome = Session(Options(engine=asked)).run(["."])
    assert [each[:14] for each in told(outcome)] == [".:1: BKD099 1 "]
    assert outcome.incomplete == 1


def test_off_looks_for_python_only(here: Path, fake: Fake) -> None:
    outcome = run(fake("report()"), mode="off")
    assert (told(outcome), outcome.analysed, outcome.notices) == ([], 1, ())


def test_a_program_that_is_not_there_is_reported(here: Path) -> None:
    assert told(run("nowhere")) == [".:1: BKD099 --semgrep-path: nowhere is not a program that can be run"]


ERRORS = {
    "syntax": (
        {"type": "Syntax error", "message": "at `secret`", "path": "web/app.ts", "spans": [{"start": {"line": 2}}]},
        ["web/app.ts:2: BKD000 semgrep could not parse the file"],
    ),
    "timeout of a rule": (
        {"type": "Timeout", "message": "x", "path": "web/app.ts", "rule_id": "typescript-bcrypt-cost-too-low"},
        ["web/app.ts:1: BKD099 rule BKD401 failed on this file: semgrep reports `Timeout`"],
    ),
    "of a file": (
        {"type": "Out of memory", "message": "x", "path": "web/app.ts"},
        ["web/app.ts:1: BKD000 semgrep reports `Out of memory`"],
    ),
    "of a rule": (
        {"type": ["Rule parse error", 1], "message": "in\nsql.yaml"},
        [".:1: BKD099 semgrep reports an error: Rule parse error: in sql.yaml"],
    ),
    "without a kind": ({"type": 7}, [".:1: BKD099 semgrep reports an error: error: "]),
}


@pytest.mark.parametrize(("error", "expected"), ERRORS.values(), ids=ERRORS)
def test_every_error_is_reported(here: Path, fake: Fake, error: dict[str, Any], expected: list[str]) -> None:
    outcome = run(fake(f"report(results=[], errors=[{error!r}])"))
    assert [each.strip() for each in told(outcome)] == [each.strip() for each in expected]
    assert outcome.incomplete == 1


def test_a_part_that_was_not_understood_is_a_notice(here: Path, fake: Fake) -> None:
    error = {"type": ["PartialParsing", []], "message": "x", "path": "web/app.ts", "spans": [{"start": {"line": 3}}]}
    outcome = run(fake(f"report(errors=[{error!r}, {error!r}])"))
    assert [(each.path, each.line) for each in outcome.notices] == [("web/app.ts", 3)]
    assert (outcome.analysed, outcome.incomplete) == (2, 0)


def test_a_file_that_is_not_listed_is_not_analysed(here: Path, fake: Fake) -> None:
    outcome = run(fake("report(results=[], paths={'scanned': []})"))
    assert told(outcome) == ["web/app.ts:1: BKD000 semgrep did not read the file"]
    assert (outcome.analysed, outcome.incomplete) == (1, 1)


def test_what_it_says_of_other_files_and_rules_is_left_out(here: Path, fake: Fake) -> None:
    others = [match("../../etc/passwd", 1, 0, 1), match("web/app.ts", 1, 6, 26, metadata={"code": "BKD999"})]
    assert told(run(fake(f"report(results={others!r})"))) == []


def test_places_count_characters(here: Path, fake: Fake) -> None:
    start = SCRIPT.encode().index(b"bcrypt.hash(word, 5)")
    outcome = run(fake(f"report(results={[match('web/app.ts', 2, start, start + 20)]!r})"))
    [found] = [each for each in outcome.findings if each.path == "web/app.ts"]
    column = SCRIPT.splitlines()[1].index("bcrypt") + 1
    assert (found.place.line, found.place.column, found.place.end_column) == (2, column, column + 20)


def test_a_message_is_one_short_line_without_secrets(here: Path, fake: Fake) -> None:
    long = match("web/app.ts", 1, 6, 26, message='a\nb `password = "hunter2hunter2"` ' + "x" * 500)
    [text] = told(run(fake(f"report(results={[long]!r})")))
    assert "\n" not in text
    assert len(text) < 260
    assert "hunter2" not in text


def test_comments_hold_findings_back(here: Path, fake: Fake) -> None:
    Path("web/app.ts").write_text(
        SCRIPT.replace("4);", "4); // backend-lint: ignore[bcrypt-cost-too-low] an example", 1)
        + "let a = 1; /* backend-lint: ignore[BKD401] no */\nlet b = 'x // backend-lint: ignore[BKD401] text';\n"
    )
    outcome = run(fake("report()"))
    assert told(outcome) == ["web/app.ts:4: BKD090 `ignore` of `BKD401` suppresses nothing"]
    assert [each.reason for each in outcome.suppressed] == ["an example"]


def test_a_comment_counts_only_where_the_rule_could_speak(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("web/app.ts").write_text("let a = 1; // backend-lint: ignore[BKD401] no\n")
    monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: None)
    assert told(Session(Options()).run(["."])) == []


def test_a_baseline_holds_and_one_more_is_new(here: Path, fake: Fake) -> None:
    from click.testing import CliRunner

    from backend_lint.cli import cli

    def invoke(*words: str) -> Any:
        return CliRunner().invoke(cli, [*words])

    third = SCRIPT.encode().rindex(b"bcrypt")
    first, second = match("web/app.ts", 1, 6, 26), match("web/app.ts", 3, third, third + 20)
    one, both = fake(f"report(results={[first]!r})"), fake(f"report(results={[first, second]!r})")
    created = invoke("baseline", "create", "--semgrep-path", one)
    assert created.exit_code == 0, created.output
    assert invoke("check", "--semgrep-path", one, ".").exit_code == 0
    found = json.loads(invoke("check", "--semgrep-path", both, "-f", "json", ".").stdout)["findings"]
    assert [(each["filename"], each["location"]["row"]) for each in found] == [("web/app.ts", 3)]


def test_files_are_laid_out_and_removed(here: Path, fake: Fake, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    outcome = run(
        fake(f"json.dump([os.getcwd(), sorted(os.listdir()), dict(os.environ)], open({str(seen)!r}, 'w')); report()")
    )
    assert told(outcome)
    where, names, environment = json.loads(seen.read_text())
    assert names == [".semgrepignore", "web"]
    assert not Path(where).exists()
    assert not Path(where).is_relative_to(here)
    assert {"SEMGREP_SETTINGS_FILE", "SEMGREP_LOG_FILE", "SEMGREP_VERSION_CACHE_PATH"} <= environment.keys()
    assert (environment["SEMGREP_SEND_METRICS"], environment["PYTHONSAFEPATH"]) == ("off", "1")


def test_the_environment_is_not_passed_on(
    here: Path, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SEMGREP_APP_TOKEN", "SEMGREP_RULES", "PYTHONPATH", "SEMGREP_URL"):
        monkeypatch.setenv(name, "x")
    seen = tmp_path / "seen"
    run(fake(f"json.dump(dict(os.environ), open({str(seen)!r}, 'w')); report()"))
    assert {"SEMGREP_APP_TOKEN", "SEMGREP_RULES", "PYTHONPATH", "SEMGREP_URL"}.isdisjoint(json.loads(seen.read_text()))


def test_standard_input_may_be_of_another_language(here: Path, fake: Fake) -> None:
    report = REPORT | {"results": [match("typed.ts", 1, 6, 26)], "paths": {"scanned": ["typed.ts"]}}
    outcome = Session(Options(semgrep_path=fake(f"report(**{report!r})"))).run_text("typed.ts", SCRIPT.encode())
    assert [(each.path, each.code) for each in outcome.findings] == [("typed.ts", "BKD401")]


def test_tests_and_generated_files_are_not_reported(here: Path, fake: Fake) -> None:
    names = ["a.test.ts", "web/gen.ts", "web/real.ts"]
    for name in names:
        Path(name).write_text(("// Code generated by x. DO NOT EDIT.\n" if "gen" in name else "") + SCRIPT)
    Path("web/app.ts").unlink()
    results = [match(name, 1, 6, 26) for name in names]
    report = REPORT | {"results": results, "paths": {"scanned": names}}
    assert [each.partition(":")[0] for each in told(run(fake(f"report(**{report!r})")))] == ["web/real.ts"]


def test_vendored_and_minified_files_are_not_checked(here: Path, fake: Fake, tmp_path: Path) -> None:
    for name in ("vendor/lib.js", "node_modules/x/a.js", "web/jquery-3.1.js", "web/app.min.js"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(SCRIPT)
    Path("web/packed.js").write_text("var a=1;" * 1_000)
    seen = tmp_path / "seen"
    outcome = run(fake(f"json.dump(sorted(os.listdir('web')), open({str(seen)!r}, 'w')); report()"))
    assert json.loads(seen.read_text()) == ["app.ts"]
    assert (outcome.notices, outcome.analysed) == ((), 2)
    assert [each.path for each in outcome.skipped if each.reason == "minified"] == ["web/packed.js"]
    assert {each.path for each in outcome.skipped if "vendored" in each.reason} == {
        "vendor", "web/jquery-3.1.js", "web/app.min.js",
    }  # fmt: skip


def test_an_older_fast_command_is_asked_again(here: Path, fake: Fake) -> None:
    semgrep = fake(
        "if '--experimental' in sys.argv: print('unknown option --experimental', file=sys.stderr); sys.exit(2)\nreport()"
    )
    assert told(run(semgrep)) == ["web/app.ts:1: BKD401 bcrypt work factor 4 is below 12"]


def test_without_semgrep_the_baseline_keeps_its_entries(
    here: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from backend_lint.cli import cli

    CliRunner().invoke(cli, ["baseline", "create", "--semgrep-path", fake("report()")])
    before = Path(".backend-lint-baseline.json").read_text()
    monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: None)
    assert CliRunner().invoke(cli, ["baseline", "prune"]).exit_code == 0
    assert Path(".backend-lint-baseline.json").read_text() == before
    assert "app.ts" in before


#: Says that every file it is given has a match in its first line.
MATCHES_ALL = """
names = [os.path.join(top, name)[2:] for top, _, files in os.walk('.') for name in files if name.endswith('.ts')]
report(results=[REPORT["results"][0] | {"path": name} for name in names], paths={"scanned": names})
"""


@pytest.mark.parametrize(
    "name", ["new\nline.ts", "bad\udcff.ts", "Upper.TS", "module.mts", "_outside/0/app.ts", "é.cts", "-x.ts"]
)
def test_every_name_is_checked(here: Path, fake: Fake, name: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(SCRIPT)
    outcome = Session(Options(semgrep_path=fake(MATCHES_ALL))).run([".", name])
    assert sorted(each.path for each in outcome.findings) == sorted(["app.py", name, "web/app.ts"])
    assert outcome.not_analysed == 0


COPIED = {
    "the same but for its case": ["web/app.ts", "web/app.ts"],  # as a file system without case has them
    "a file where another has a directory": ["web.ts", "web.ts/app.ts"],
    "out of the root": ["../a.ts", "/a.ts", "C:/a.ts", "a/../a.ts", "a.ts"],
    "too long": [f"{'x' * 250}/" * 20 + "a.ts", f"{'x' * 255}.ts"],
    "no file name": ["a\0.ts", "\ud800.ts"],
}


@pytest.mark.parametrize("paths", COPIED.values(), ids=COPIED)
def test_copies_do_not_get_in_each_others_way(paths: list[str]) -> None:
    mirror = Mirror()
    try:
        for number, path in enumerate(paths):
            mirror.add(SourceFile(path, b"", str(number), "utf-8"), ".ts")
        names = [str(path.relative_to(mirror.files)) for path in mirror.files.rglob("*.ts") if path.is_file()]
        assert sorted((mirror.path(name), mirror.source(name).text) for name in names) == sorted(
            (path, str(number)) for number, path in enumerate(paths)
        )
    finally:
        mirror.close()
    assert not mirror.folder.exists()


@pytest.mark.parametrize("fails", ["mkdtemp", "_write"])
def test_files_that_cannot_be_laid_out_are_not_analysed(
    here: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    Path("web/second.ts").write_text(SCRIPT)
    monkeypatch.setattr(tempfile if fails == "mkdtemp" else Mirror, fails, full)
    outcome = run(fake("report()"))
    assert told(outcome) == [".:1: BKD099 semgrep cannot be given its files: No space left on device"]
    assert (outcome.analysed, outcome.not_analysed, outcome.incomplete) == (1, 2, 1)


def test_no_rule_for_a_language_needs_no_semgrep(here: Path, fake: Fake) -> None:
    """The stand-in lists no file, as semgrep does with files that no rule is about."""
    outcome = run(fake("report(results=[], paths={'scanned': []})"), select=("bcrypt-cost-implicit",))
    assert [each.code for each in outcome.findings] == []
    assert outcome.incomplete == 0


def test_no_place_is_outside_of_the_file(here: Path, fake: Fake) -> None:
    results = [match("web/app.ts", 1, *span) for span in ((-5, 3), (7, 2), (10**9, 10**10), (20, 10**10))]
    outcome = run(fake(f"report(results={results!r}, errors=[])"))
    found = [each.place for each in outcome.findings if each.path == "web/app.ts"]
    lines = SCRIPT.splitlines(keepends=True)
    for place in found:
        assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column) <= (len(lines) + 1, 1)
    assert len(found) == len(results)


def test_an_error_stands_on_a_line(here: Path, fake: Fake) -> None:
    error = {"type": "Syntax error", "message": "x", "path": "web/app.ts", "spans": [{"start": {"line": -3}}]}
    assert told(run(fake(f"report(results=[], errors=[{error!r}])"))) == [
        "web/app.ts:1: BKD000 semgrep could not parse the file"
    ]


def test_thousands_of_matches_in_one_file(here: Path, fake: Fake) -> None:
    Path("web/app.ts").write_text("await bcrypt.hash(word, 4);\n" * 20_000)
    outcome = run(
        fake(
            "one = REPORT['results'][0]\n"
            "def at(n): return {'line': 1, 'col': 1, 'offset': n}\n"
            "report(results=[one | {'check_id': str(n % 2), 'start': at(28 * n), 'end': at(28 * n + 20)}"
            " for n in range(20_000)])"
        )
    )
    assert len(told(outcome)) == 20_000


SAME = {
    "two patterns at one place": ([("a", 0, 9, "HIGH"), ("b", 0, 5, "HIGH")], [(0, 5)]),
    "two patterns, one in the other": ([("a", 0, 9, "HIGH"), ("b", 3, 5, "HIGH")], [(0, 9)]),
    "the surest speaks": ([("a", 0, 9, "LOW"), ("b", 3, 5, "HIGH")], [(3, 5)]),
    "one pattern, one in the other": ([("a", 0, 9, "HIGH"), ("a", 3, 5, "HIGH")], [(0, 9), (3, 5)]),
    "side by side": ([("a", 0, 3, "HIGH"), ("b", 3, 5, "HIGH")], [(0, 3), (3, 5)]),
}


@pytest.mark.parametrize(("given", "expected"), SAME.values(), ids=SAME)
def test_one_construct_is_one_finding(
    here: Path, fake: Fake, given: list[tuple[str, int, int, str]], expected: list[tuple[int, int]]
) -> None:
    results = [
        match("web/app.ts", 1, start, end, metadata={"code": "BKD401", "confidence": sure}) | {"check_id": pattern}
        for pattern, start, end, sure in given
    ]
    outcome = run(fake(f"report(results={results!r})"), min_confidence="low")
    places = [each.place for each in outcome.findings if each.path == "web/app.ts"]
    assert [(each.column - 1, each.end_column - 1) for each in places] == expected


def test_every_configuration_has_a_run_of_its_own(here: Path, fake: Fake) -> None:
    names = [f"part{number}" for number in range(7)]
    for name in names:
        Path(name).mkdir()
        Path(name, "backend-lint.toml").write_text("")
        Path(name, "app.ts").write_text(SCRIPT)
    outcome = run(fake(MATCHES_ALL))
    assert [each.partition(":")[0] for each in told(outcome)] == [*(f"{name}/app.ts" for name in names), "web/app.ts"]
    assert outcome.not_analysed == 0


def test_a_run_that_fails_leaves_nothing(
    here: Path, fake: Fake, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    child = folder.parent / f"{folder.name}.pid"
    semgrep = fake(f"open({str(child)!r}, 'w').write(str(os.getpid())); time.sleep(60)")

    def failing(*_: int) -> None:
        while not (child.exists() and child.read_text()):
            time.sleep(0.01)
        assert [*folder.iterdir()]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Session(Options(semgrep_path=semgrep)).run(["."], failing)
    assert [*folder.iterdir()] == []
    with pytest.raises(ProcessLookupError):
        _wait_for_the_end(int(child.read_text()))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_cancelled_job_leaves_nothing(
    here: Path, fake: Fake, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    number = signal.Signals[name]
    folder = tmp_path_factory.mktemp("temporary")
    child = folder.parent / f"{folder.name}.pid"
    semgrep = fake(f"open({str(child)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    command = [sys.executable, "-m", "backend_lint", "--semgrep-path", semgrep, "."]
    ours = subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(folder)},
        # Where tests run under nohup, the signal is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    while not (child.exists() and child.read_text()) and ours.poll() is None:
        time.sleep(0.01)
    ours.send_signal(number)
    assert ours.wait() == 128 + number
    assert [*folder.iterdir()] == []
    with pytest.raises(ProcessLookupError):
        _wait_for_the_end(int(child.read_text()))


def test_limits_hold_while_nobody_waits(fake: Fake, tmp_path: Path) -> None:
    running = program.Program([fake("time.sleep(60)")], tmp_path, tmp_path, 0.2, {})
    with pytest.raises(ProcessLookupError):
        _wait_for_the_end(running._process.pid)
    with pytest.raises(program.ProgramError, match=r"did not end within 0\.2 seconds"):
        running.finish(threading.Event())


def test_text_in_a_language_that_is_off_is_not_called_clean(here: Path, fake: Fake) -> None:
    Path("backend-lint.toml").write_text('[engines]\nsemgrep = "off"\n')
    outcome = Session(Options()).run_text("typed.ts", SCRIPT.encode())
    assert (outcome.analysed, [each.reason for each in outcome.skipped]) == (0, ["not in a language that is checked"])


@pytest.mark.parametrize("version", ["../../x", "1.2 --index-url=x", ""])
def test_only_a_version_is_installed(version: str) -> None:
    with pytest.raises(InstallError):
        install(version, lambda command: pytest.fail(command))


def test_semgrep_does_not_see_our_directives(here: Path, fake: Fake, tmp_path: Path) -> None:
    text = "// é backend-lint: ignore[webhook-signature-unverified, BKD401] signed é\nbad();\n"
    Path("web/app.ts").write_text(text)
    seen = tmp_path / "seen"
    run(fake(f"open({str(seen)!r}, 'wb').write(open('web/app.ts', 'rb').read()); report()"))
    directive = text[text.index("backend") : text.index("]") + 1]
    assert seen.read_text() == text.replace(directive, " " * len(directive))


FIXED = {
    "an argument": ("bcrypt.hash(word, 4)", "bcrypt.hash(word, 12)", "bcrypt.hash(word, 12)"),
    "a comment in between": ("bcrypt.hash(word, /* é */ 4)", "bcrypt.hash(word, 12)", "bcrypt.hash(word, /* é */ 12)"),
    "an addition": ("sign(claims, key)", "sign(claims, key, { a: 1 })", "sign(claims, key, { a: 1 })"),
    "an addition to a list of lines": ("f(\n  a,\n  b,\n)", "f(a, b, c)", "f(\n  a,\n  b, c,\n)"),
    "an addition in front": ("C{\n  a: 1,\n}", "C{b: 2, a: 1}", "C{\n  b: 2,\n  a: 1,\n}"),
    "a removal": ('env.KEY || "word"', "env.KEY", "env.KEY"),
    "a removal from a list": ("f({ a: 1, b: 2 }, c)", "f({ b: 2 }, c)", "f({ b: 2 }, c)"),
    "an operand that was put into brackets": ("sign(claims, key!)", "sign(claims, (key!), c)", "sign(claims, key!, c)"),
    "a string from a string": ("ENV['KEY'] || 'word'", "ENV.fetch('KEY')", "ENV.fetch('KEY')"),
    "line ends": ("f(a)", "f(a)\n  .g()", "f(a)\n  .g()"),
    "no change": ("f(a)", "f( a )", None),
    "a comment would be lost": ("f(a /* why */ + b)", "f(c)", None),
    "a metavariable that is not bound": ("f(a)", "f(a, $SIZE)", None),
    "an interpolated string cut short": ("f(`a ${b}`)", "f(`a ${b, 12)", None),
    "a keyword that is lost": ("f(ref a)", "f(a, b)", None),
    "a cast cut short": ("f((string) a)", "f(string) a, b)", None),
    "a string taken for a group": ('f("$1")', 'f("word", 12)', None),
    "a string of lines indented anew": ("f(`a\n  b`)", "f(`a\n    b`, 12)", None),
}


@pytest.mark.parametrize(("old", "new", "expected"), FIXED.values(), ids=FIXED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_fix_is_the_smallest_edit_of_the_file_itself(
    here: Path, fake: Fake, old: str, new: str, expected: str | None, encoding: str, line_end: str
) -> None:
    """Semgrep's offsets are those of a copy: UTF-8 without a mark, spaces for our directives."""
    front = "// é backend-lint: ignore[BKD999] é\nconst é = 1; return "
    front, text = (each.replace("\n", line_end) for each in (front, old))
    Path("web/app.ts").write_bytes((front + text + ";\n").encode(encoding))
    start = len(front.encode())
    said = {"message": "m", "fix": new, "metadata": {"code": "BKD401", "fix": "safe", "fix-title": "Do it"}}
    found = match("web/app.ts", 2, start, start + len(text.encode())) | {"extra": said}
    outcome = run(fake(f"report(results={[found]!r})"))
    [fix] = [each.fix for each in outcome.findings if each.path == "web/app.ts"]
    if expected is None:
        assert fix is None
        return
    assert fix is not None
    assert (fix.title, fix.applicability) == ("Do it", "safe")
    [edit] = fix.edits
    data = Path("web/app.ts").read_bytes()
    fixed = data[: edit.start] + edit.text.encode(encoding.removesuffix("-sig")) + data[edit.end :]
    assert fixed == (front + expected.replace("\n", line_end) + ";\n").encode(encoding)


def test_a_fix_is_unsafe_unless_the_pack_says_otherwise(here: Path, fake: Fake) -> None:
    outcome = run(fake(f"report(results={[match('web/app.ts', 1, 6, 26, fix='bcrypt.hash(word, 12)')]!r})"))
    assert [each.fix.applicability for each in outcome.findings if each.path == "web/app.ts" and each.fix] == ["unsafe"]


def test_no_fix_prints_a_secret(here: Path, fake: Fake) -> None:
    Path("web/app.ts").write_text('open("hunter2hunter2");\n')
    said = {"message": "m", "fix": 'connect({ password: "hunter2hunter2" })', "metadata": {"code": "BKD301"}}
    found = match("web/app.ts", 1, 0, 22) | {"extra": said}
    outcome = run(fake(f"report(results={[found]!r})"))
    assert [(each.code, each.fix) for each in outcome.findings if each.path == "web/app.ts"] == [("BKD301", None)]
