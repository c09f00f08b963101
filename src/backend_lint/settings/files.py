"""Knows where configuration files stand, how they are read, and how to say what is wrong in one."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from backend_lint.semantics import toml
from backend_lint.semantics.patterns import is_pattern
from backend_lint.semantics.regexes import regex
from backend_lint.settings.schema import KEYS, Settings, choices
from backend_lint.spelling import did_you_mean

#: In one directory the first of these that is ours wins.
NAMES = (".backend-lint.toml", "backend-lint.toml", "pyproject.toml")

#: Largest configuration file, in bytes: a real one has a few thousand, and tomllib reads half a million in half a second.
MAX_BYTES = 500_000
#: Most patterns in one key: 5,000 are compiled in half a second.
MAX_PATTERNS = 5_000

#: O_NONBLOCK: what has become a FIFO since it was asked about is not waited for.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = {
    "array": "a list",
    "object": "a table",
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}
_POSITION = regex(r"^(.*) \(at line (\d+), column (\d+)\)$", re.S)
_PROBLEM = regex(r"^(.*?)(?: - at (?:`key` in )?`\$\.?(.*)`)?$", re.S)


class SettingsError(Exception):
    """What a user wrote that the tool does not understand; the text names file and key."""


class Configuration(msgspec.Struct, frozen=True):
    """Settings and where they are from: `root` is the absolute directory that their globs start at."""

    settings: Settings
    root: str
    source: str | None = None


class Finder:
    """Finds the configuration of a directory: the nearest file upwards, without merging.

    With `path` that file is used for every directory; `isolated` reads none. A project without a configuration begins
    at `here` (absolute) when that is above its files; None is the current directory."""

    def __init__(self, path: str | None = None, *, isolated: bool = False, here: str | None = None) -> None:
        self._here = Path(here) if here is not None else Path.cwd()
        self._known: dict[Path, Configuration | None] = {}
        self._fixed: Configuration | None = None
        self._defaults: dict[Path, Configuration] = {}
        self._roots: dict[Path, Path | None] = {}
        self._of: dict[str, Configuration] = {}
        if path is not None:
            file = Path(path).absolute()
            settings = read(file, required=True)
            self._fixed = Configuration(settings or Settings(), str(file.parent), str(file))
        elif isolated:
            self._fixed = Configuration(Settings(), str(self._here))

    def of(self, directory: str) -> Configuration:
        """The configuration for files in `directory` (absolute). Raises SettingsError."""
        if self._fixed is not None:
            return self._fixed
        if directory not in self._of:  # asked three times a file where files are checked one by one
            self._of[directory] = self._nearest(Path(directory))
        return self._of[directory]

    def _nearest(self, here: Path) -> Configuration:
        passed: list[Path] = []
        found: Configuration | None = None
        for place in chain((here,), here.parents):
            if place in self._known:
                found = self._known[place]
                break
            passed.append(place)
            found = self._in_directory(place)
            if found is not None:
                break
        self._known |= dict.fromkeys(passed, found)
        if found is None:
            root = self._repository(here)
            found = self._defaults.setdefault(root, Configuration(Settings(), str(root)))
        return found

    def _in_directory(self, directory: Path) -> Configuration | None:
        for name in NAMES:
            file = directory / name
            if not _stands(directory, name):
                continue
            within = None
            if file.is_symlink():
                root = self._repository(directory)
                within = directory if root == Path(directory.anchor) else root
            settings = read(file, within=within)
            if settings is not None:
                return Configuration(settings, str(directory), str(file))
        return None

    def _repository(self, directory: Path) -> Path:
        """Where a project without a configuration begins, so that its globs and the roles of its files do not
        depend on the current directory: at `.git`, else here, else at the top of the file system."""
        passed: list[Path] = []
        for place in chain((directory,), directory.parents):
            if place not in self._roots and not _stands(place, ".git"):
                passed.append(place)
                continue
            root = self._roots.setdefault(place, place)
            break
        else:
            root = None
        self._roots |= dict.fromkeys(passed, root)
        if root is not None:
            return root
        return self._here if self._here in (directory, *directory.parents) else Path(directory.anchor)


def _stands(directory: Path, name: str) -> bool:
    """Whether something stands there, or may: what cannot be looked at is for the reader to say."""
    try:
        os.stat(os.path.join(directory, name))  # noqa: PTH116, PTH118 - a third of a Path's time, four times a directory
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
    except ValueError:  # a NUL in the path
        return False
    return True


def read(file: Path, *, required: bool = False, within: Path | None = None) -> Settings | None:
    """The settings that `file` holds; None when it does not exist or is not about this tool.

    With `required` both are errors, and with `within` a link that leads out of this directory: what is wrong in a file of
    others is not to be shown. Raises SettingsError."""
    try:
        # Asked first: opening a FIFO named pyproject.toml would wait for a writer.
        if not file.is_file():
            if required:
                raise SettingsError(f"{file}: no such configuration file")
            return None
        with os.fdopen(os.open(file, _READ), "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror or 'unknown error'}") from error
    shared = file.name == "pyproject.toml"
    if shared and not required and b"backend-lint" not in data:
        return None  # not ours: what else is wrong in it is for others to say
    if within is not None and not file.resolve().is_relative_to(within.resolve()):
        raise SettingsError(f"{file}: a link that leads out of {within}; name it with --config")
    if len(data) > MAX_BYTES:
        raise SettingsError(f"{file}: larger than {MAX_BYTES:,} bytes")
    table: Any = _parse(file, data)
    if not shared:
        return check(table, str(file))
    tool = table.get("tool", {})
    table = tool.get("backend-lint") if isinstance(tool, dict) else None
    if table is None:
        if required:
            raise SettingsError(f"{file}: has no table [tool.backend-lint]")
        return None
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: tool.backend-lint: expected a table")
    return check(table, str(file), "tool.backend-lint.")


def _parse(file: Path, data: bytes) -> dict[str, Any]:
    try:
        return toml.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{file}:{line}: not valid UTF-8") from error
    except ValueError as error:  # TOMLDecodeError, and a number with too many digits
        match = _POSITION.match(str(error))
        where = f"{match[2]}:{match[3]}: " if match else " "
        message = match[1] if match else str(error)
        raise SettingsError(f"{file}:{where}not valid TOML: {message}") from error


def check(table: dict[str, Any], source: str, prefix: str = "") -> Settings:
    """Turn a table into settings. Raises SettingsError naming `source` and the key."""
    for key in table:
        if key not in KEYS:
            top = key == "tool" and not prefix
            advice = "; in this file the keys stand at the top level" if top else did_you_mean(key, KEYS)
            raise SettingsError(f"{source}: unknown key `{prefix}{key}`{advice}")
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        match = _PROBLEM.match(str(error))
        assert match is not None  # the pattern matches any text
        key = re.split(r"[.\[]", match[2] or "", maxsplit=1)[0]
        problem = re.sub(r"`([^`]*)`", lambda kind: _kinds(kind[1]), match[1])
        problem = problem[:1].lower() + problem[1:]
        allowed = choices(key)
        if allowed and "enum value" in problem:
            word = re.search(r"'([^']*)'", problem)
            suggestion = did_you_mean(word[1] if word else "", allowed)
            problem = f"{word[0] if word else 'this'} is none of {', '.join(allowed)}{suggestion}"
        raise SettingsError(f"{source}: `{prefix}{match[2] or key}`: {problem}") from error
    for key, patterns in {
        "exclude": settings.exclude or (),
        "extend-exclude": settings.extend_exclude,
        "per-file-ignores": settings.per_file_ignores,
        **{f"roles.{role}": globs for role, globs in settings.roles.items()},
    }.items():
        check_patterns(patterns, f"{source}: `{prefix}{key}`")
    return settings


def check_patterns(patterns: Collection[str], where: str) -> None:
    """Raises SettingsError, which begins with `where`, when one is no gitignore pattern, or there are too many."""
    if len(patterns) > MAX_PATTERNS:
        raise SettingsError(f"{where}: more than {MAX_PATTERNS:,} patterns")
    for pattern in patterns:
        if not is_pattern(pattern):
            raise SettingsError(f"{where}: '{pattern}' is no gitignore pattern")


def _kinds(text: str) -> str:
    """`array | null` → "a list": TOML has no null, and Python's names are not the user's."""
    parts = [part.strip() for part in text.split("|")]
    return " or ".join(_KINDS.get(part, part) for part in parts if part != "null")
