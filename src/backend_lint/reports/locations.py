"""Knows how a file is named to a CI server: from the repository's root, or in full when it lies outside."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote_from_bytes


def absolute(path: str) -> str:
    """A path of a finding, in full."""
    return str(Path.cwd() / path)


def from_root(path: str, root: str) -> str:
    """A path of a finding named from `root` with `/` as separator; the full path when it lies outside."""
    inside = _inside(path, root)
    return inside if inside is not None else Path(absolute(path)).as_posix()


def uri(path: str, root: str) -> tuple[str, bool]:
    """The URI of a path of a finding, and whether it is relative to `root`. Bytes of a name that are not text stay
    what they are, as `%XX`."""
    inside = _inside(path, root)
    if inside is not None:
        return quote_from_bytes(os.fsencode(inside)), True
    return Path(absolute(path)).as_uri(), False


def directory_uri(root: str) -> str:
    """The URI of a directory, which ends in `/`."""
    return Path(absolute(root)).as_uri().rstrip("/") + "/"


def _inside(path: str, root: str) -> str | None:
    whole, above = Path(absolute(path)), Path(absolute(root))
    return whole.relative_to(above).as_posix() if whole.is_relative_to(above) else None
