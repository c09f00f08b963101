"""Knows how a file of the cache is sealed, so that whatever is not as it was written is not there, and when one goes."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from backend_lint.cache.digests import DIGEST_BYTES, digest_of
from backend_lint.cache.directory import MARKS, Folder, opened, why

#: Days after which what nobody asked for is removed.
KEPT_DAYS = 30
#: Files, beyond which the oldest are removed: each belongs to one project, as one version of this tool saw it.
KEPT_FILES = 1000
#: Seconds after which no process can still be writing a file.
_STALE = 3600
#: Compiled by the first run that writes: one that finds everything does without.
_OURS = r"[0-9a-f]{32}\.(?:pack|blob)|\.[0-9a-f]{32}\.tmp"
#: The number is the version of the format.
_MAGIC = b"backend-lint cache 1\n"
_START = len(_MAGIC) + DIGEST_BYTES


class Removed(NamedTuple):
    """How many files were removed, and their bytes."""

    files: int
    size: int


def seal(body: bytes, identity: bytes) -> bytes:
    """A file's content: the body behind a digest of it that only this identity (16 bytes) finds right."""
    return b"".join((_MAGIC, blake2b(body, digest_size=DIGEST_BYTES, key=identity).digest(), body))


def unseal(data: bytes | None, identity: bytes) -> memoryview | None:
    """The body that was sealed with this identity; None for anything else."""
    if data is None or not data.startswith(_MAGIC):
        return None
    body = memoryview(data)[_START:]
    found = blake2b(body, digest_size=DIGEST_BYTES, key=identity).digest()
    return body if found == data[len(_MAGIC) : _START] else None


def read_blob(directory: Path, name: str, digest: bytes) -> bytes | None:
    """What was written under this name and digest; None when there is nothing, or anything odd."""
    identity = digest_of(name.encode(), digest)
    try:
        with opened(directory) as folder:
            body = unseal(folder.read(f"{identity.hex()}.blob"), identity)
    except OSError:
        return None
    return None if body is None else bytes(body)


def write_blob(directory: Path, name: str, digest: bytes, data: bytes) -> str | None:
    """Keep data under a name and a digest. Why that failed, in one line, or None."""
    identity = digest_of(name.encode(), digest)
    try:
        with opened(directory, make=True) as folder:
            folder.write(f"{identity.hex()}.blob", seal(data, identity))
            sweep(folder)
    except OSError as error:
        return why(error)
    return None


def sweep(folder: Folder) -> None:
    """Remove what killed processes left, files that nobody wrote anew in 30 days, and the oldest of too many. Raises
    OSError when the folder cannot be listed."""
    now = time.time()
    for number, (name, found) in enumerate(_ours(folder)):
        kept = _STALE if name.endswith(".tmp") else KEPT_DAYS * 86_400
        if now - found.st_mtime > kept or number >= KEPT_FILES:
            with suppress(OSError):
                folder.remove(name)


def clear(directory: Path) -> Removed:
    """Remove what a cache holds: the files with names of ours in our folder, and the folder if nothing else is in it.
    Raises OSError, also when a file cannot be removed."""
    files = size = 0
    with opened(directory) as folder:
        for name, found in _ours(folder):
            folder.remove(name)
            files, size = files + 1, size + found.st_size
        if {entry.name for entry in folder.entries()} <= MARKS.keys():
            for name in MARKS:
                with suppress(FileNotFoundError):
                    folder.remove(name)
            with suppress(OSError):  # a run has begun to write
                folder.path.rmdir()
    return Removed(files, size)


def _ours(folder: Folder) -> list[tuple[str, os.stat_result]]:
    """The files with names of ours, the newest first. Raises OSError."""
    found = []
    for entry in folder.entries():
        if re.fullmatch(_OURS, entry.name) and not entry.is_dir(follow_symlinks=False):
            with suppress(FileNotFoundError):  # another process has removed it
                found.append((entry.name, entry.stat(follow_symlinks=False)))
    return sorted(found, key=lambda each: -each[1].st_mtime)
