"""Knows how files that need not be on disk, such as those of a commit, are searched like a directory."""

from __future__ import annotations

import errno
import os
import stat
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from backend_lint.discovery import Disk


@dataclass(frozen=True)
class _Entry:
    """Stands for `os.DirEntry`."""

    name: str
    path: str
    directory: bool

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self.directory

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return not self.directory

    def is_symlink(self) -> bool:
        return False


class Listing(Disk):
    """Regular files below `top` (absolute, free of links), by their paths from there with `/` as separator."""

    def __init__(self, top: str, files: Iterable[str]) -> None:
        self._files: set[str] = set()
        self._directories: dict[str, dict[str, bool]] = defaultdict(dict)
        for file in files:
            path = os.path.join(top, file.replace("/", os.sep))
            self._files.add(path)
            below, is_directory = path, False
            while below != top and os.path.basename(below) not in self._directories[os.path.dirname(below)]:
                self._directories[os.path.dirname(below)][os.path.basename(below)] = is_directory
                below, is_directory = os.path.dirname(below), True

    def holds(self, path: str) -> bool:
        """Whether a path, absolute or not, is one of the files or a directory of some."""
        real = self.real(os.path.abspath(path))
        return real in self._files or real in self._directories

    def mode(self, path: str) -> int:
        real = self.real(path)
        if real in self._files:
            return stat.S_IFREG
        if real in self._directories:
            return stat.S_IFDIR
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    def real(self, path: str) -> str:
        # What stands on disk may be a link by now: only a path that is not listed as it is was named through one.
        return path if path in self._files or path in self._directories else os.path.realpath(path)

    def entries(self, directory: str) -> list[_Entry]:
        listed = self._directories.get(self.real(directory), {})
        return [_Entry(name, os.path.join(directory, name), is_dir) for name, is_dir in listed.items()]
