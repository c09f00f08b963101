"""A run in shards that are merged reports what one run reports, byte for byte; whatever cannot be merged is refused."""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from backend_lint import __version__, cache
from backend_lint.cache import digests
from backend_lint.cli import cli
from backend_lint.discovery import Source
from backend_lint.pool import Answer, Lost, Pool, Task, recipe
from backend_lint.session import checking, shards

FIXTURES = Path(__file__).parent.parent / "fixtures"

#: Two projects, whose files say something about each other.
TREE = {
    "backend-lint.toml": 'error-shape = "auto"\n[per-file-ignores]\n"app/legacy/*" = ["sql"]\n',
    "app/core/config.py": "import os\nURL = os.environ['URL']\n",
    "app/services.py": "import os\n\ndef url():\n    return os.environ['SERVICE_URL']\n",
    **{
        f"app/api/{name}.py": "from fastapi.responses import JSONResponse\n\ndef find():\n"
        f"    return JSONResponse(status_code=404, content={body})\n"
        for name, body in {
            "a": {"detail": "There is none"},
            "b": {"detail": "There is no b"},
            "c": {"error": {"code": "NOT_FOUND", "message": "There is none"}},
            "d": {"detail": "None"},
        }.items()
    },
    "app/sql.py": "def f(cursor, name):\n    cursor.execute(f'select * from users where name = {name}')\n",
    "app/legacy/sql.py": "def f(cursor, name):\n    cursor.execute(f'select * from users where name = {name}')\n",
    "app/held.py": "def f(cursor, name):\n    cursor.execute(f'select id from orders where name = {name}')\n",
    "app/ignored.py": "import bcrypt\n"
    "a = bcrypt.gensalt(4)  # backend-lint: ignore[bcrypt-cost-too-low] a test\n"
    "b = 1  # backend-lint: ignore[sql-string-concatenation] nothing is here\n",
    "app/broken.py": "def f(:\n",
    "app/empty.py": "",
    "app/same.py": "import bcrypt\nsalt = bcrypt.gensalt(5)\n",
    "other/backend-lint.toml": "bcrypt-min-cost = 5\n",
    "other/app/same.py": "import bcrypt\nsalt = bcrypt.gensalt(5)\n",
    "other/app/low.py": "import bcrypt\nsalt = bcrypt.gensalt(4)\n",
    "web/app.ts": "await bcrypt.hash(word, 4);\n",
    "web/more.ts": "await bcrypt.hash(word, 5); // backend-lint: ignore[bcrypt-cost-too-low] a test\n",
}
#: Stands in for semgrep, and finds a call in the copies that it is given.
SEMGREP = """
import json, pathlib, re
at = lambda text, offset: {"line": text[:offset].count(b"\\n") + 1, "offset": offset}
results, files = [], sorted(str(path) for path in pathlib.Path(".").rglob("*.ts"))
for name in files:
    text = pathlib.Path(name).read_bytes()
    for found in re.finditer(rb"bcrypt.hash\\(.*?\\)", text):
        extra = {"message": "bcrypt work factor is below 12", "metadata": {"code": "BKD401", "hint": "Use 12."}}
        rule = "typescript-bcrypt-cost-too-low"
        start, end = at(text, found.start()), at(text, found.end())
        results.append({"check_id": rule, "path": name, "start": start, "end": end, "extra": extra})
print(json.dumps({"version": "1.182.0", "results": results, "errors": [], "paths": {"scanned": files}}))
"""


def lint(*args: str) -> Result:
    return CliRunner().invoke(cli, args, catch_exceptions=False)


def put(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def sharded(count: int, *args: str, status: int | None = None) -> list[str]:
    """The shards of a run."""
    names = [f"part-{number}.shard" for number in range(1, count + 1)]
    for number, name in enumerate(names, 1):
        result = lint("check", *args, "-j", "1", "--shard", f"{number}/{count}", "-o", name)
        assert result.exit_code == status if status is not None else result.exit_code in (0, 3), result.output
    return names


def merged(names: list[str], *args: str) -> Result:
    return lint("merge", *names, "-j", "1", *args)


@pytest.fixture(params=["semgrep is there", "semgrep is not there"])
def semgrep(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    """Whether one is found."""
    there = request.param == "semgrep is there"
    program = tmp_path / "programs" / "semgrep"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{SEMGREP}")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BACKEND_LINT_SEMGREP", str(program) if there else "")
    if not there:
        monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: None)
    return there


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "here"
    directory.mkdir()
    monkeypatch.chdir(directory)
    monkeypatch.delenv("BACKEND_LINT_OUTPUT_FORMAT", raising=False)
    return directory


@pytest.fixture
def tree(here: Path) -> Path:
    put(TREE)
    lint("baseline", "create", "--allow-incomplete", "--select", "BKD101", "app/held.py", "-q")
    return here


REPORTS = [("-f", "full", "-v"), ("-f", "json"), ("-f", "sarif"), ("-f", "gitlab"), ("--statistics",)]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_merge_reports_what_one_run_reports(tree: Path, semgrep: bool, count: int) -> None:
    hostile = os.fsdecode(b"app/\xff\n.py")
    Path(hostile).write_text(TREE["app/sql.py"])
    names = sharded(count)
    for report in REPORTS:
        one, many = lint("check", "-j", "1", *report), merged(names, *report)
        assert (many.stdout, many.stderr, many.exit_code) == (one.stdout, one.stderr, one.exit_code)
    text = merged(names, "-f", "concise").stdout
    codes = {*re.findall(r"BKD\d+", text)}
    assert {"BKD000", "BKD090", "BKD101", "BKD305", "BKD401", "BKD501"} <= codes
    assert ("web/app.ts:1" in text) == semgrep


def test_more_parts_than_files(tree: Path, semgrep: bool) -> None:
    one = lint("check", "-j", "1", "other", "web", "-v")
    many = merged(sharded(7, "other", "web", status=0), "-v")
    assert (many.output, many.exit_code) == (one.output, one.exit_code)


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_the_fixture_backends(here: Path, name: str) -> None:
    shutil.copytree(FIXTURES / name, here / name)
    flags = ("--strict", "--include-examples", name)
    one = lint("check", "-j", "1", *flags, "-f", "json")
    many = merged(sharded(3, *flags), "-f", "json")
    assert (many.stdout, many.exit_code) == (one.stdout, one.exit_code)


def test_other_linters_findings_are_merged(here: Path) -> None:
    put({"a.py": "import hashlib\nhashlib.md5(password)\n", "b.py": "exec(x)\n", "c.py": TREE["app/sql.py"]})
    flags = ("--engine", "ruff,bandit")
    one = lint("check", "-j", "1", *flags, "-f", "json")
    assert '"family": "bandit"' in one.stdout or "B608" in one.stdout or "S608" in one.stdout
    assert merged(sharded(2, *flags, status=0), "-f", "json").stdout == one.stdout


def test_paths_elsewhere_and_from_elsewhere(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sharded(2, "app", "../here/other")
    assert merged(names, "-f", "json").stdout == lint("check", "-j", "1", "app", "other", "-f", "json").stdout
    (tree / "below").mkdir()
    monkeypatch.chdir("below")
    parts = [f"../{name}" for name in names]
    assert merged(parts).stderr == (
        "Error: app: No such file or directory; a merge reads the files again: run it where they are, as the shards were\n"
    )
    elsewhere = merged([*parts, "../app", "../other"], "-f", "json")
    assert elsewhere.stdout == lint("check", "-j", "1", "../app", "../other", "-f", "json").stdout


def test_nothing_is_analysed_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sharded(2, "app/api", "other")
    expected = lint("check", "-j", "1", "app/api", "other").stdout

    def refuse(*_: object) -> None:
        raise AssertionError("analysed")

    monkeypatch.setattr("backend_lint.engines.native.Engine.check", refuse)
    assert merged(names, "--no-cache").stdout == expected


def test_results_come_from_the_cache_and_are_kept_there(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = lint("check", "-j", "1", "app/api", "other").stdout
    monkeypatch.setattr("backend_lint.engines.native.Engine.check", None)
    assert merged(sharded(2, "app/api", "other")).stdout == expected
    lint("clean")
    with pytest.raises(TypeError):
        sharded(2, "app/api", "other")


# What a shard says


def test_a_shard_says_one_line(tree: Path) -> None:
    result = lint("check", "other", "--shard", "1/2")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "Shard 1 of 2: 1 of 2 files checked; `backend-lint merge` reports from backend-lint-1-of-2.shard and the others.\n",
        "",
    )
    assert lint("check", "other", "--shard", "2/2", "-q").output == ""
    assert lint("merge", "backend-lint-1-of-2.shard", "backend-lint-2-of-2.shard").exit_code == 1


def test_a_shard_without_files(here: Path) -> None:
    assert lint("check", "--shard", "1/1").stdout.startswith("Shard 1 of 1: 0 of 0 files checked")
    assert merged(["backend-lint-1-of-1.shard"]).output == lint("check").output


def test_the_files_of_a_shard_are_shown(tree: Path) -> None:
    shown = [lint("check", "app", "--show-files", "--shard", f"{each}/3").stdout.splitlines() for each in (1, 2, 3)]
    assert sorted(chain.from_iterable(shown)) == sorted(lint("check", "app", "--show-files").stdout.splitlines())
    assert list(Path().glob("*.shard")) == []


def test_what_could_not_be_analysed_is_said(here: Path) -> None:
    put({"broken.py": "def f(:\n", "good.py": "x = 1\n"})
    result = lint("check", "--shard", "1/1", "-o", "a.shard")
    assert (result.exit_code, result.stderr) == (
        3,
        "broken.py:1: BKD000 invalid syntax\nError: the check of this shard is incomplete; see --allow-incomplete\n",
    )
    assert merged(["a.shard"]).exit_code == 3
    assert lint("check", "--shard", "1/1", "-o", "a.shard", "--allow-incomplete").exit_code == 0
    assert merged(["a.shard"]).exit_code == 0


def test_a_file_that_a_worker_was_lost_to_is_reported_and_not_tried_again(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(
        {"evil.py": "import bcrypt\nsalt = bcrypt.gensalt(4)\n", "good.py": "import bcrypt\nsalt = bcrypt.gensalt(5)\n"}
    )

    def run(_: Pool, tasks: Iterator[Task], count: int) -> Iterator[tuple[Task, Answer]]:
        for task in tasks:
            result = task.recipe.engine().check(task.path, task.data)
            lost = Lost("its analysis took longer than 10 s", "Exclude the file.")
            yield task, lost if task.path == "evil.py" else recipe.packed(result)

    with monkeypatch.context() as patch:
        patch.setattr(checking, "_FEW", 0)
        patch.setattr(Pool, "run", run)
        one = lint("check", "-j", "2", "--no-cache")
        part = lint("check", "-j", "2", "--shard", "1/1", "-o", "a.shard", "--no-cache")
    assert (one.exit_code, part.exit_code) == (3, 3)
    assert part.stderr.startswith("evil.py:1: BKD000 its analysis took longer than 10 s\n")
    many = merged(["a.shard"])
    assert (many.output, many.exit_code) == (one.output, 3)
    assert "evil.py:1:1" in many.stdout


def test_a_program_that_failed_is_run_again(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "semgrep"
    program.write_text("#!/bin/sh\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setenv("BACKEND_LINT_SEMGREP", str(program))
    names = sharded(1, "web", status=3)
    assert merged(names).exit_code == 3
    program.write_text(f"#!{sys.executable}\n{SEMGREP}")
    again = merged(names, "-f", "concise")
    assert again.exit_code == 1
    assert "web/app.ts:1" in again.stdout
    assert again.output.count("no shard knows this file as it is here, so it was analysed now") == 2


# What is not as it was


CHANGES: dict[str, tuple[Callable[[], object], list[str]]] = {
    "a file has changed": (lambda: Path("app/empty.py").write_text(TREE["app/sql.py"]), ["app/empty.py"]),
    "a file is new": (lambda: Path("app/new.py").write_text(TREE["app/sql.py"]), ["app/new.py"]),
    "a file has moved": (lambda: Path("app/sql.py").rename("app/moved.py"), ["app/moved.py"]),
    "a file is gone": (lambda: Path("app/sql.py").unlink(), []),
}


@pytest.mark.parametrize(("change", "notices"), CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_analysed_and_said(tree: Path, change: Callable[[], object], notices: list[str]) -> None:
    names = sharded(2, "app", "other")
    change()
    many, one = merged(names, "-f", "concise"), lint("check", "-j", "1", "app", "other", "-f", "concise")
    told = [line for line in many.stdout.splitlines() if line.startswith("notice: ")]
    assert told == [
        f"notice: {path}:1: no shard knows this file as it is here, so it was analysed now" for path in notices
    ]
    assert [line for line in many.stdout.splitlines() if line not in told] == one.stdout.splitlines()
    assert many.exit_code == one.exit_code


REFUSED: dict[str, tuple[Callable[[], object], list[str], str]] = {
    "one is missing": (
        lambda: None,
        ["1.shard", "3.shard"],
        "of 3 shards number 2 is missing",
    ),
    "two are missing": (lambda: None, ["2.shard"], "of 3 shards numbers 1, 3 are missing"),
    "one is there twice": (
        lambda: shutil.copy("2.shard", "2b.shard"),
        ["1.shard", "2.shard", "2b.shard", "3.shard"],
        "shard 2 is given twice: 2.shard, 2b.shard",
    ),
    "of another number": (
        lambda: lint("check", "app", "--shard", "3/4", "-o", "3.shard"),
        ["1.shard", "2.shard", "3.shard"],
        "1.shard and 3.shard are not of one run: one is of 3 shards, the other of 4",
    ),
    "with other flags": (
        lambda: lint("check", "app", "--shard", "3/3", "-o", "3.shard", "--strict"),
        ["1.shard", "2.shard", "3.shard"],
        "1.shard and 3.shard are not of one run: they were made with other flags or paths",
    ),
    "of other paths": (
        lambda: lint("check", "other", "--shard", "3/3", "-o", "3.shard"),
        ["1.shard", "2.shard", "3.shard"],
        "1.shard and 3.shard are not of one run: they were made with other flags or paths",
    ),
    "with another configuration": (
        lambda: (
            Path("backend-lint.toml").write_text("bcrypt-min-cost = 14\n"),
            lint("check", "app", "--shard", "3/3", "-o", "3.shard"),
        ),
        ["1.shard", "2.shard", "3.shard"],
        "1.shard and 3.shard are not of one run: their configurations choose other rules or options",
    ),
    "the configuration has changed": (
        lambda: Path("backend-lint.toml").write_text("bcrypt-min-cost = 14\n"),
        ["1.shard", "2.shard", "3.shard"],
        "the configuration here chooses other rules or options than that of the shards",
    ),
    "damaged": (
        lambda: Path("2.shard").write_bytes(Path("2.shard").read_bytes()[:-1] + b"\0"),
        ["1.shard", "2.shard", "3.shard"],
        "2.shard: is damaged, or was not written by `backend-lint --shard`: make it again",
    ),
    "cut off": (
        lambda: Path("2.shard").write_bytes(Path("2.shard").read_bytes()[:100]),
        ["1.shard", "2.shard", "3.shard"],
        "2.shard: is damaged, or was not written by `backend-lint --shard`: make it again",
    ),
    "not a shard": (
        lambda: Path("2.shard").write_text("{}"),
        ["1.shard", "2.shard", "3.shard"],
        "2.shard: is damaged, or was not written by `backend-lint --shard`: make it again",
    ),
    "of a cache": (
        lambda: Path("2.shard").write_bytes(cache.sealed.seal(b"\x80", cache.digest_of(b"cache"))),
        ["1.shard", "2.shard", "3.shard"],
        "2.shard: is damaged, or was not written by `backend-lint --shard`: make it again",
    ),
    "not there": (lambda: None, ["no\x1b.shard"], "no\\x1b.shard: cannot be read: No such file or directory"),
    "a directory": (lambda: Path("d.shard").mkdir(), ["d.shard"], "d.shard: cannot be read: Is a directory"),
    "a device": (
        lambda: Path("d.shard").symlink_to(os.devnull),
        ["d.shard"],
        "d.shard: is no regular file",
    ),
    "another selection": (
        lambda: None,
        ["1.shard", "2.shard", "3.shard", "--select", "BKD1"],
        "--select: the shards were made with something else: leave it out here",
    ),
}


@pytest.mark.parametrize(("change", "args", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_merged_is_refused(
    tree: Path, change: Callable[[], object], args: list[str], message: str
) -> None:
    for number in (1, 2, 3):
        lint("check", "app", "-j", "1", "--shard", f"{number}/3", "-o", f"{number}.shard")
    change()
    result = lint("merge", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"Error: {message}\n")


def test_a_forged_shard_names_no_program(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its seal is no signature."""
    monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: pytest.fail("run") if named else None)
    [name] = sharded(1, "web", status=0)
    [shard] = shards.read([name])
    options = {"semgrep_path": "/bin/false", "executor": "dask://127.0.0.1:9", "cache_dir": str(tmp_path / "forged")}
    forged = shards.made(1, shards.Asked(("web",), options), shard.made.configuration)
    shards.write(name, msgspec.structs.replace(shard, made=forged))
    assert merged([name]).output == lint("check", "-j", "1", "web").output
    assert not (tmp_path / "forged").exists()


def test_shards_of_another_tool_are_refused(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sharded(1, "other")
    with monkeypatch.context() as patch:
        patch.setattr(digests, "__version__", "0.0.9")
        patch.setattr(shards, "tool_digest", lambda: b"another")
        sharded(1, "other")
    version = f"Python {'.'.join(map(str, sys.version_info[:3]))}"
    here = f"backend-lint {__version__} under {version}"
    result = merged(names)
    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: part-1.shard: made by backend-lint 0.0.9 under {version}, and this is {here}: use one for all jobs\n"
    )
    monkeypatch.setattr(digests, "__version__", "0.0.9")
    assert merged(names).stderr == (
        f"Error: part-1.shard: made by other code of backend-lint 0.0.9 under {version}, or with other libraries or another "
        "system: use one for all jobs\n"
    )


def test_flags_of_the_merge(tree: Path) -> None:
    names = sharded(2, "other", "--select", "BKD401", "--fail-on", "strict", status=0)
    assert merged(names).exit_code == 1
    assert merged(names, "--select", "BKD401", "--exit-zero").exit_code == 0
    assert (
        merged(names, "--min-severity", "error").output
        == lint("check", "other", "--select", "BKD401", "--min-severity", "error").output
    )
    assert merged(names, "-o", "report.txt", "-f", "concise").stdout == ""
    assert Path("report.txt").read_text().startswith("other/app/low.py:2:")


WRONG = {
    "none": (("--shard", "0/4"), "'0/4' is no shard: write I/N, as in 2/4, with I from 1 to N"),
    "too many": (("--shard", "5/4"), "'5/4' is no shard"),
    "no number": (("--shard", "two"), "'two' is no shard"),
    "fix": (("--shard", "1/2", "--fix"), "--fix does not go together with --shard"),
    "diff": (("--shard", "1/2", "--diff"), "--diff does not go together with --shard"),
    "comments": (("--shard", "1/2", "--add-ignore"), "--add-ignore does not go together with --shard"),
    "new": (("--shard", "1/2", "--new-from-rev", "HEAD"), "--new-from-rev does not go together with --shard"),
    "staged": (("--shard", "1/2", "--staged"), "--staged does not go together with --shard"),
    "report": (
        ("--shard", "1/2", "-f", "json"),
        "-f does not go together with --shard, which reports nothing: give it to",
    ),
    "standard input": (("--shard", "1/2", "-"), "- (standard input) does not go together with --shard"),
    "its name": (("--shard", "1/2", "--stdin-filename", "a.py"), "--stdin-filename does not go together with --shard"),
    "file": (("--shard", "1/2", "-o", "a.json"), "'a.json' does not end in .shard"),
    "place": (("--shard", "1/2", "-o", "no/a.shard"), "no/a.shard: cannot be written: No such file or directory"),
    "no shards": (("merge", "src"), "name the shards, the files that `check --shard` wrote: they end in .shard"),
}


@pytest.mark.parametrize(("args", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage(here: Path, args: tuple[str, ...], message: str) -> None:
    result = lint(*args)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_a_format_of_the_environment_is_the_merges(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKEND_LINT_OUTPUT_FORMAT", "json")
    assert merged(sharded(1, "other", status=0)).stdout.startswith("{")


def test_every_file_is_in_one_part_and_the_parts_are_about_as_large(tmp_path: Path) -> None:
    sources = []
    for number in range(60):
        path = tmp_path / f"{number}.py"
        path.write_bytes(b"#" * (number % 7) * 5_000)
        sources.append(Source(path.name, str(path), str(tmp_path)))
    for count in (1, 2, 7, 100):
        parts = [shards.share(sources, number, count) for number in range(1, count + 1)]
        assert sorted(chain.from_iterable(parts)) == sorted(source.real for source in sources)
        loads = [sum(Path(each).stat().st_size + 2_000 for each in part) for part in parts]
        assert max(loads) - min(loads) <= 32_000
    gone = Source("gone.py", str(tmp_path / "gone.py"), str(tmp_path))
    assert gone.real in shards.share([gone], 1, 1)
