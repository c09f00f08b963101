"""ruff and bandit as engines: their findings stand in our report, and what one of ours says already is said once."""

from __future__ import annotations

import errno
import json
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from backend_lint import catalog
from backend_lint.engines import program
from backend_lint.engines.mirror import Mirror
from backend_lint.merge import echoes, without_echoes
from backend_lint.model import Finding, Place
from backend_lint.reports import render
from backend_lint.reports.outcome import Outcome
from backend_lint.session import Options, Session

SOURCE = """\
import requests


def find(cursor, é, name):
    é = requests.get("https://example.org"); cursor.execute(f"SELECT id FROM users WHERE name = {name}")
    print(name)
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "backend-lint.toml").write_text("")
    (tmp_path / "app.py").write_text(SOURCE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*engines: str, **options: tuple[str, ...]) -> Outcome:
    return Session(Options(engine=engines, **options)).run(["."])


def test_off_by_default() -> None:
    assert [each.code for each in run().findings] == ["BKD101"]


def test_ruff_stands_in_the_report() -> None:
    outcome = run("ruff")
    assert [(each.code, each.place.line, each.place.column) for each in outcome.findings] == [
        ("S113", 5, 9),
        ("BKD101", 5, 98),
        ("T201", 6, 5),
    ]
    assert "(also S608)" in outcome.findings[1].message
    assert outcome.rules["S113"].summary == catalog.entry("BKD708").info.summary  # type: ignore[union-attr]


def test_an_echo_of_two_linters_names_both() -> None:
    [found] = [each for each in run("ruff", "bandit").findings if each.code == "BKD101"]
    assert found.message.endswith("(also S608, B608)")


def test_settings_turn_it_on(here: Path) -> None:
    (here / "backend-lint.toml").write_text("[engines]\nruff = true\n")
    assert "T201" in [each.code for each in run().findings]


@pytest.mark.parametrize("how", ["command line", "settings", "comment", "file"])
def test_its_codes_can_be_left_out(here: Path, how: str) -> None:
    settings = {"settings": 'ignore = ["T201"]', "file": '[per-file-ignores]\n"app.py" = ["ruff-t201"]'}
    (here / "backend-lint.toml").write_text(settings.get(how, ""))
    if how == "comment":
        (here / "app.py").write_text(SOURCE.replace("print(name)", "print(name)  # backend-lint: ignore[T201] shown"))
    outcome = run("ruff", **({"ignore": ("T201",)} if how == "command line" else {}))
    assert [each.code for each in outcome.findings] == ["S113", "BKD101"]


def test_its_own_comments_count(here: Path) -> None:
    (here / "app.py").write_text(SOURCE.replace("print(name)", "print(name)  # noqa: T201"))
    assert "T201" not in [each.code for each in run("ruff").findings]


def test_its_own_settings_do_not(here: Path) -> None:
    (here / "ruff.toml").write_text('[lint]\nignore = ["T201"]\n')
    (here / ".bandit").write_text("[bandit]\nskips = B113\n")
    codes = [each.code for each in run("ruff", "bandit", extend_select=("B113",)).findings]
    assert "T201" in codes


def test_places_of_bandit_count_characters() -> None:
    outcome = Session(Options(engine=("bandit",), min_confidence="low")).run(["."])
    [found] = [each for each in outcome.findings if each.code == "B113"]
    assert (found.place.line, found.place.column) == (5, 9)


def test_one_that_is_asked_for_and_not_there_is_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend_lint.engines.linters.find", lambda name: None)
    outcome = run("ruff")
    assert [(each.code, each.path, each.message) for each in outcome.findings] == [
        ("BKD099", ".", "ruff was asked for and is not installed"),
        ("BKD101", "app.py", outcome.findings[1].message),
    ]
    assert outcome.incomplete == 1


@pytest.mark.parametrize("prints", ["", "garbage", '[{"code": 1}]', '[{"code": ' + "[" * 200_000])
def test_one_that_fails_is_incomplete(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, prints: str
) -> None:
    fake = tmp_path_factory.mktemp("fake") / "ruff"
    fake.write_text(f"#!{sys.executable}\nprint({prints!r})\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("backend_lint.engines.linters.find", lambda name: str(fake))
    outcome = run("ruff")
    assert [each.code for each in outcome.findings] == ["BKD099", "BKD101"]
    assert outcome.findings[0].message == "ruff ended with status 0 and no report that can be read"


FAILURES = {
    "dies": ("os.kill(os.getpid(), signal.SIGSEGV)", "ended with status -11 and no report that can be read"),
    "dies after its report": (
        "report(); sys.stdout.flush(); os.kill(os.getpid(), signal.SIGKILL)",
        "ended with status -9, so its report may be incomplete",
    ),
    "fails with a whole report": ("report(); sys.exit(2)", "ended with status 2, so its report may be incomplete"),
    "prints two reports": ("report(); report()", "ended with status 0 and no report that can be read"),
    "prints bytes": (
        "sys.stdout.buffer.write(bytes(range(256)) * 4000)",
        "ended with status 0 and no report that can be read",
    ),
    "hangs": ("subprocess.Popen(['sleep', '60']); time.sleep(60)", "did not end within 2 seconds"),
    "never stops talking": ("while True: print('x' * 100_000)", "printed more than 1 MB"),
    "never stops complaining": ("while True: print('x' * 100_000, file=sys.stderr)", "printed more than 1 MB"),
}


@pytest.mark.parametrize("name", ["ruff", "bandit"])
@pytest.mark.parametrize(("does", "cause"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_reported_and_our_findings_stay(
    here: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    does: str,
    cause: str,
) -> None:
    (here / "backend-lint.toml").write_text(f"[engines]\ntime-limit = {2 if 'sleep' in does else 60}\n")
    monkeypatch.setattr(program, "MOST_OUTPUT", 1 << 20)
    empty = {"ruff": "[]", "bandit": '{"results": [], "errors": []}'}[name]
    fake = tmp_path_factory.mktemp("fake") / name
    head = f"#!{sys.executable}\nimport os, signal, subprocess, sys, time\ndef report(): print({empty!r})\n"
    fake.write_text(head + does)
    fake.chmod(0o755)
    monkeypatch.setattr("backend_lint.engines.linters.find", lambda _: str(fake))
    outcome = run(name)
    assert [(each.code, each.message) for each in outcome.findings if each.code == "BKD099"] == [
        ("BKD099", f"{name} {cause}")
    ]
    assert "BKD101" in [each.code for each in outcome.findings]
    assert outcome.incomplete == 1


def test_a_file_that_bandit_cannot_read_is_a_notice(here: Path) -> None:
    (here / "new.py").write_text("def f(:\n")
    outcome = run("bandit")
    assert [(each.path, each.text) for each in outcome.notices] == [("new.py", "bandit could not read this file")]


ODD_NAMES = ["new\nline.py", "bad\udcff.py", "tool", "started.pyw", "dist/app.py", ".git/app.py", "-x.py"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_every_name_is_checked(here: Path, name: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(f"#!/usr/bin/env python\n{SOURCE}")
    outcome = Session(Options(engine=("ruff", "bandit"))).run([name])
    codes = [each.code for each in outcome.findings]
    assert ("S113" in codes, "T201" in codes, outcome.incomplete) == (True, True, 0)
    assert any("B608" in each.message for each in outcome.findings)


def test_a_file_that_cannot_be_read_is_one_finding(here: Path) -> None:
    (here / "bad.py").write_bytes(b"x = '\xff'\n")
    (here / "large.py").write_bytes(b"#" * 3_000_000)
    found = [(each.path, each.code) for each in run("ruff", "bandit").findings if each.path != "app.py"]
    assert found == [("bad.py", "BKD000"), ("large.py", "BKD000")]


def test_no_secret_is_told(here: Path) -> None:
    (here / "app.py").write_text('password = "hunter2hunter2"\nconnect(password="`hunter2` and \'hunter2\'")\n')
    found = run("bandit", select=("B105", "B106"), min_confidence=("low")).findings  # type: ignore[arg-type]
    assert [(each.code, each.message) for each in found] == [
        ("B105", "Possible hardcoded password"),
        ("B106", "Possible hardcoded password"),
    ]


@pytest.mark.parametrize("fails", ["mkdtemp", "_write"])
def test_files_that_cannot_be_laid_out_are_reported(monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile if fails == "mkdtemp" else Mirror, fails, full)
    outcome = run("ruff")
    assert [each.code for each in outcome.findings] == ["BKD099", "BKD101"]
    assert outcome.findings[0].message == "ruff cannot be given its files: No space left on device"


def test_every_echo_has_a_rule_of_ours_with_a_sentence() -> None:
    """The preset: what a linter is asked for is what the documents ask for, and the page says where."""
    for info in echoes(catalog.infos()):
        rule = catalog.entry(info.code)
        assert rule is not None
        assert rule.page.sources, info.code


def finding(code: str, line: int, last: int = 0) -> Finding:
    return Finding("a.py", Place(line, 1, last or line, 9), code, code.lower(), "says")


ECHOES = {"BKD101": ("S608", "B608"), "BKD301": ("S105",)}
MERGES = {
    "same line": ([finding("BKD101", 3), finding("S608", 3)], ["BKD101 says (also S608)"]),
    "a line of ours": ([finding("BKD101", 3, 6), finding("S608", 5)], ["BKD101 says (also S608)"]),
    "other line": ([finding("BKD101", 3), finding("S608", 4)], ["BKD101 says", "S608 says"]),
    "other rule": ([finding("BKD301", 3), finding("S608", 3)], ["BKD301 says", "S608 says"]),
    "two linters alone": ([finding("B608", 3), finding("S608", 3)], ["S608 says (also B608)"]),
    "twice the same": ([finding("BKD101", 3), finding("S608", 3), finding("S608", 3)], ["BKD101 says (also S608)"]),
    "unrelated ones of two": ([finding("S105", 3), finding("B608", 3)], ["S105 says", "B608 says"]),
}


def test_thousands_of_echoes() -> None:
    ours = [finding("BKD101", line) for line in range(1, 20_001)]
    theirs = [finding("S608", line) for line in range(10_000, 30_001)]
    assert len(without_echoes([*ours, *theirs], ECHOES)) == 30_000


@pytest.mark.parametrize(("found", "expected"), MERGES.values(), ids=MERGES)
def test_echoes(found: list[Finding], expected: list[str]) -> None:
    assert [f"{each.code} {each.message}" for each in without_echoes(found, ECHOES)] == expected


def test_sarif_describes_those_that_found_something(here: Path) -> None:
    (here / "app.py").write_text(SOURCE.replace("print(name)", "print(name)  # backend-lint: ignore[T201] shown"))
    log = json.loads(render(run("ruff"), "sarif"))["runs"][0]
    described = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert described - {info.code for info in catalog.infos()} == {"S113", "T201"}
    assert {result["ruleId"] for result in log["results"]} <= described
