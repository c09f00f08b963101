"""Knows what this process does outside of a directory: files that are opened, made, moved or removed, programs, connections."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import backend_lint

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
#: Events about paths, by how many of their first arguments are some.
_CHANGES = {
    **{"os.mkdir": 1, "os.remove": 1, "os.rmdir": 1, "os.chmod": 1, "os.chown": 1, "os.truncate": 1},
    **{"os.rename": 2, "os.link": 2, "os.symlink": 2},
}
_NEVER = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "socket.connect",
    "socket.getaddrinfo",
)
#: What Python opens by itself: random numbers, and where it looks for time zones.
_SYSTEM = ("/dev/null", "/dev/urandom", "/usr/share/zoneinfo")


class Watch:
    """Watches while it is entered. Python keeps an audit hook for good, so there should be one of these in a process."""

    def __init__(self, base: Path) -> None:
        self._on = False
        self._seen: list[str] = []
        self._base = str(base)
        # Where Python and what is installed stand, and our own package with the packs of a checkout.
        own = {sys.prefix, sys.base_prefix, str(Path(backend_lint.__file__).parents[2]), *filter(None, sys.path)}
        self._readable = (self._base, *_SYSTEM, *(str(Path(path).resolve()) for path in own), *own)
        sys.addaudithook(self._told)

    def __enter__(self) -> None:
        self._on = True

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._on = False

    def taken(self) -> list[str]:
        """What was done outside since this was last asked."""
        seen, self._seen = self._seen, []
        return seen

    def _told(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            flags = arguments[2]
            self._place(event, arguments[0], writes=isinstance(flags, int) and bool(flags & _WRITING))
        elif event in _CHANGES:
            for path in arguments[: _CHANGES[event]]:
                self._place(event, path, writes=True)
        elif event in _NEVER:
            self._seen.append(event)

    def _place(self, event: str, path: Any, *, writes: bool) -> None:
        if path is None or isinstance(path, int):  # an open file
            return
        # What is relative is named from the current directory, or from one that was opened there.
        text = os.path.normpath(Path(self._base, os.fsdecode(path)))
        if "__pycache__" in text:  # Python keeps what it compiles
            return
        if not text.startswith((self._base, "/dev/null") if writes else self._readable):
            self._seen.append(f"{event} {text}")
