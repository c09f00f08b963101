"""Knows what decides about a result besides the file and its options: this tool, its libraries, and Python."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from backend_lint import __version__

#: Bytes of a digest: two results meet under one key with probability 2**-128.
DIGEST_BYTES = 16
#: What parses, compares and decodes in our stead.
_LIBRARIES = ("ahocorasick_rs", "libcst", "msgspec", "sqlglot")
_PACKAGE = Path(__file__).parent.parent
#: Folders of the package without code: the packs are no part of what our own engine finds.
_NO_CODE = ("__pycache__", "packs")


def digest_of(*parts: bytes) -> bytes:
    """A digest of these parts in this order; other cuts of the same bytes have another one."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def tool_digest() -> bytes:
    """A digest of the code of this package, of the versions of the libraries that decide about results, and of Python.

    Every module is read: 450 files and 1.9 MB take 7 ms, and no date or list of files can be as certain. No library is
    imported. Raises OSError when the package cannot be read, as in a zip file."""
    parts = [sys.version, sys.implementation.name, sys.platform]
    parts += [f"{name} {_version(name)}" for name in _LIBRARIES]
    code = [part for path, text in _modules() for part in (path.encode(), text)]
    return digest_of(*(part.encode() for part in parts), *code)


def tool_name() -> str:
    """What users call the tool that has such a digest."""
    return f"backend-lint {__version__} under Python {sys.version.partition(' ')[0]}"


def _modules() -> list[tuple[str, bytes]]:
    """Every module of the package by its path from there, in one order on every file system. Raises OSError."""
    found, folders = [], [str(_PACKAGE)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    with open(entry.path, "rb", buffering=0) as stream:  # noqa: PTH123 - half the time of Path
                        found.append((entry.path[len(str(_PACKAGE)) :].replace(os.sep, "/"), stream.read()))
                elif entry.name not in _NO_CODE and entry.is_dir():
                    folders.append(entry.path)
    return sorted(found)


def _version(library: str) -> str:
    """What tells a version of an installed library from others: the directory of metadata that installers put beside it
    (`libcst-1.9.0.dist-info`); without one, as beside a checkout, size and time of the file."""
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return "none"
    origin = Path(spec.origin)
    beside = origin.parents[1] if spec.submodule_search_locations is not None else origin.parent
    start = f"{library}-"
    named = sorted(
        entry.name
        for entry in os.scandir(beside)
        if entry.name.endswith(".dist-info") and entry.name.lower().startswith(start)
    )
    if named:
        return " ".join(named)
    found = origin.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
