"""Knows what a git repository holds at a commit and in its index, without letting the repository run anything.

The repository is a stranger's: only plumbing is called, blobs come raw (no filter, no textconv, no conversion of line
ends), and nothing is fetched, locked, paged, prompted for or hooked."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # what runs git is imported when it is run: 5 ms, and most runs compare with nothing
    import subprocess

#: Longest time for one call, in seconds: listing a million files takes git a few.
TIMEOUT = 120
#: Added files times deleted files beyond this number squared are compared by name and equal content only.
_RENAME_LIMIT = 1000

# What a hook is told of the repository. `git commit FILE` and `git commit -a` name a temporary index.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
# What a user sets up git with; `safe.directory` may stand in any of these.
_OF_USERS = (
    *("GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT"),
)
_OF_USERS_PREFIXES = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
_SUBMODULE = "160000"
_OURS = {
    # An empty list of protocols wins over `protocol.*.allow` of the repository; only newer gits know the second.
    **{"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"},
    **{"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat", "GIT_ATTR_NOSYSTEM": "1"},
    **{"GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"},
}
_SETTINGS = (
    *("core.fsmonitor=", f"core.hooksPath={os.devnull}", f"core.attributesFile={os.devnull}", "core.askPass="),
    *("core.sshCommand=false", "core.alternateRefsCommand=false", "credential.helper=", "protocol.allow=never"),
    *("gc.auto=0", "maintenance.auto=false", "submodule.recurse=false"),
)
_SHALLOW = (
    "; the clone is shallow: fetch the whole history (`fetch-depth: 0` in GitHub Actions, `GIT_DEPTH: 0` in GitLab)"
)


class RevisionError(Exception):
    """Why git cannot say what was asked, in one line with what to do."""


class Index(msgspec.Struct, frozen=True):
    """What is staged: regular files with the ids of their blobs, and paths with a merge conflict. `sparse` are files that
    a sparse checkout leaves out of the work tree."""

    files: Mapping[str, str]
    conflicts: tuple[str, ...]
    sparse: frozenset[str]


class Repository(msgspec.Struct, frozen=True):
    """A repository with a work tree, whose top directory is `top` (absolute, free of links). Paths are relative to it
    and have `/` as separator; bytes of a path that are not UTF-8 are surrogates, as in `os.fsdecode`. A submodule that is
    checked out adds the files of the commit that is recorded for it.

    Every method raises RevisionError."""

    top: str
    _environment: Mapping[str, str]
    _submodules: dict[str, Repository | None] = {}

    def head(self) -> str | None:
        """The commit that is checked out; None before the first commit."""
        return self._commit("HEAD")

    def resolve(self, revision: str) -> str:
        """The id of the commit that a user names."""
        if revision.startswith("-"):  # git would read an option
            raise RevisionError(f"{revision}: not a revision: it begins with `-`")
        commit = self._commit(revision)
        if commit is None:
            raise RevisionError(f"{revision}: no such commit in {self.top}{self._shallow()}")
        return commit

    def merge_base(self, revision: str) -> str:
        """The best common ancestor of `revision` and what is checked out."""
        commit = self.resolve(revision)
        head = self.head()
        if head is None:
            raise RevisionError(f"{self.top}: nothing is committed yet, so there is no merge base with {revision}")
        found = self._git("merge-base", head, commit, expected=(0, 1)).split()
        if not found:
            raise RevisionError(f"{revision}: has no common ancestor with HEAD{self._shallow()}")
        return os.fsdecode(found[0])

    def files(self, commit: str) -> dict[str, str]:
        """The regular files of a commit, so no links, with the ids of their blobs."""
        found: dict[str, str] = {}
        for words, path in self._entries("ls-tree", "-r", "-z", "--full-tree", commit):
            self._add(found, words[0], words[2], path)
        return found

    def index(self) -> Index:
        """What is staged."""
        files: dict[str, str] = {}
        conflicts: dict[str, None] = {}
        sparse: set[str] = set()
        for (tag, mode, name, stage), path in self._entries("ls-files", "--stage", "-t", "-z", "--full-name"):
            if stage != "0":
                conflicts[path] = None
                continue
            self._add(files, mode, name, path)
            if tag == "S":
                sparse.add(path)
        return Index(files, tuple(conflicts), frozenset(sparse))

    def renames(self, commit: str) -> dict[str, str]:
        """The Python files of the index that the commit has under another path, with that path."""
        # Never without --cached: git would run clean filters over files of the work tree.
        fields = self._git(
            *("diff-index", "--cached", "--raw", "-z", "-M", f"-l{_RENAME_LIMIT}", "--diff-filter=R"),
            *("--no-ext-diff", "--no-textconv", "--ignore-submodules=all", commit, "--", "*.py", "*.pyw"),
        ).split(b"\0")
        return {os.fsdecode(new): os.fsdecode(old) for old, new in zip(fields[1::3], fields[2::3], strict=False)}

    def read(self, blobs: Iterable[str], limit: int) -> dict[str, bytes | int]:
        """The content of blobs, or only the size in bytes of one that is larger than `limit` bytes."""
        names = sorted(set(blobs))
        found = self._read(names, limit)
        missing = [name for name in names if name not in found]
        if missing:
            raise RevisionError(f"{self.top}: object {missing[0]} is missing: a partial clone? `git fetch --refetch`")
        return found

    def _read(self, names: Sequence[str], limit: int) -> dict[str, bytes | int]:
        """As `read`, without those that are missing."""
        if not names:
            return {}
        sizes: dict[str, int] = {}
        for line in self._git("cat-file", "--batch-check", given=names).splitlines():
            words = os.fsdecode(line).split()
            if len(words) == 3:  # else `ID missing`
                sizes[words[0]] = int(words[2])
        found: dict[str, bytes | int] = {**sizes}
        small = [name for name, size in sizes.items() if size <= limit]
        data = self._git("cat-file", "--batch", given=small) if small else b""
        at = 0
        for name in small:
            start = data.index(b"\n", at) + 1
            at = start + sizes[name] + 1
            found[name] = data[start : at - 1]
        for submodule in filter(None, self._submodules.values()):
            found |= submodule._read([name for name in names if name not in found], limit)
        return found

    def _add(self, files: dict[str, str], mode: str, name: str, path: str) -> None:
        """Add what an entry of a tree or of the index stands for."""
        if mode.startswith("100"):
            files[path] = name
        elif mode == _SUBMODULE:
            if path not in self._submodules:
                self._submodules[path] = self._submodule(path)
            inner = self._submodules[path]
            if inner is not None:
                files |= {f"{path}/{file}": blob for file, blob in inner.files(inner.resolve(name)).items()}

    def _submodule(self, path: str) -> Repository | None:
        """The repository of a submodule; None when it is not checked out."""
        top = Path(self.top, path)
        if not (top / ".git").exists():
            return None
        found = _open(str(top), {name: text for name, text in self._environment.items() if name not in _OF_HOOKS})
        return found if found.top == str(top) else None

    def _commit(self, revision: str) -> str | None:
        wanted = f"{revision}^{{commit}}"
        said = self._git("rev-parse", "--verify", "--quiet", wanted, expected=(0, 1, 128)).strip()
        return said.decode() if re.fullmatch(rb"[0-9a-f]{40,64}", said) else None

    def _shallow(self) -> str:
        return _SHALLOW if self._git("rev-parse", "--is-shallow-repository").strip() == b"true" else ""

    def _entries(self, *arguments: str) -> Iterator[tuple[list[str], str]]:
        """The words before the tab and the path of each entry."""
        for entry in self._git(*arguments).split(b"\0"):
            words, _, path = entry.partition(b"\t")
            if path and b"/../" not in b"/%b/" % path:  # a forged tree can lead out of the repository
                yield os.fsdecode(words).split(), os.fsdecode(path)

    def _git(self, *arguments: str, given: Iterable[str] = (), expected: tuple[int, ...] = (0,)) -> bytes:
        done = _call(self.top, self._environment, arguments, "".join(f"{line}\n" for line in given))
        if done.returncode not in expected:
            raise RevisionError(f"{self.top}: git {arguments[0]} failed: {_complaint(done)}")
        return done.stdout


def open_repository(directory: str) -> Repository:
    """The repository of a directory; in a git hook the one that git runs the hook for. Raises RevisionError."""
    environment = _environment()
    for name in ("GIT_DIR", "GIT_WORK_TREE"):
        if name in environment:
            environment[name] = str(Path(environment[name]).absolute())
    if any(name in environment for name in _OF_HOOKS):
        directory = str(Path.cwd())
    return _open(directory, environment)


def _open(directory: str, environment: Mapping[str, str]) -> Repository:
    done = _call(directory, environment, ("rev-parse", "--show-toplevel"))
    if done.returncode == 0:
        return Repository(os.path.realpath(os.fsdecode(done.stdout.removesuffix(b"\n"))), environment)
    complaint = _complaint(done)
    if "dubious ownership" in complaint:
        owned = re.search(r"repository at '(.+)'", complaint)
        place = owned[1] if owned else directory
        raise RevisionError(
            f"{place}: the git repository belongs to another user; "
            f"if you trust it: git config --global --add safe.directory {shlex.quote(place)}"
        )
    if "not a git repository" in complaint:
        raise RevisionError(f"{directory}: not inside a git repository")
    raise RevisionError(f"{directory}: git finds no work tree: {complaint}")


def blob_ids(data: bytes, like: str) -> tuple[str, ...]:
    """The ids that git may have given to the content of a file of the work tree, by the hash that `like` was made with:
    as it is, and as it is stored where git converts line ends (`core.autocrlf`)."""
    import hashlib

    texts = [data]
    if b"\r\n" in data:
        texts.append(data.replace(b"\r\n", b"\n"))
    made = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return tuple(made(b"blob %d\0" % len(text) + text, usedforsecurity=False).hexdigest() for text in texts)


def _environment() -> dict[str, str]:
    kept = (*_OF_HOOKS, *_OF_USERS)
    user = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in kept or name.startswith(_OF_USERS_PREFIXES)
    }
    return user | _OURS


def _program() -> str:
    """The absolute path of git: a relative directory in PATH, or Windows' habit to look here first, could run a
    program of the repository."""
    import shutil

    for directory in os.get_exec_path():
        if Path(directory).is_absolute():
            program = shutil.which(Path(directory) / ("git.exe" if os.name == "nt" else "git"))
            if program is not None:
                return str(program)
    raise RevisionError("git is not installed, or not on PATH: revisions cannot be compared")


def _call(
    directory: str, environment: Mapping[str, str], arguments: tuple[str, ...], given: str = ""
) -> subprocess.CompletedProcess[bytes]:
    import subprocess

    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = [_program(), "--no-pager", *settings, *arguments]
    try:
        return subprocess.run(
            command,
            cwd=directory,
            env=environment,
            input=given.encode(),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RevisionError(f"{directory}: git {arguments[0]} took more than {TIMEOUT} seconds") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in a revision
        raise RevisionError(f"{directory}: git {arguments[0]} cannot be run: {error}") from error


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line that git wrote, without its prefix."""
    lines = done.stderr.decode("utf-8", "replace").splitlines() or [f"exit status {done.returncode}"]
    return lines[0].removeprefix("fatal: ").removeprefix("error: ")
