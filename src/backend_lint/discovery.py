"""Knows which files of a tree are source to check, and why each other one is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from pathspec import GitIgnoreSpec

from backend_lint.paths import relative, within
from backend_lint.semantics.languages import has_python_shebang
from backend_lint.semantics.patterns import ignore_file
from backend_lint.semantics.vendored import vendored

#: Directories that hold no source of the project itself.
DEFAULT_EXCLUDES = (
    *(".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox"),
    *(".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode"),
    *("__pycache__", "__pypackages__", "_build", "buck-out", "build", "dist", "node_modules"),
    *("site-packages", "venv"),
)
#: Those that nobody would look for source in: leaving them out is not worth telling.
_UNTOLD = frozenset(name for name in DEFAULT_EXCLUDES if name.startswith((".", "__")))


class PathError(Exception):
    """A path that a user named and that does not exist."""


class Source(msgspec.Struct, frozen=True):
    """A file to check. `path` is shown to users: relative to the current directory when it is inside,
    with `/` as separator. `real` is absolute and free of symbolic links: this one is read."""

    path: str
    real: str
    directory: str


class Skipped(msgspec.Struct, frozen=True):
    """A file or directory that is left out. `failed` ones should have been read and could not be."""

    path: str
    reason: str
    failed: bool = False


class Filter(msgspec.Struct, frozen=True):
    """What one configuration leaves out: gitignore patterns relative to the absolute directory `root`; and how the names of
    files end that directories are searched for."""

    root: str
    exclude: tuple[str, ...] = DEFAULT_EXCLUDES
    gitignore: bool = True
    force: bool = False
    suffixes: tuple[str, ...] = (".py",)


@dataclass
class Discovered:
    """What a run found: files in sorted order, each once, and everything left out with its reason."""

    sources: list[Source] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


class Disk:
    """Where files are looked for, by absolute paths. `mode` and `entries` raise OSError."""

    def mode(self, path: str) -> int:
        """The `st_mode` of what stands at a path, or of what the link there leads to."""
        return os.stat(path).st_mode

    def real(self, path: str) -> str:
        """The path without links."""
        return os.path.realpath(path)

    def entries(self, directory: str) -> list[Any]:
        """What a directory holds: `os.DirEntry` or the like."""
        with os.scandir(directory) as scan:
            return list(scan)


def discover(paths: Iterable[str], filter_of: Callable[[str], Filter], disk: Disk | None = None) -> Discovered:
    """Find the files that `paths` name.

    `filter_of` gives the filter for an absolute directory. Directories are searched for files with its suffixes;
    directory links are not followed, file links only to files inside the named directory. A named file is
    checked whatever its directory is called, unless the filter says `force`. Raises PathError."""
    walk = _Walk(filter_of, disk or Disk())
    for path in paths:
        absolute = os.path.abspath(path)
        try:
            mode = walk.disk.mode(absolute)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not a valid path"
            raise PathError(f"{path}: {reason}") from error
        if stat.S_ISDIR(mode):
            if not walk.forced_out(absolute, directory=True):
                walk.search(absolute)
        else:
            walk.named(absolute, mode)
    walk.add_links()
    walk.found.sources.sort(key=lambda source: source.path.split("/"))
    walk.found.skipped += sorted(walk.skipped, key=lambda skipped: (skipped.path.split("/"), skipped.reason))
    return walk.found


def forced_out(absolute: str, filter_of: Callable[[str], Filter]) -> bool:
    """Whether this path of a file, which need not exist, is left out even when it is named."""
    return _Walk(filter_of, Disk()).forced_out(absolute, directory=False)


def shown(absolute: str) -> str:
    """A path as users see it: the same whether they named it relative to here or absolutely."""
    here = os.getcwd()
    return relative(absolute, here) if within(absolute, here) else absolute.replace(os.sep, "/")


def matches(pattern_list: Iterable[str], root: str, absolute: str, *, directory: bool = False) -> bool:
    """Whether gitignore patterns relative to `root` match a path or a directory above it.

    A list that begins with `!` patterns only stands for "everything but these"."""
    patterns = tuple(pattern_list)
    if patterns and all(pattern.startswith("!") for pattern in patterns):
        return not matches((pattern[1:] for pattern in patterns), root, absolute, directory=directory)
    return bool(_check(_compiled(patterns), root, absolute, directory))


_SPECS: dict[tuple[str, ...], GitIgnoreSpec] = {}


def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    if patterns not in _SPECS:
        _SPECS[patterns] = GitIgnoreSpec.from_lines(patterns)
    return _SPECS[patterns]


def _check(spec: GitIgnoreSpec, root: str, absolute: str, directory: bool) -> bool | None:
    """True: ignored; False: a `!` pattern wants it; None: nothing is said. Outside of `root` only
    patterns for a name apply, so the path is then reduced to its last part."""
    inside = absolute != root and within(absolute, root)
    name = relative(absolute, root) if inside else os.path.basename(absolute)
    return spec.check_file(name + ("/" if directory else "")).include


class _Walk:
    def __init__(self, filter_of: Callable[[str], Filter], disk: Disk) -> None:
        self.found = Discovered()
        self.skipped: set[Skipped] = set()
        self.disk = disk
        self._filter_of = filter_of
        self._seen: set[str] = set()
        self._links: list[tuple[str, str]] = []
        self._ignores: dict[str, GitIgnoreSpec | None] = {}

    def named(self, absolute: str, mode: int) -> None:
        if not stat.S_ISREG(mode):
            self._skip(absolute, "not a regular file", failed=True)
        elif not self._is_source(absolute):
            self._skip(absolute, "not in a language that is checked")
        elif not self.forced_out(absolute, directory=False):
            self._add(absolute, self.disk.real(absolute))

    def _is_source(self, absolute: str) -> bool:
        suffixes = self._filter_of(os.path.dirname(absolute)).suffixes
        return absolute.lower().endswith((*suffixes, ".pyw")) or has_python_shebang(absolute)

    def forced_out(self, absolute: str, *, directory: bool) -> bool:
        """Whether a named path is left out all the same: only when its configuration forces it."""
        rules = self._filter_of(absolute if directory else os.path.dirname(absolute))
        return rules.force and self._excluded(absolute, rules, self._repository(absolute), directory)

    def search(self, top: str) -> None:
        """Add what a directory holds, in sorted order."""
        bound = os.path.realpath(top)
        repository = self._repository(top)
        if self._ignored(top, repository, directory=True):
            repository = top  # asked for by name: what hides the whole directory does not count
        todo = [top]
        while todo:
            directory = todo.pop()
            rules = self._named_apart(self._filter_of(directory), top)
            try:
                entries = sorted(self.disk.entries(directory), key=lambda entry: str(entry.name))
            except OSError as error:
                self._skip(directory, f"cannot be read: {error.strerror}", failed=True)
                continue
            for entry in entries:
                is_directory = entry.is_dir(follow_symlinks=False)
                if not is_directory and not entry.name.endswith(rules.suffixes):
                    continue
                if entry.is_symlink() and os.path.isdir(entry.path):
                    self._skip(entry.path, "link to a directory")
                elif self._excluded(entry.path, rules, repository, is_directory):
                    continue
                elif is_directory:
                    todo.append(entry.path)
                elif elsewhere := vendored(relative(entry.path, top)):
                    self._skip(os.path.join(top, elsewhere), "vendored or minified")
                else:
                    self._consider(entry, bound)

    def _named_apart(self, rules: Filter, top: str) -> Filter:
        """The filter without patterns that hide the whole directory that was named, when they do."""
        if matches(rules.exclude, rules.root, top, directory=True):
            return msgspec.structs.replace(rules, root=top)
        return rules

    def _consider(self, entry: os.DirEntry[str], bound: str) -> None:
        try:
            if entry.is_symlink():
                real = os.path.realpath(entry.path, strict=True)
                if not within(real, bound):
                    self._skip(entry.path, "link out of the searched directory")
                elif not stat.S_ISREG(os.lstat(real).st_mode):
                    self._skip(entry.path, "not a regular file")
                else:
                    self._links.append((entry.path, real))
            elif entry.is_file(follow_symlinks=False):
                self._add(entry.path, self.disk.real(entry.path))
            else:
                self._skip(entry.path, "not a regular file")
        except OSError as error:
            self._skip(entry.path, f"broken link: {error.strerror}")

    def add_links(self) -> None:
        """Links last: a file that was also found under its own name is reported under that name."""
        for path, real in sorted(self._links):
            self._add(path, real)

    def _add(self, path: str, real: str) -> None:
        if real not in self._seen:
            self._seen.add(real)
            self.found.sources.append(Source(shown(path), real, os.path.dirname(path)))

    def _skip(self, path: str, reason: str, *, failed: bool = False) -> None:
        self.skipped.add(Skipped(shown(path), reason, failed))

    def _excluded(self, path: str, rules: Filter, repository: str, directory: bool) -> bool:
        if matches(rules.exclude, rules.root, path, directory=directory):
            if os.path.basename(path) not in _UNTOLD:
                self._skip(path, "excluded")
        elif rules.gitignore and self._ignored(path, repository, directory):
            self._skip(path, "ignored by git")
        else:
            return False
        return True

    def _repository(self, top: str) -> str:
        """The nearest directory upwards that holds `.git`; without one, where the search starts."""
        above = top
        while not os.path.lexists(os.path.join(above, ".git")):
            parent = os.path.dirname(above)
            if parent == above:
                return top if os.path.isdir(top) else os.path.dirname(top)
            above = parent
        return above

    def _ignored(self, path: str, repository: str, directory: bool) -> bool:
        """Git's order: the deepest ignore file that says something decides."""
        for level in _levels(os.path.dirname(path), repository):
            spec = self._ignore_file(level)
            if spec is not None:
                said = _check(spec, level, path, directory)
                if said is not None:
                    return said
        spec = self._ignore_file(repository, os.path.join(".git", "info", "exclude"))
        return bool(spec is not None and _check(spec, repository, path, directory))

    def _ignore_file(self, directory: str, name: str = ".gitignore") -> GitIgnoreSpec | None:
        path = os.path.join(directory, name)
        if path not in self._ignores:
            spec = None
            if os.path.isfile(path):
                try:
                    with open(path, encoding="utf-8", errors="surrogateescape") as stream:
                        spec = ignore_file(stream.read(1_000_000).splitlines())
                except OSError:
                    self._skip(path, "ignore file cannot be read")
            self._ignores[path] = spec
        return self._ignores[path]


def _levels(directory: str, repository: str) -> Iterator[str]:
    while directory.startswith(repository):
        yield directory
        parent = os.path.dirname(directory)
        if directory == repository or parent == directory:
            return
        directory = parent
