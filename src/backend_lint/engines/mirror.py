"""Knows how to lay out files for a program that reads them from disk: copies in a directory of their own, removed afterwards.

The program then sees what was read and nothing else: no file that a run leaves out, no link, no settings of the scanned
tree; and text of any origin (standard input, git's index) is a file like any other."""

from __future__ import annotations

import codecs
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from backend_lint.semantics.file import SourceFile, decode
from backend_lint.semantics.languages import PYTHON

_DIRECTIVE = re.compile(rb"backend-lint:[ \t]*[\w-]+\[[^\]\r\n]{0,2000}\]")


def _blank(directive: re.Match[bytes]) -> bytes:
    return b" " * len(directive[0])


class Mirror:
    """Copies of files under `files`; `folder` is for what else the program needs. Both are readable by this user only.

    Python files are as they were, since they say themselves how they are encoded. Others are UTF-8 without a byte order mark, and
    spaces stand for our own directives: a pattern that looks for `signature` in a function must not find it in
    `ignore[webhook-signature-unverified]`."""

    def __init__(self, *, own_paths: bool = True) -> None:
        """`own_paths`: a copy has the path of its file where it can. Raises OSError when no temporary directory can be made."""
        self._own_paths = own_paths
        self.folder = Path(tempfile.mkdtemp(prefix="backend-lint-")).resolve()
        self.files = self.folder / "files"
        self._paths: dict[str, str] = {}
        self._encodings: dict[str, str] = {}
        self._made: set[Path] = set()

    def add(self, source: SourceFile, suffix: str) -> None:
        """Copy a file, whose path has `/` as separator; the copy's name ends with `suffix`. Raises OSError."""
        names = (f"{each}{'' if each.endswith(suffix) else suffix}" for each in self._own(source.path))
        name = next((name for name in names if self._takes(name, source)), None)
        if name is None:
            name = f"{self._apart}/{len(self._paths)}/file{suffix}"
            self._write(name, source)
        self._paths[name] = source.path
        self._encodings[name] = source.encoding

    def _own(self, path: str) -> Iterator[str]:
        """The path of a file as that of its copy, and what to call it when another copy has that name: two files outside the
        root may differ only in how far outside they are."""
        if not self._own_paths:
            return
        inside = "/".join(part.rstrip(":") for part in path.split("/") if part not in ("", os.pardir))
        yield inside if inside == path else f"{self._apart}/{inside}"
        yield f"{self._apart}/{len(self._paths)}/{inside}"

    def _takes(self, name: str, source: SourceFile) -> bool:
        """Whether a copy can have this name: it may be too long for a directory in ours, that of another file but for its
        case, or no UTF-8, which programs lose, or hold what no name can."""
        try:
            name.encode()
            self._write(name, source)
        except (OSError, ValueError):
            return False
        return True

    def _write(self, name: str, source: SourceFile) -> None:
        target = self.files / name
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        with target.open("xb") as stream:
            stream.write(source.data if source.language == PYTHON else _DIRECTIVE.sub(_blank, source.text.encode()))

    @cached_property
    def _apart(self) -> str:
        """The directory of files that cannot have their own paths. No scanned directory is called so."""
        return f"outside-{uuid.uuid4().hex}"

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all files, as they were given."""
        return frozenset(self._paths.values())

    def path(self, name: str) -> str | None:
        """The path of the file that the program calls `name`, in full or from `files`; None when it has no such file."""
        return self._paths.get(self._name(name))

    def _name(self, name: str) -> str:
        return name.removeprefix(f"{self.files}{os.sep}").replace(os.sep, "/").removeprefix("./")

    def source(self, name: str) -> SourceFile:
        """The copy that the program calls `name`. Raises OSError."""
        return decode(name, (self.files / name).read_bytes())

    def offset(self, copy: SourceFile, at: int) -> int:
        """The 0-based byte offset into the file as it was read of such an offset into the copy that `source` gave."""
        encoding = self._encodings[self._name(copy.path)]
        if encoding == "utf-8" or copy.language == PYTHON:
            return at
        if encoding == "utf-8-sig":
            return at + len(codecs.BOM_UTF8)
        return len(copy.data[:at].decode("utf-8", "replace").encode(encoding, "replace"))

    def close(self) -> None:
        """Remove the copies."""
        shutil.rmtree(self.folder, ignore_errors=True)
