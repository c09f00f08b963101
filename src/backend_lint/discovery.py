"""Knows which files of a tree are source to check, and why each other one is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from backend_lint.paths import relative, within
from backend_lint.semantics.languages import PYTHON, has_python_shebang, language_of
from backend_lint.semantics.patterns import MAX_CHARACTERS, Matching, Patterns, ignore_file, matching
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


class Discovered(msgspec.Struct):
    """What a run found: files in sorted order, each once, and everything left out with its reason."""

    sources: list[Source] = []
    skipped: list[Skipped] = []


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
    """Whether gitignore patterns relative to `root` match a path or a directory above it; see `patterns.matching`."""
    return matching(tuple(pattern_list), root)(*os.path.split(absolute), directory)


class _Place(NamedTuple):
    """A directory as its entries need it: what is put before their names to show them, and before their real paths;
    whether settings leave one out, and what ignore files have to say, the deepest first."""

    shown: str
    real: str
    excluded: Matching
    ignores: Sequence[Patterns]


class _Walk:
    def __init__(self, filter_of: Callable[[str], Filter], disk: Disk) -> None:
        self.found = Discovered()
        self.skipped: set[Skipped] = set()
        self.disk = disk
        self._filter_of = filter_of
        self._seen: set[str] = set()
        self._links: list[tuple[str, str]] = []
        self._ignores: dict[str, Patterns | None] = {}

    def named(self, absolute: str, mode: int) -> None:
        if not stat.S_ISREG(mode):
            self._skip(absolute, "not a regular file", failed=True)
        elif not self._is_source(absolute):
            self._skip(absolute, "not in a language that is checked")
        elif not self.forced_out(absolute, directory=False):
            self._add(shown(absolute), self.disk.real(absolute), os.path.dirname(absolute))

    def _is_source(self, absolute: str) -> bool:
        suffixes = self._filter_of(os.path.dirname(absolute)).suffixes
        return absolute.lower().endswith((*suffixes, ".pyw")) or has_python_shebang(absolute)

    def forced_out(self, absolute: str, *, directory: bool) -> bool:
        """Whether a named path is left out all the same: only when its configuration forces it."""
        rules = self._filter_of(absolute if directory else os.path.dirname(absolute))
        if not rules.force:
            return False
        above, name = os.path.split(absolute)
        return self._left_out(above, name, self._place(above, rules, self._repository(absolute)), directory)

    def search(self, top: str) -> None:
        """Add what a directory holds."""
        bound = os.path.realpath(top)
        repository = self._repository(top)
        if self._ignored(*os.path.split(top), self._ignore_files(os.path.dirname(top), repository), True):
            repository = top  # asked for by name: what hides the whole directory does not count
        todo = [(top, self.disk.real(top))]  # links to directories are not followed: below it no path has any
        while todo:
            directory, real = todo.pop()
            rules = self._filter_of(directory)
            try:
                entries = self.disk.entries(directory)
            except OSError as error:
                self._skip(directory, f"cannot be read: {error.strerror}", failed=True)
                continue
            place = self._place(directory, rules, repository, top, real)
            for entry in entries:
                is_directory = entry.is_dir(follow_symlinks=False)
                if not is_directory and not entry.name.endswith(rules.suffixes):
                    continue
                if entry.is_symlink() and os.path.isdir(entry.path):
                    self._skip(entry.path, "link to a directory")
                elif self._left_out(directory, entry.name, place, is_directory):
                    continue
                elif is_directory:
                    todo.append((entry.path, place.real + entry.name))
                elif elsewhere := language_of(entry.name) != PYTHON and vendored(relative(entry.path, top)):
                    self._skip(os.path.join(top, elsewhere), "vendored or minified")
                else:
                    self._consider(entry, place, directory, bound)

    def _place(self, directory: str, rules: Filter, repository: str, top: str | None = None, real: str = "") -> _Place:
        """How the entries of a directory are judged that is searched from `top` on; `real` is its path without links."""
        before = shown(directory)
        return _Place(
            "" if before == "." else f"{before.rstrip('/')}/",
            os.path.join(real, ""),
            self._exclusion(rules, top),
            self._ignore_files(directory, repository) if rules.gitignore else (),
        )

    def _exclusion(self, rules: Filter, top: str | None) -> Matching:
        """The patterns of a configuration, without those that hide the whole directory that was named, when they do."""
        hidden = top is not None and matches(rules.exclude, rules.root, top, directory=True)
        return matching(rules.exclude, top if top is not None and hidden else rules.root)

    def _consider(self, entry: os.DirEntry[str], place: _Place, directory: str, bound: str) -> None:
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
                self._add(place.shown + entry.name, place.real + entry.name, directory)
            else:
                self._skip(entry.path, "not a regular file")
        except OSError as error:
            self._skip(entry.path, f"broken link: {error.strerror}")

    def add_links(self) -> None:
        """Links last: a file that was also found under its own name is reported under that name."""
        for path, real in sorted(self._links):
            self._add(shown(path), real, os.path.dirname(path))

    def _add(self, path: str, real: str, directory: str) -> None:
        if real not in self._seen:
            self._seen.add(real)
            self.found.sources.append(Source(path, real, directory))

    def _skip(self, path: str, reason: str, *, failed: bool = False) -> None:
        self.skipped.add(Skipped(shown(path), reason, failed))

    def _left_out(self, directory: str, name: str, place: _Place, is_directory: bool) -> bool:
        if place.excluded(directory, name, is_directory):
            if name not in _UNTOLD:
                self._skip(os.path.join(directory, name), "excluded")
        elif self._ignored(directory, name, place.ignores, is_directory):
            self._skip(os.path.join(directory, name), "ignored by git")
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

    def _ignored(self, directory: str, name: str, ignores: Iterable[Patterns], is_directory: bool) -> bool:
        for patterns in ignores:
            said = patterns.say(directory, name, is_directory)
            if said is not None:
                return said
        return False

    def _ignore_files(self, directory: str, repository: str) -> list[Patterns]:
        """In git's order: the deepest file that says something decides."""
        files = [(level, os.path.join(level, ".gitignore")) for level in _levels(directory, repository)]
        files.append((repository, os.path.join(repository, ".git", "info", "exclude")))
        return [found for level, path in files if (found := self._ignore_file(level, path)) is not None]

    def _ignore_file(self, root: str, path: str) -> Patterns | None:
        if path not in self._ignores:
            found = None
            if os.path.islink(path) and os.path.basename(path) == ".gitignore":
                self._skip(path, "ignore file is a link")  # which git does not follow either
            elif os.path.isfile(path):
                try:
                    with open(path, encoding="utf-8", errors="surrogateescape") as stream:
                        found = Patterns(ignore_file(stream.read(MAX_CHARACTERS + 1)), root)
                except OSError:
                    self._skip(path, "ignore file cannot be read")
                except ValueError:
                    self._skip(path, "ignore file is too large")
            self._ignores[path] = found
        return self._ignores[path]


def _levels(directory: str, repository: str) -> Iterator[str]:
    while directory.startswith(repository):
        yield directory
        parent = os.path.dirname(directory)
        if directory == repository or parent == directory:
            return
        directory = parent
