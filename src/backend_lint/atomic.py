"""Knows how a file is replaced: whoever reads it sees the old content or the whole new one, whenever the program ends."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path


def replace(path: Path, data: bytes, *, last_look: Callable[[], None] | None = None) -> None:
    """Give the file at `path` (not a link) this content; it keeps its mode, and a new one has that of new files.

    `last_look` is called when everything but the replacing is done: what it raises leaves the file as it is. Raises
    OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))  # mkstemp's 0600 would hide it from others
        if last_look is not None:
            last_look()
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
