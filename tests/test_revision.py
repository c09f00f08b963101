"""What git says of a repository that belongs to a stranger, and what the repository may not do meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from backend_lint import revision
from backend_lint.revision import RevisionError, blob_ids, open_repository

PERSON = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
MIB = 1 << 20


class Work:
    """A repository to be changed by tests."""

    def __init__(self, top: Path, *options: str) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str, **more: str) -> str:
        done = subprocess.run(
            ["git", *PERSON, *arguments], cwd=self.top, env={**os.environ, **more}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return os.fsdecode(done.stdout).strip()

    def write(self, name: str, text: str | bytes) -> None:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, **files: str) -> str:
        for name, text in files.items():
            self.write(f"{name}.py", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Git without the settings of this machine, and without those of a hook that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    yield


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path / "work")


def texts(repository: revision.Repository, files: Mapping[str, str]) -> dict[str, bytes | int]:
    blobs = repository.read(files.values(), MIB)
    return {path: blobs[blob] for path, blob in files.items()}


STRANGE = ["plain.py", "new\nline.py", 'quo"te\t.py', "späte 😀.py", "-dash.py", "a/b c.py", ":(top)magic.py", "*.py"]
if sys.platform == "linux":
    STRANGE.append(os.fsdecode(b"latin-\xe9.py"))


def test_files_of_a_commit_and_of_the_index_under_strange_names(work: Work) -> None:
    for name in STRANGE:
        work.write(name, f"# {name}".encode("utf-8", "surrogateescape"))
    commit = work.commit()
    repository = open_repository(str(work.top))
    wanted = {name: os.fsencode(f"# {name}") for name in STRANGE}
    assert texts(repository, repository.files(commit)) == wanted
    assert texts(repository, repository.index().files) == wanted


def test_links_are_no_files_and_submodules_are_looked_into(work: Work, tmp_path: Path) -> None:
    other = Work(tmp_path / "other")
    other.commit(inner="1")
    work.write("a.py", "1")
    (work.top / "a.py").chmod(0o755)
    (work.top / "link.py").symlink_to("a.py")
    work.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top), "sub")
    commit = work.commit()
    repository = open_repository(str(work.top))
    assert [*repository.files(commit)] == [*repository.index().files] == [".gitmodules", "a.py", "sub/inner.py"]
    assert texts(repository, repository.files(commit))["sub/inner.py"] == b"1"
    assert open_repository(str(work.top / "sub")).top == str(work.top / "sub")


def test_the_index_differs_from_the_work_tree_and_tells_conflicts(work: Work) -> None:
    first = work.commit(a="1", b="1", c="1")
    work.git("checkout", "--quiet", "-b", "side")
    work.commit(a="2")
    work.git("checkout", "--quiet", "main")
    work.commit(a="3")
    with pytest.raises(AssertionError):
        work.git("merge", "--quiet", "side")
    work.write("b.py", "staged")
    work.git("add", "b.py")
    work.write("b.py", "not staged")
    work.write("untracked.py", "")
    work.git("rm", "--quiet", "--cached", "c.py")
    repository = open_repository(str(work.top))
    index = repository.index()
    assert texts(repository, index.files) == {"b.py": b"staged"}
    assert index.conflicts == ("a.py",)
    assert texts(repository, repository.files(first)) == {"a.py": b"1", "b.py": b"1", "c.py": b"1"}


def test_renames(work: Work) -> None:
    body = "".join(f"line_{number} = {number}\n" for number in range(20))
    first = work.commit(**{"same": body, "edited": body.replace("line", "row"), "kept": "1\n" * 30})
    work.git("mv", "same.py", "same-\n.py")
    work.git("mv", "edited.py", "deep.py")
    work.write("deep.py", body.replace("line", "row") + "more = 1\n")
    work.write("copy.py", "1\n" * 30)
    work.git("add", "--all")
    assert open_repository(str(work.top)).renames(first) == {"same-\n.py": "same.py", "deep.py": "edited.py"}


def test_blobs_are_read_raw_whole_and_within_the_limit(work: Work) -> None:
    work.git("config", "core.autocrlf", "true")
    work.git("config", "filter.upper.clean", "tr a-z A-Z")
    work.git("config", "filter.upper.smudge", "tr A-Z a-z")
    work.write(".gitattributes", "filtered.py filter=upper\n")
    work.write("dos.py", b"a\r\nb\r\n")
    work.write("filtered.py", "text\n")
    work.write("empty.py", "")
    work.write("big.py", "x" * 2000)
    work.write("binary.py", b"\0\n\n\xff\r\n")
    files = open_repository(str(work.top)).files(work.commit())
    found = open_repository(str(work.top)).read(files.values(), 1000)
    assert {path: found[blob] for path, blob in files.items() if path != ".gitattributes"} == {
        "dos.py": b"a\nb\n",
        "filtered.py": b"TEXT\n",
        "empty.py": b"",
        "big.py": 2000,
        "binary.py": b"\0\n\n\xff\r\n",
    }
    assert files["dos.py"] in blob_ids(b"a\r\nb\r\n", files["dos.py"])
    assert files["empty.py"] in blob_ids(b"", files["empty.py"])
    assert files["dos.py"] not in blob_ids(b"a\nb", files["dos.py"])


def test_a_repository_of_sha256(tmp_path: Path) -> None:
    work = Work(tmp_path / "work", "--object-format=sha256")
    repository = open_repository(str(work.top))
    files = repository.files(work.commit(a="1"))
    assert blob_ids(b"1", files["a.py"]) == (files["a.py"],)
    assert texts(repository, files) == {"a.py": b"1"}


def test_revisions_and_merge_bases(work: Work) -> None:
    assert open_repository(str(work.top)).head() is None
    first = work.commit(a="1")
    work.git("tag", "-a", "v1", "-m", "One")
    work.git("checkout", "--quiet", "-b", "side")
    second = work.commit(a="2")
    work.git("checkout", "--quiet", "main")
    third = work.commit(b="2")
    repository = open_repository(str(work.top))
    assert [repository.resolve(name) for name in ("v1", "side", "HEAD~1", first[:8])] == [first, second, first, first]
    assert (repository.head(), repository.merge_base("side")) == (third, first)


def test_a_linked_work_tree_and_a_directory_below(work: Work, tmp_path: Path) -> None:
    commit = work.commit(**{"a/b": "1"})
    work.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "other")
    repository = open_repository(str(tmp_path / "linked" / "a"))
    assert (repository.top, repository.head()) == (str(tmp_path / "linked"), commit)
    assert [*repository.files(commit)] == ["a/b.py"]


def unrelated(work: Work) -> None:
    work.git("checkout", "--quiet", "--orphan", "unrelated")
    work.commit(c="1")
    work.git("checkout", "--quiet", "main")


def shallow(work: Work) -> None:
    work.commit(b="1")
    work.commit(b="2")
    work.git("branch", "old", "HEAD~1")
    clone = work.top.parent / "clone"
    work.git("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{work.top}", str(clone))
    work.top.rename(work.top.parent / "origin")
    clone.rename(work.top)


def nothing(work: Work) -> None:
    pass


#: name: what is done first, what is asked, what the error says
ERRORS: dict[str, tuple[Callable[[Work], None], Callable[[revision.Repository], object], str]] = {
    "unknown": (nothing, lambda git: git.resolve("nope"), "nope: no such commit in "),
    "a file": (nothing, lambda git: git.resolve("HEAD:a.py"), "HEAD:a.py: no such commit"),
    "a range": (nothing, lambda git: git.resolve("HEAD..HEAD"), "HEAD..HEAD: no such commit"),
    "a negation": (nothing, lambda git: git.resolve("^HEAD"), r"\^HEAD: no such commit"),
    "empty": (nothing, lambda git: git.resolve(""), ": no such commit"),
    "an option": (nothing, lambda git: git.resolve("--output=x"), "--output=x: not a revision: it begins with `-`"),
    "NUL": (nothing, lambda git: git.resolve("a\0b"), "cannot be run"),
    "unrelated": (unrelated, lambda git: git.merge_base("unrelated"), "no common ancestor with HEAD$"),
    "shallow, no base": (shallow, lambda git: git.merge_base("origin/old"), "no common ancestor .*`fetch-depth: 0`"),
    "shallow, unknown": (shallow, lambda git: git.resolve("HEAD~1"), "no such commit .*`fetch-depth: 0`"),
    "missing object": (nothing, lambda git: git.read(["1" * 40], MIB), "object 1+ is missing: a partial clone"),
}


@pytest.mark.parametrize(("before", "ask", "said"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_one_clear_line(
    work: Work, before: Callable[[Work], None], ask: Callable[[revision.Repository], object], said: str
) -> None:
    work.commit(a="1")
    before(work)
    with pytest.raises(RevisionError, match=said) as raised:
        ask(open_repository(str(work.top)))
    assert "\n" not in str(raised.value)


def test_places_without_a_work_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RevisionError, match=r"not inside a git repository$"):
        open_repository(str(tmp_path))
    Work(tmp_path / "bare", "--bare")
    with pytest.raises(RevisionError, match=r"git finds no work tree: "):
        open_repository(str(tmp_path / "bare"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RevisionError, match=r"^git is not installed, or not on PATH"):
        open_repository(str(tmp_path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a directory away")
def test_a_repository_of_another_user(work: Work) -> None:
    for path in (work.top, work.top / ".git"):
        os.chown(path, 12345, 12345)
    with pytest.raises(RevisionError, match=rf"belongs to another user.*safe.directory {work.top}$"):
        open_repository(str(work.top))


def test_git_that_hangs_is_stopped(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = work.commit(a="1")
    repository = open_repository(str(work.top))
    loose = next((work.top / ".git" / "objects" / commit[:2]).iterdir())
    loose.unlink()
    os.mkfifo(loose)
    monkeypatch.setattr(revision, "TIMEOUT", 0.2)
    with pytest.raises(RevisionError, match=r"took more than 0.2 seconds"):
        repository.files(commit)


def hostile(work: Work, script: Path) -> None:
    """Everything that a repository can ask git to run."""
    program = str(script)
    hooks = work.top / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / name).symlink_to(script)
    work.write(".gitattributes", "* filter=evil diff=evil merge=evil\n")
    keys = [
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy"),
        *("core.alternateRefsCommand", "diff.external", "diff.evil.textconv", "diff.evil.command", "gpg.program"),
        *("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "merge.evil.driver", "credential.helper"),
        *("interactive.diffFilter", "pager.ls-tree", "remote.origin.uploadpack", "uploadpack.packObjectsHook"),
    ]
    commands = ("rev-parse", "ls-tree", "ls-files", "cat-file", "diff-index", "merge-base")
    settings = {
        **dict.fromkeys(keys, program),
        **{f"alias.{command}": f"!{program}" for command in commands},
        **{"core.hooksPath": str(hooks), "filter.evil.required": "true", "diff.trustExitCode": "true"},
        **{"remote.origin.url": f"ext::{program}", "remote.origin.promisor": "true", "protocol.ext.allow": "always"},
        **{"core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "protocol.allow": "always"},
    }
    for key, value in settings.items():
        work.git("config", key, value)


def test_the_repository_runs_nothing(work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = work.commit(a="value = 1\n" * 20, b="1")
    marker, script = tmp_path / "marker", tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\necho $0 $* >>{marker}\n")
    script.chmod(0o755)
    work.git("mv", "a.py", "moved.py")
    work.write("moved.py", "value = 1\n" * 20 + "more = 2\n")
    work.git("add", "--all")
    work.write("moved.py", "value = 1\n" * 20 + "more = 3\n")  # not what the index holds: git would look at it
    work.write("b.py", "22")
    hostile(work, script)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "GIT_PAGER", "GIT_PROXY_COMMAND"):
        monkeypatch.setenv(name, str(script))
    (work.top / "git").symlink_to(script)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", os.environ["PATH"])))
    monkeypatch.chdir(work.top)

    repository = open_repository(".")
    assert repository.renames(first) == {"moved.py": "a.py"}
    repository.merge_base(first)
    texts(repository, {**repository.files(first), **repository.index().files})
    with pytest.raises(RevisionError, match=r"is missing|failed"):
        repository.read(["1" * 40], MIB)
    with pytest.raises(RevisionError, match="no such commit"):
        repository.resolve("2" * 40)
    assert not marker.exists(), marker.read_text()

    # The trap works: git as a user runs it springs it.
    subprocess.run(["git", "diff", "HEAD"], cwd=work.top, capture_output=True, check=False)
    assert marker.exists()


def test_a_forged_tree_does_not_lead_out(work: Work) -> None:
    work.commit(a="1")
    blob = work.git("rev-parse", "HEAD:a.py")
    inner = subprocess.run(
        ["git", "mktree"], cwd=work.top, input=f"100644 blob {blob}\tx.py\n", text=True, capture_output=True, check=True
    ).stdout.strip()
    entry = b"40000 ..\0" + bytes.fromhex(inner) + b"100644 a.py\0" + bytes.fromhex(blob)
    write = ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
    tree = subprocess.run(write, cwd=work.top, input=entry, capture_output=True, check=True).stdout.decode().strip()
    commit = work.git("commit-tree", tree, "-m", "Forged")
    assert [*open_repository(str(work.top)).files(commit)] == ["a.py"]
