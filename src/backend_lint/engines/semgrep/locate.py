# backend-lint: file-ignore[env-read-outside-config] this module is where the variables about semgrep are read
"""Knows where semgrep is: where a user says, in the environment that `backend-lint semgrep install` made, in our own, or on PATH.

A setting in a scanned tree cannot say it: whoever changes that file would run a program of theirs (promise 22)."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from backend_lint.cache import cache_directory
from backend_lint.engines.program import find

#: The version that `semgrep install` installs, and that the packs are tested with.
VERSION = "1.182.0"
#: The oldest whose fast command takes our options.
OLDEST = (1, 150)
#: Names the program, instead of the places that are searched.
VARIABLE = "BACKEND_LINT_SEMGREP"
#: Stands in a managed environment once all of it is installed.
COMPLETE = "complete"
_NUMBERS = re.compile(r"\d+")


class Located(NamedTuple):
    """A program that was found, and in which of the places."""

    path: str
    place: str


class NotThereError(Exception):
    """The program that a user named is not there."""


def locate(named: str | None = None) -> Located | None:
    """Semgrep, or None when it is nowhere. `named` is what the command line says. Raises NotThereError."""
    for path, place in ((named, "--semgrep-path"), (os.environ.get(VARIABLE), VARIABLE)):
        if path:
            return Located(_program(path, place), place)
    with suppress(OSError):  # a user without a home directory has none
        if (managed_environment(VERSION) / COMPLETE).exists():
            return Located(str(managed_program(VERSION)), "managed environment")
    elsewhere = find("semgrep")
    return Located(elsewhere, "environment of backend-lint, or PATH") if elsewhere else None


def managed_program(version: str) -> Path:
    """Where the program of the managed environment stands, whether it exists or not."""
    inside = ("Scripts", "semgrep.exe") if os.name == "nt" else ("bin", "semgrep")
    return managed_environment(version).joinpath(*inside)


def managed_environment(version: str) -> Path:
    """The directory of the managed environment of a version. Raises OSError when there is no home directory."""
    return _tools() / f"semgrep-{version}"


def managed_environments() -> list[Path]:
    """The directories of all managed environments that are there; none is a link. Raises OSError."""
    tools = _tools()
    found = tools.iterdir() if _is_directory(tools) else ()
    return [path for path in found if re.fullmatch(r"semgrep-\d[\w.]*", path.name) and _is_directory(path)]


def too_old(version: str) -> bool:
    """Whether a version as semgrep prints it ("1.96.0") is older than `OLDEST`. Raises ValueError for another text."""
    numbers = tuple(int(number) for number in _NUMBERS.findall(version)[:2])
    if len(numbers) < 2:
        raise ValueError(f"{version!r} is no version")
    return numbers < OLDEST


def _program(path: str, place: str) -> str:
    absolute = Path(path).expanduser().absolute()
    if not (absolute.is_file() and os.access(absolute, os.X_OK)):
        raise NotThereError(f"{place}: {path} is not a program that can be run")
    return str(absolute)


def _tools() -> Path:
    return cache_directory() / "tools"


def _is_directory(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
