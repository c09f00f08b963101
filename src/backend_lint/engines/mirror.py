"""Knows how to lay out files for a program that reads them from disk: copies in a directory of their own, removed afterwards.

The program then sees what was read and nothing else: no file that a run leaves out, no link, no settings of the scanned
tree; and text of any origin (standard input, git's index) is a file like any other."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from backend_lint.semantics.file import SourceFile, decode
from backend_lint.semantics.languages import PYTHON

#: Where files stand that are outside of the project: a path upwards would leave the mirror.
_OUTSIDE = "_outside"


class Mirror:
    """Copies of files under `files`; `folder` is for what else the program needs. Both are readable by this user only.

    Python files are as they were, since they say themselves how they are encoded; others are UTF-8 without a byte order mark."""

    def __init__(self) -> None:
        """Raises OSError when no temporary directory can be made."""
        self.folder = Path(tempfile.mkdtemp(prefix="backend-lint-")).resolve()
        self.files = self.folder / "files"
        self.files.mkdir()
        self._paths: dict[str, str] = {}
        self._made = {self.files}

    def add(self, source: SourceFile) -> None:
        """Copy a file, named by its path from the project's root with `/` as separator. Raises OSError."""
        name = path = source.path
        parts = path.split("/")
        if Path(path).is_absolute() or os.pardir in parts:
            inside = [part.rstrip(":") for part in parts if part not in ("", os.pardir)]
            name = "/".join((_OUTSIDE, str(len(self._paths)), *inside))
        target = self.files / name
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        with target.open("xb") as stream:
            stream.write(source.data if source.language == PYTHON else source.text.encode())
        self._paths[name] = path

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all files, as they were given."""
        return frozenset(self._paths.values())

    def path(self, name: str) -> str | None:
        """The path of the file that the program calls `name`, in full or from `files`; None when it has no such file."""
        name = name.removeprefix(f"{self.files}{os.sep}")
        return self._paths.get(name.replace(os.sep, "/").removeprefix("./"))

    def source(self, name: str) -> SourceFile:
        """The copy that the program calls `name`. Raises OSError."""
        return decode(name, (self.files / name).read_bytes())

    def close(self) -> None:
        """Remove the copies."""
        shutil.rmtree(self.folder, ignore_errors=True)
