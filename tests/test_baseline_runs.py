"""Runs with a baseline: what is accepted is silent, what is new is told by every door, what is gone is stale."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import stability
from click.testing import CliRunner, Result

from backend_lint import flake8
from backend_lint.cli import cli
from backend_lint.flake8 import Plugin
from backend_lint.session import Options, Session, accept

FIXTURES = Path(__file__).parent.parent / "fixtures"
NAME = ".backend-lint-baseline.json"

HEAD = "import sqlite3\nimport bcrypt\n\n\ndef find(connection: sqlite3.Connection, name: str):\n"
QUERY = '    connection.execute("SELECT id FROM users WHERE name = \'" + name + "\'")\n'
CLEAN = "    return connection\n"
CHEAP = "def hashed(password: bytes):\n    return bcrypt.hashpw(password, bcrypt.gensalt(4))\n"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in a directory that is its own project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backend-lint.toml").touch()
    flake8._session.cache_clear()

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(cli, args, catch_exceptions=False)

    return invoke


def put(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/").removesuffix("_py") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def told(result: Result) -> list[str]:
    """Path and code of each finding of a JSON report."""
    return [f"{found['filename']} {found['code']}" for found in json.loads(result.stdout)["findings"]]


def lines() -> list[dict[str, object]]:
    return [json.loads(line.rstrip(",")) for line in Path(NAME).read_text().splitlines() if line.startswith('{"')]


def test_a_backend_with_500_findings_adopts_a_baseline(run: Run) -> None:
    """And one new finding is the only one that the command line and flake8 report."""
    functions = "".join(f"\n\ndef find_{n}(connection, name):\n{QUERY}" for n in range(10))
    for number in range(50):
        put(**{f"app__module_{number}": HEAD + CLEAN + functions})
    assert run("--exit-zero").stdout.splitlines()[-3::2] == ["Found 500 errors.", "50 files analysed."]
    created = run("baseline", "create", "--reason", "before the linter")
    assert (created.exit_code, created.stdout) == (0, f"Wrote 500 findings in 50 files to {NAME}.\n")
    clean = run()
    assert (clean.exit_code, clean.stdout) == (
        0,
        "All checks passed!\n50 files analysed, 500 findings in the baseline.\n",
    )
    path = Path("app/module_7.py")
    path.write_text(path.read_text() + QUERY)
    after = run("-f", "json")
    assert (after.exit_code, told(after)) == (1, ["app/module_7.py BKD101"])
    assert flake8_itself("app") == [f"{path}:{len(path.read_text().splitlines())}:64: BKD101"]
    assert json.loads(after.stdout)["findings"][0]["location"]["row"] == len(path.read_text().splitlines())


def flake8_itself(directory: str) -> list[str]:
    command = [sys.executable, "-m", "flake8", "--select=BKD", "--isolated", "-j1", directory]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    return [line[: line.index("BKD") + 6] for line in done.stdout.splitlines()]


def test_the_next_equal_finding_is_new(run: Run) -> None:
    put(a=HEAD + QUERY)
    run("baseline", "create")
    put(a=HEAD + QUERY + QUERY)
    assert told(run("-f", "json")) == ["a.py BKD101"]
    plugin = Plugin(ast.parse(""), "a.py", (HEAD + QUERY + QUERY).splitlines(keepends=True))
    assert [line for line, *_ in plugin.run()] == [7]


def test_what_is_held_is_told_on_request(run: Run) -> None:
    put(a=HEAD + QUERY)
    run("baseline", "create", "--reason", "legacy\x1b[31m")
    assert run("-v").stdout.startswith("suppressed: a.py:6:64: BKD101 by the baseline: legacy\\x1b[31m\n")
    assert told(run("-f", "json", "--no-baseline")) == ["a.py BKD101"]


def test_what_was_not_analysed_is_never_held(run: Run) -> None:
    put(a="def f(:\n", b=HEAD + QUERY)
    refused = run("baseline", "create")
    assert refused.exit_code == 3 and "a.py:1: invalid syntax" in refused.stderr and not Path(NAME).exists()
    assert run("baseline", "create", "--allow-incomplete").exit_code == 0
    assert [each["path"] for each in lines()] == ["b.py"]
    assert run().exit_code == 3
    compared = run("baseline", "diff")
    assert compared.exit_code == 3 and "a.py:1: invalid syntax" in compared.stderr


def test_entries_follow_renamed_files(run: Run) -> None:
    put(old=HEAD + QUERY + CHEAP)
    run("baseline", "create", "--reason", "r")
    Path("deep").mkdir()
    Path("old.py").rename("deep/new.py")
    assert run().stdout.startswith("All checks passed!")
    changes = run("baseline", "diff")
    assert (changes.exit_code, changes.stdout) == (1, "> old.py -> deep/new.py: 2 findings\n")
    assert run("baseline", "update").stdout == (f"{NAME}: 0 findings added, 0 dropped, 2 moved with their files.\n")
    assert {(each["path"], each["reason"]) for each in lines()} == {("deep/new.py", "r")}
    put(deep__copy=HEAD + QUERY)
    assert told(run("-f", "json")) == ["deep/copy.py BKD101"]


#: Runs after `a.py` was mended that do not look where the entry's finding was, or could not see it.
UNJUDGED = {
    "another file": ("b.py",),
    "another rule": ("--ignore", "BKD101"),
    "its file is left out": ("--exclude", "a.py"),
    "without the rule about baselines": ("--ignore", "stale-baseline"),
    "without a baseline": ("--no-baseline",),
    "less severe ones are hidden": ("--min-severity", "error"),
}


@pytest.mark.parametrize("args", UNJUDGED.values(), ids=UNJUDGED)
def test_nothing_is_stale_that_a_run_did_not_see(args: tuple[str, ...], run: Run) -> None:
    put(a=HEAD + QUERY, b="")
    run("baseline", "create")
    put(a=HEAD + CLEAN)
    stale = run("-f", "json")
    assert (stale.exit_code, told(stale)) == (1, [f"{NAME} BKD094"])
    assert told(run("-f", "json", *args)) == []


HIDDEN = {
    "confidence": (("--min-confidence", "low"), ("--min-confidence", "high"), "BKD101"),
    "severity": ((), ("--min-severity", "error"), "BKD110"),
    "strict": (("--strict",), (), "BKD405"),
}


@pytest.mark.parametrize(("wide", "narrow", "code"), HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_is_not_gone(wide: tuple[str, ...], narrow: tuple[str, ...], code: str, run: Run) -> None:
    put(
        a=HEAD + '    connection.execute("SELECT * FROM users")\n    bcrypt.gensalt()\n',
        b='def find(db, name):\n    return db.execute("SELECT id FROM users WHERE name = \'" + name + "\'")\n',
    )
    assert code in {each.split()[1] for each in told(run("-f", "json", *wide))}
    run("baseline", "create", *wide)
    for args in (wide, narrow):
        assert told(run("-f", "json", *args)) == []
    assert run("baseline", "prune", *narrow).stdout == f"{NAME} is up to date.\n"


def test_a_comment_makes_an_entry_stale(run: Run) -> None:
    """Else the entry would hold the next finding like it."""
    put(a=HEAD + QUERY)
    run("baseline", "create")
    put(a=HEAD + QUERY.rstrip() + "  # noqa: BKD101\n")
    assert told(run("-f", "json")) == [f"{NAME} BKD094"]


def test_a_file_that_is_gone(run: Run) -> None:
    put(app__a=HEAD + QUERY, lib__b="")
    run("baseline", "create")
    Path("app/a.py").unlink()
    assert told(run("-f", "json", "lib")) == []
    for paths in (("app",), (".",), ("app", "lib")):
        assert told(run("-f", "json", *paths)) == [f"{NAME} BKD094"]


def test_entries_of_project_rules_are_judged_by_whole_runs(run: Run) -> None:
    put(app__config="import os\n\nURL = os.environ['URL']\n", app__users="import os\n\nURL = os.getenv('USERS')\n")
    run("baseline", "create", "--select", "BKD305")
    assert [each["path"] for each in lines()] == ["app/users.py"]
    assert told(run("-f", "json", "app/users.py")) == []
    put(app__users="URL = ''\n")
    assert told(run("-f", "json", "app")) == told(run("-f", "json", "app/users.py")) == []
    assert told(run("-f", "json")) == [f"{NAME} BKD094"]
    plugin = Plugin(ast.parse(""), "app/users.py", ["URL = ''\n"])
    assert list(plugin.run()) == []


def test_a_stale_entry_is_shown_where_it_stands(run: Run) -> None:
    put(a=HEAD + QUERY + QUERY, b=HEAD + QUERY)
    run("baseline", "create")
    put(a=HEAD + QUERY)
    [found] = json.loads(run("-f", "json").stdout)["findings"]
    assert found["message"] == "The baseline holds BKD101 in `a.py`, `find`, but 1 of 2 findings is no longer there"
    text = Path(NAME).read_text().splitlines()[found["location"]["row"] - 1]
    assert (text[:16], text[found["end_location"]["column"] - 1 :]) == ('{"path": "a.py",', ",")
    assert run("baseline", "prune").stdout == f"{NAME}: 0 findings added, 1 dropped.\n"
    assert [(each["path"], each["count"]) for each in lines()] == [("a.py", 1), ("b.py", 1)]


def test_places_are_named_as_they_are_called_from_here(run: Run) -> None:
    put(a=HEAD + QUERY, api__a=HEAD + QUERY)
    Path("api/backend-lint.toml").write_text("")
    run("baseline", "create")
    assert run("baseline", "show", ".", "api").stdout.endswith("\n1  a.py\n1  api/a.py\n")
    put(api__a=HEAD + CLEAN + CHEAP)
    assert run("baseline", "diff", "api").stdout == (
        "- api/a.py: 1 finding of BKD101 in find\n+ api/a.py: 1 finding of BKD401 in hashed\n"
    )


def test_update_and_diff(run: Run) -> None:
    assert run("baseline", "update").exit_code == run("baseline", "diff").exit_code == 2
    put(a=HEAD + QUERY + CHEAP, b=HEAD + QUERY)
    assert run("baseline", "create", "--reason", "old", "--ignore", "BKD401").exit_code == 0
    assert run("baseline", "create").exit_code == 2
    put(a=HEAD + CLEAN + CHEAP)
    changes = run("baseline", "diff")
    assert (changes.exit_code, changes.stdout) == (
        1,
        "- a.py: 1 finding of BKD101 in find\n+ a.py: 1 finding of BKD401 in hashed\n",
    )
    assert run("baseline", "prune").stdout == f"{NAME}: 0 findings added, 1 dropped.\n"
    assert run("baseline", "update", "--reason", "new").stdout == f"{NAME}: 1 finding added, 0 dropped.\n"
    assert [(each["path"], each["reason"]) for each in lines()] == [("a.py", "new"), ("b.py", "old")]
    assert (run("baseline", "diff").exit_code, run().exit_code) == (0, 0)
    assert run("baseline", "create", "--force").exit_code == 0
    assert ["reason" in each for each in lines()] == [False, False]


def test_show(run: Run) -> None:
    assert run("baseline", "show").exit_code == 2
    put(a=HEAD + QUERY + QUERY + CHEAP, b=HEAD + QUERY)
    run("baseline", "create")
    assert run("baseline", "show").stdout == (
        f"{NAME}: 4 findings\n\n3  BKD101  sql-string-concatenation\n1  BKD401  bcrypt-cost-too-low\n\n3  a.py\n1  b.py\n"
    )
    assert [each["count"] for each in json.loads(run("baseline", "show", "-f", "json").stdout)] == [2, 1, 1]


def test_the_language_server_can_add_one(run: Run) -> None:
    put(a=HEAD + QUERY + QUERY, b=HEAD + QUERY)
    session = Session()
    for wanted in (1, 2):
        found = session.run(["."]).findings
        [change] = accept.add(session, found[:1], "asked")
        change.save()
        assert [(each["path"], each["count"], each["reason"]) for each in lines()] == [("a.py", wanted, "asked")]
    assert [each.path for each in session.run(["."]).findings] == ["b.py"]


def test_each_configuration_has_its_own(run: Run) -> None:
    put(a=HEAD + QUERY, sub__a=HEAD + QUERY)
    Path("sub/backend-lint.toml").write_text('baseline = "ci/debt.json"\n')
    assert "no such baseline" in run().stderr
    Path("sub/ci").mkdir()
    assert run("baseline", "create").exit_code == 0
    assert [each["path"] for each in lines()] == ["a.py"]
    assert '"../a.py"' in Path("sub/ci/debt.json").read_text()
    assert run().stdout.endswith("2 findings in the baseline.\n")


def test_one_file_for_all_on_the_command_line(run: Run) -> None:
    put(a=HEAD + QUERY, sub__a=HEAD + QUERY)
    Path("sub/backend-lint.toml").touch()
    run("baseline", "create", "--baseline", "all.json")
    assert not Path(NAME).exists()
    assert run("--baseline", "all.json").exit_code == 0
    assert run("--baseline", "none.json").exit_code == 2


@pytest.mark.parametrize("place", ["link", "key"])
def test_a_project_cannot_name_a_file_outside_of_it(place: str, run: Run, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.write_text("precious")
    if place == "link":
        Path(NAME).symlink_to(outside)
    else:
        Path("backend-lint.toml").write_text(f'baseline = "../{outside.name}"\n')
    put(a=HEAD + QUERY)
    for args in ((), ("baseline", "create", "--force")):
        result = run(*args)
        assert result.exit_code == 2 and "outside of" in result.stderr and "precious" not in result.stderr
    assert outside.read_text() == "precious"


def test_a_wrong_baseline_is_told_by_every_door(run: Run) -> None:
    put(a=HEAD + QUERY)
    Path(NAME).write_text("{\n<<<<<<< HEAD\n")
    assert run().exit_code == 2 and f"{NAME}:2: a merge conflict" in run().stderr
    [(_, _, message, _)] = Plugin(ast.parse(""), "a.py", [""]).run()
    assert message.startswith("BKD000 ") and "a merge conflict" in message


def test_a_baseline_that_changes_is_read_again(run: Run) -> None:
    put(a=HEAD + QUERY)
    session = Session()
    assert len(session.run(["."]).findings) == 1
    run("baseline", "create")
    assert session.run(["."]).findings == ()
    Path(NAME).unlink()
    assert len(session.run(["."]).findings) == 1


def test_no_secret_is_written_down(run: Run) -> None:
    put(a='API_KEY = "sk_live_9f8e7d6c5b4a39281706"\nPASSWORD = "hunter2hunter2"\n')
    run("baseline", "create")
    text = Path(NAME).read_text()
    assert len(lines()) == 2 and "9f8e" not in text and "hunter" not in text


#: What must stay first in a file, and the rest.
FIRST = {
    "empty": (b"", b""),
    "code": (b"import a\n", b"import a\n"),
    "shebang": (b"#!/usr/bin/env python\nimport a\n", b"import a\n"),
    "coding": (b"#!/usr/bin/env python\n# -*- coding: latin-1 -*-\n'\xe9'\n", b"'\xe9'\n"),
    "byte order mark": (b"\xef\xbb\xbfimport a\n", b"import a\n"),
}


@pytest.mark.parametrize(("before", "rest"), FIRST.values(), ids=FIRST)
def test_lines_are_put_below_what_must_be_first(before: bytes, rest: bytes) -> None:
    head = before.removesuffix(rest)
    assert stability.moved_down(before) == head + b"# moved\n\n" * 25 + rest


def test_only_names_without_a_meaning_are_changed() -> None:
    renamed = stability.renamings(["app/models.py", "app/users.py", "app/__init__.py", "tests/a.py"])
    assert list(renamed) == [
        (Path("app/users.py"), Path("app/renamed_users.py")),
        (Path("tests/a.py"), Path("tests/renamed_a.py")),
    ]


@pytest.mark.parametrize("backend", ["fastapi_orders", "flask_tickets", "django_clinic"])
def test_findings_stay_the_same(backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty lines on top of every file, then all reformatted, then all renamed: nothing is new and nothing is stale."""
    shutil.copytree(FIXTURES / backend, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    Path("backend-lint.toml").touch()
    session = Session(Options(baseline=NAME))
    found = Session(Options(no_baseline=True)).review(["."])
    [change] = accept.create(Session(Options(baseline=NAME, no_baseline=True)), found, ["."])
    change.save()
    assert len({each.fingerprint for each in found.outcome.findings}) == len(found.outcome.findings) > 5

    def differences() -> tuple[list[str], list[str]]:
        review = session.review(["."])
        assert sum(each.by == "baseline" for each in review.outcome.suppressed) == len(found.outcome.findings)
        return [f"{each.path} {each.code}" for each in review.outcome.findings], [str(e.entry) for e in review.stale]

    for path in Path().rglob("*.py"):
        path.write_bytes(stability.moved_down(path.read_bytes()))
    assert differences() == ([], [])
    subprocess.run([sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=60", "."], check=True)
    assert differences() == ([], [])
    for path in [*Path().iterdir()]:
        if path.is_dir() and path.name != "tests":  # a name that gives its files a role
            path.rename(f"renamed_{path.name}")
    assert differences() == ([], [])
