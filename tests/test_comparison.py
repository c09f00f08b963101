"""Only what is new: both sides of a change are checked, in real git repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_rules import FakeRules
from test_revision import Work, alone, hostile, work

from backend_lint.cli import cli
from backend_lint.discovery import PathError
from backend_lint.model import Finding, Place
from backend_lint.revision import RevisionError
from backend_lint.session import Options, Outcome, Session, Since
from backend_lint.session.comparison import were_there
from backend_lint.session.project import Engine
from backend_lint.settings import Configuration, Selection

__all__ = ["alone", "work"]  # fixtures

BODY = "".join(f"line_{number} = {number}\n" for number in range(20))
CHEAP = "import bcrypt\n\n\ndef salt():\n    return bcrypt.gensalt(8)\n"
HEAD, STAGED = Since(), Since(staged=True)


@pytest.fixture(autouse=True)
def here(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(work.top)


def compare(since: Since = HEAD, *paths: str, rules: bool = False, **options: object) -> Outcome:
    session = Session(Options(**options), None if rules else FakeRules())  # type: ignore[arg-type]
    return session.compare(paths or (".",), since)


def told(outcome: Outcome) -> tuple[list[str], int]:
    """What is new, and how many findings were there before."""
    return [f"{each.path}:{each.place.line} {each.code}" for each in outcome.findings], outcome.known


def swap(work: Work, name: str, old: str, new: str) -> None:
    path = work.top / name
    assert old in path.read_text()
    work.write(name, path.read_text().replace(old, new))


def rename(work: Work, old: str, new: str) -> None:
    (work.top / new).parent.mkdir(exist_ok=True)
    work.git("mv", old, new)


def move(work: Work, old: str, new: str) -> None:
    (work.top / old).rename(work.top / new)


def relink(work: Work, name: str, target: str) -> None:
    (work.top / name).unlink()
    (work.top / name).symlink_to(target)


X, Y = "def f():\n    BKD101\n", "def g():\n    BKD102\n"
#: name: the files of the commit, the changes in the work tree, what is new, how many were there before
CASES: dict[str, tuple[dict[str, str], list[Callable[[Work], None]], list[str], int]] = {
    "nothing changed": ({"a": X, "b": Y}, [], [], 2),
    "moved down": ({"a": X}, [lambda w: w.write("a.py", "# new\n" * 50 + X)], [], 1),
    "reformatted": ({"a": "f( BKD101 ,\n 1 )\n"}, [lambda w: w.write("a.py", "f(\n    BKD101, 1)  # x\n")], [], 1),
    "one more": ({"a": X}, [lambda w: w.write("a.py", X + Y)], ["a.py:4 BKD102"], 1),
    "one more of the same": ({"a": X}, [lambda w: w.write("a.py", X + "    BKD101\n")], ["a.py:3 BKD101"], 1),
    "one less": ({"a": X + Y}, [lambda w: w.write("a.py", X)], [], 1),
    "one for another": ({"a": X}, [lambda w: w.write("a.py", Y)], ["a.py:2 BKD102"], 0),
    "renamed": ({"a": X}, [lambda w: rename(w, "a.py", "new/b.py")], [], 1),
    "renamed, git does not know": ({"a": X}, [lambda w: move(w, "a.py", "b.py")], [], 1),
    "renamed and edited": (
        {"a": X + BODY},
        [lambda w: rename(w, "a.py", "b.py"), lambda w: w.write("b.py", Y + X + BODY)],
        ["b.py:2 BKD102"],
        1,
    ),
    "renamed, and the same once more": (
        {"m": X + BODY},
        [lambda w: rename(w, "m.py", "n.py"), lambda w: w.write("a.py", X)],
        ["a.py:2 BKD101"],
        1,
    ),
    "renamed over another": (
        {"a": X + BODY, "b": Y},
        [lambda w: w.git("rm", "-q", "b.py"), lambda w: rename(w, "a.py", "b.py")],
        [],
        1,
    ),
    "swapped": (
        {"a": X + BODY, "b": Y},
        [lambda w: move(w, "a.py", "c.py"), lambda w: move(w, "b.py", "a.py"), lambda w: move(w, "c.py", "b.py")],
        [],
        2,
    ),
    "copied": ({"a": X + BODY}, [lambda w: w.write("b.py", X + BODY)], ["b.py:2 BKD101"], 1),
    "a function moved between files": (
        {"a": X + Y, "b": "# empty\n"},
        [lambda w: w.write("a.py", Y), lambda w: w.write("b.py", X)],
        [],
        2,
    ),
    "a function moved out of a deleted file": (
        {"a": X, "b": Y},
        [lambda w: (w.top / "a.py").unlink(), lambda w: w.write("b.py", Y + X)],
        [],
        2,
    ),
    "deleted": ({"a": X, "b": Y}, [lambda w: (w.top / "a.py").unlink()], [], 1),
    "untracked": ({"a": X}, [lambda w: w.write("new.py", Y)], ["new.py:2 BKD102"], 1),
    "mode": ({"a": X}, [lambda w: (w.top / "a.py").chmod(0o755)], [], 1),
    "became a link": ({"a": X, "b": X}, [lambda w: relink(w, "a.py", "b.py")], [], 1),
    "CRLF in the work tree only": ({"a": X}, [lambda w: w.write("a.py", X.replace("\n", "\r\n"))], [], 1),
    "a comment speaks no longer": (
        {"a": "BKD101  # noqa: BKD101\n"},
        [lambda w: w.write("a.py", "BKD101\n")],
        ["a.py:1 BKD101"],
        0,
    ),
    "broken by the change": ({"a": X}, [lambda w: w.write("a.py", "def f(:\n")], ["a.py:1 BKD000"], 0),
    "broken before and after": (
        {"a": "def f(:\n"},
        [lambda w: w.write("b.py", X)],
        ["a.py:1 BKD000", "b.py:2 BKD101"],
        0,
    ),
    "mended": ({"a": "def f(:\n" + X}, [lambda w: w.write("a.py", X)], ["a.py:2 BKD101"], 0),
    "a broken file gave nothing away": (
        {"a": X},
        [lambda w: w.write("a.py", "def f(:\n" + X), lambda w: w.write("b.py", X)],
        ["a.py:1 BKD000", "b.py:2 BKD101"],
        0,
    ),
    "out of an excluded directory": (
        {"build/a": X + BODY},
        [lambda w: rename(w, "build/a.py", "b.py")],
        ["b.py:2 BKD101"],
        0,
    ),
    "revealed in a file that did not change": (
        {"a": "shape\n", "b": "x\n"},
        [lambda w: w.write("b.py", "shape\n")],
        ["a.py:1 BKD501", "b.py:1 BKD501"],
        0,
    ),
    "hidden no longer by another file": (
        {"a": "shape\n", "b": "shape\n"},
        [lambda w: (w.top / "b.py").unlink(), lambda w: w.write("c.py", "shape\n")],
        [],
        2,
    ),
}


@pytest.mark.parametrize("staged", [False, True], ids=["work tree", "index"])
@pytest.mark.parametrize(("files", "changes", "new", "known"), CASES.values(), ids=CASES)
def test_a_change(
    work: Work, files: dict[str, str], changes: list[Callable[[Work], None]], new: list[str], known: int, staged: bool
) -> None:
    work.commit(**files)
    for change in changes:
        change(work)
    if staged:
        work.git("add", "--all")
    assert told(compare(STAGED if staged else HEAD)) == (new, known)


@pytest.mark.parametrize("path", [".", "src"])
def test_paths_count_on_both_sides(work: Work, path: str) -> None:
    work.commit(**{"src/a": X + BODY, "other/b": Y + BODY, "other/c": X})
    rename(work, "other/b.py", "src/b.py")
    work.git("rm", "-q", "other/c.py")
    work.write("src/a.py", BODY + X + X.replace("f", "h"))
    new = ["src/a.py:24 BKD101"]
    assert told(compare(HEAD, path)) == told(compare(HEAD, "src/a.py", "src/b.py")) == (new, 2)


@pytest.mark.parametrize("kept", [False, True], ids=["moved", "copied"])
def test_a_file_that_comes_from_elsewhere_unknown_to_git(work: Work, kept: bool) -> None:
    work.commit(**{"other/a": X, "src/b": Y})
    work.write("src/a.py", X)
    if not kept:
        (work.top / "other" / "a.py").unlink()
    assert told(compare(HEAD, "src")) == ((["src/a.py:2 BKD101"], 1) if kept else ([], 2))
    # For the index it is a copy either way: that the original is gone from the disk is not staged.
    work.git("add", "src")
    assert told(compare(STAGED, "src")) == (["src/a.py:2 BKD101"], 1)


def test_a_file_that_was_moved_to_two_places_is_new_at_one(work: Work) -> None:
    work.commit(a=X)
    move(work, "a.py", "b.py")
    work.write("c.py", X)
    assert told(compare()) == (["c.py:2 BKD101"], 1)


def test_a_file_renamed_in_an_excluded_directory_and_named(work: Work) -> None:
    work.commit(**{"build/a": X + BODY})
    rename(work, "build/a.py", "build/b.py")
    assert told(compare(HEAD, "build/b.py")) == ([], 1)


def test_what_both_sides_have_alike_is_analysed_once(work: Work) -> None:
    class Counting(FakeRules):
        def engine(self, configuration: Configuration, selection: Selection) -> Engine:
            made = super().engine(configuration, selection)
            check = made.check
            made.check = lambda path, data: analysed.append(path) or check(path, data)  # type: ignore[method-assign]
            return made

    analysed: list[str] = []
    work.commit(a=X, b=Y, c="shape\n", d="shape\n")
    work.write("a.py", X.replace("\n", "\r\n"))
    work.write("b.py", Y + Y)
    outcome = Session(Options(), Counting()).compare(["."], HEAD)
    assert told(outcome) == (["b.py:4 BKD102"], 4)
    assert analysed == ["a.py", "b.py", "c.py", "d.py", "b.py"]


def test_what_is_compared(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    first = work.commit(a=X)
    work.git("checkout", "-q", "-b", "feature")
    work.commit(b=Y)
    work.git("checkout", "-q", "main")
    work.commit(a="# mended\n")
    work.git("checkout", "-q", "feature")
    assert told(compare(Since("main"))) == (["a.py:2 BKD101", "b.py:2 BKD102"], 0)
    assert told(compare(Since("main", merge_base=True))) == (["b.py:2 BKD102"], 1)
    assert told(compare(Since(first))) == (["b.py:2 BKD102"], 1)
    work.write("sub/c.py", X)
    monkeypatch.chdir(work.top / "sub")
    assert told(compare(Since(first), "..")) == ([f"{work.top}/b.py:2 BKD102", "c.py:2 BKD101"], 1)


def test_the_index_and_not_the_work_tree(work: Work) -> None:
    work.commit(a=X, b=X, c=X)
    for name, staged, unstaged in (("a", X + Y, X), ("b", X, X + Y), ("d", Y, "def f(:\n")):
        work.write(f"{name}.py", staged)
        work.git("add", f"{name}.py")
        work.write(f"{name}.py", unstaged)
    work.write("untracked.py", Y)
    work.git("rm", "-q", "--cached", "c.py")
    outcome = compare(STAGED)
    assert told(outcome) == (["a.py:4 BKD102", "d.py:2 BKD102"], 2)
    assert outcome.sources["a.py"].text == X + Y
    (work.top / "a.py").unlink()
    relink(work, "b.py", "c.py")
    assert told(compare(STAGED)) == told(outcome)
    assert told(compare(STAGED, "a.py", "untracked.py", "c.py")) == (["a.py:4 BKD102"], 1)
    with pytest.raises(PathError, match=r"^nowhere\.py: neither in the git index nor on disk$"):
        compare(STAGED, "nowhere.py")


def test_staged_before_the_first_commit_and_under_a_limit(work: Work) -> None:
    work.write("a.py", X)
    work.write("big.py", X + "#" * 300)
    work.write("sub/big.py", X + "#" * 300)
    work.write("backend-lint.toml", "max-file-bytes = 200\n")
    work.write("sub/backend-lint.toml", "max-file-bytes = 400\n")
    work.git("add", "--all")
    outcome = compare(STAGED)
    assert told(outcome) == (["a.py:2 BKD101", "big.py:1 BKD000", "sub/big.py:2 BKD101"], 0)
    assert "over the limit of 200" in outcome.findings[1].message


def test_a_conflict_is_not_analysed(work: Work) -> None:
    work.commit(a="1\n")
    work.git("checkout", "-q", "-b", "side")
    work.commit(a="2\n")
    work.git("checkout", "-q", "main")
    work.commit(a="3\n")
    with pytest.raises(AssertionError):
        work.git("merge", "-q", "side")
    outcome = compare(STAGED)
    assert (told(outcome), outcome.incomplete) == ((["a.py:1 BKD000"], 0), 1)


def test_each_configuration_links_its_own_files(work: Work) -> None:
    work.write("one/backend-lint.toml", 'ignore = ["BKD102"]\n')
    work.write("two/backend-lint.toml", 'fail-on = "error"\n')
    work.commit(**{"one/a": "shape\n", "two/a": "shape\n", "two/b": Y})
    work.write("one/b.py", Y)
    work.write("two/c.py", Y)
    rename(work, "two/b.py", "one/c.py")
    outcome = compare()
    # What moves to where another configuration rules is judged by that one; what moved away is found again.
    assert told(outcome) == ([], 1)
    work.write("one/d.py", "shape\n")
    outcome = compare()
    assert told(outcome) == (["one/a.py:1 BKD501", "one/d.py:1 BKD501"], 1)
    assert outcome.failing == 2


def test_the_current_configuration_judges_both_sides(work: Work) -> None:
    work.write("backend-lint.toml", 'ignore = ["BKD102"]\n')
    work.commit(a=X + Y)
    work.write("backend-lint.toml", "")
    assert told(compare()) == ([], 2)


def test_fingerprints_are_those_of_the_whole_run(work: Work) -> None:
    work.commit(a=X)
    work.write("a.py", X + "    BKD101\n")
    [found] = compare().findings
    assert found.fingerprint == Session(Options(), FakeRules()).run(["."]).findings[1].fingerprint
    assert found.fingerprint.endswith(":2")


def test_the_baseline_comes_first_on_both_sides(work: Work) -> None:
    work.commit(a=X, b=Y)
    run = CliRunner().invoke(cli, ["baseline", "create"])
    assert run.exit_code == 0, run.output
    work.commit(c=CHEAP)
    assert CliRunner().invoke(cli, ["baseline", "create", "--force"]).exit_code == 0
    work.write("c.py", CHEAP + "    return bcrypt.gensalt(8)\n")
    outcome = compare(HEAD, rules=True)
    assert (told(outcome), len(outcome.suppressed)) == ((["c.py:6 BKD401"], 0), 1)


#: What golangci's comparison of lines gets wrong (its issues 220, 4226, 4622), with rules of ours.
def test_a_setting_of_the_project_changes_the_verdict_on_files_that_did_not(work: Work) -> None:
    work.commit(**{"app/one": "x = 1\n", "app/two": "import os\n\nkey = os.environ['KEY']\n"})
    work.write("app/core/config.py", "TRACE = False\n")
    assert told(compare(HEAD, rules=True)) == (["app/two.py:3 BKD305"], 0)


def test_a_majority_that_turns_is_seen_where_nothing_changed(work: Work) -> None:
    head = "from fastapi import FastAPI\nfrom fastapi.responses import JSONResponse\n\napp = FastAPI()\n"
    shapes = {"detail": '{"detail": "x"}', "nested": '{"error": {"code": "x", "message": "y"}}'}

    def app(shape: str, count: int) -> str:
        handler = '\n\n@app.get("/{0}")\ndef f{0}():\n    return JSONResponse({1}, status_code=400)\n'
        return head + "".join(handler.format(number, shapes[shape]) for number in range(count))

    work.write("backend-lint.toml", 'error-shape = "auto"\nselect = ["BKD501"]\n')
    work.commit(old=app("detail", 2), other=app("nested", 1))
    work.write("other.py", app("nested", 4))
    assert told(compare(HEAD, rules=True)) == (["old.py:9 BKD501", "old.py:14 BKD501"], 0)


def test_a_deletion_reveals_a_finding_on_a_line_that_did_not_change(work: Work) -> None:
    before = "import bcrypt\n\nROUNDS = 12\n\n\ndef salt():\n    return bcrypt.gensalt(ROUNDS)\n"
    work.commit(a=before)
    swap(work, "a.py", "ROUNDS = 12", "ROUNDS = 8")
    assert told(compare(rules=True)) == (["a.py:7 BKD401"], 0)


def test_a_sparse_checkout_has_not_deleted_what_it_leaves_out(work: Work) -> None:
    work.commit(**{"in/a": "# nothing\n", "out/b": X})
    work.git("sparse-checkout", "set", "--no-cone", "/in")
    assert not (work.top / "out").exists()
    work.write("in/a.py", X)
    assert told(compare()) == (["in/a.py:2 BKD101"], 0)
    assert told(compare(STAGED)) == ([], 1)


def test_a_directory_that_is_named_through_a_link(work: Work, tmp_path: Path) -> None:
    work.write("backend-lint.toml", "")
    work.commit(**{"src/a": "shape\n", "src/b": BODY + "shape\n", "src/c": X})
    (tmp_path / "link").symlink_to(work.top / "src")
    rename(work, "src/b.py", "src/d.py")
    work.git("rm", "-q", "src/c.py")
    work.write("src/a.py", "shape\n" + X)
    work.git("add", "--all")
    for since in (HEAD, STAGED):
        assert told(compare(since, str(tmp_path / "link"))) == ([], 3)


def test_matching_counts() -> None:
    def finding(path: str, digest: str, code: str = "BKD101") -> Finding:
        return Finding(path, Place(1, 1, 1, 2), code, "x", "x", fingerprint=digest)

    before = [finding("a", "1"), finding("a", "1"), finding("b", "2"), finding("c", "3", "BKD099")]
    after = [finding("n", "1"), finding("z", "1"), finding("n", "1"), finding("b", "2"), finding("c", "3", "BKD099")]
    assert were_there(before, {"a": "n"}, after) == [True, False, True, True, False]
    assert were_there(before, {}, after) == [True, True, False, True, False]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--staged", "--new-from-rev", "HEAD"], "only one of"),
        (["--new-from-merge-base", "a", "--new-from-rev", "HEAD"], "only one of"),
        (["-", "--staged"], "standard input"),
        (["--show-files", "--staged"], "--show-files"),
        (["--new-from-rev", "nope"], "nope: no such commit in"),
        (["--new-from-rev=--all"], "--all: not a revision"),
        (["--new-from-merge-base", "nope"], "nope: no such commit in"),
        (["--new-from-rev", "HEAD", ".", ".."], "..: outside of the git repository"),
        (["--new-from-rev", "HEAD", "gone.py"], "gone.py: No such file"),
    ],
)
def test_usage(work: Work, flags: list[str], said: str) -> None:
    work.commit(a="1\n")
    run = CliRunner().invoke(cli, flags)
    assert run.exit_code == 2
    assert said in run.output
    assert "Traceback" not in run.output


def test_status_and_summary(work: Work) -> None:
    work.commit(a=CHEAP)
    clean = CliRunner().invoke(cli, ["--staged"])
    assert (clean.exit_code, clean.output) == (0, "No new findings.\n1 file analysed, 1 finding was there before.\n")
    work.write("b.py", CHEAP)
    faulty = CliRunner().invoke(cli, ["--new-from-rev", "HEAD", "-f", "concise"])
    assert faulty.exit_code == 1
    assert faulty.output.splitlines()[0].startswith("b.py:5:27: BKD401")


#: name: how the commit is made, whether it is blocked
COMMITS: dict[str, tuple[Callable[[Work], None], list[str], bool]] = {
    "index": (lambda w: w.git("add", "b.py"), [], True),
    "nothing of it staged": (lambda w: w.git("add", "c.py"), [], False),
    "all": (lambda w: None, ["-a"], True),
    "this file": (lambda w: None, ["b.py"], True),
    "another file": (lambda w: w.git("add", "b.py"), ["c.py"], False),
}


@pytest.mark.parametrize("linked", [False, True], ids=["", "linked work tree"])
@pytest.mark.parametrize(("before", "arguments", "blocked"), COMMITS.values(), ids=COMMITS)
def test_a_hook(
    work: Work, tmp_path: Path, before: Callable[[Work], None], arguments: list[str], blocked: bool, linked: bool
) -> None:
    work.commit(a=CHEAP, b="x = 1\n", c="x = 2\n")
    hook = work.top / ".git" / "hooks" / "pre-commit"
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m backend_lint --staged\n')
    hook.chmod(0o755)
    if linked:
        work.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
        work.top = tmp_path / "linked"
    work.write("b.py", CHEAP)
    work.write("c.py", "x = 3\n")
    before(work)
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-m", "x", *arguments],
        cwd=work.top, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ("b.py:5:27" in done.stdout + done.stderr, done.returncode != 0) == (blocked, blocked), done.stderr


def test_a_submodule_is_a_repository_of_its_own(work: Work, tmp_path: Path) -> None:
    inner = Work(tmp_path / "inner")
    inner.commit(x=X)
    work.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.top), "sub")
    work.commit(a=X)
    assert told(compare(STAGED)) == told(compare()) == ([], 2)
    work.write("sub/x.py", X + Y)
    assert told(compare()) == (["sub/x.py:4 BKD102"], 2)
    assert told(compare(HEAD, "sub")) == (["sub/x.py:4 BKD102"], 1)
    assert told(compare(STAGED)) == ([], 2)
    Work.git(Work(work.top / "sub"), "commit", "-q", "-a", "-m", "More")
    work.git("add", "sub")
    assert told(compare(STAGED)) == (["sub/x.py:4 BKD102"], 2)
    assert told(compare(HEAD, "sub")) == ([], 2)


def test_a_hostile_repository(work: Work, tmp_path: Path) -> None:
    work.commit(**{"a": X, 'new\nline"': X})
    work.write('new\nline".py', X + Y)
    marker, script = tmp_path / "marker", tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {marker}\n")
    script.chmod(0o755)
    work.git("add", "--all")
    hostile(work, script)
    for since in (HEAD, STAGED, Since("main", merge_base=True)):
        assert told(compare(since)) == (['new\nline".py:4 BKD102'], 2)
    assert not marker.exists()


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RevisionError, match="not inside a git repository"):
        compare()
