"""Knows which files decide about the findings of other files, and whether one of them has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable

from backend_lint.settings.files import NAMES

BASELINE = ".backend-lint-baseline.json"
#: In any directory from a file's own upwards.
WATCHED = (*NAMES, BASELINE, ".gitignore")

_Stamp = tuple[int, int, int] | None


class Watched:
    """The state of these files when they were last looked at."""

    def __init__(self) -> None:
        self._stamps: dict[str, _Stamp] = {}

    def changed(self, name: str, others: Iterable[str] = ()) -> bool:
        """Whether one that decides about the file `name` (absolute), or one of `others`, changed since the last call. A
        file that was never looked at has not."""
        found = False
        for path in {*_above(name), *others}:
            stamp = _stamp(path)
            found |= path in self._stamps and self._stamps[path] != stamp
            self._stamps[path] = stamp
        return found


def _above(name: str) -> list[str]:
    paths: list[str] = []
    directory = os.path.dirname(name)
    while True:
        paths += [os.path.join(directory, each) for each in WATCHED]
        parent = os.path.dirname(directory)
        if parent == directory:
            return paths
        directory = parent


def _stamp(path: str) -> _Stamp:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
