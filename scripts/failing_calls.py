"""Knows the calls by which `backend-lint` writes a file, and has one of them fail, or the process end just before it.

What it changes in this process stays changed: `write_faults.py` does it in a child."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend_lint import atomic
from backend_lint.cache.directory import Folder
from backend_lint.cli import output, reporting

#: What is asked of the system by `os`, and of a stream.
CALLS = (
    *("open", "stat", "scandir", "fstat", "listxattr", "getxattr", "setxattr", "fchown", "chmod", "fsync", "replace"),
    *("mkdir", "unlink"),
)
#: What stands for a signal, and for the end of the process.
INTERRUPT, KILL = "interrupt", "kill"
#: The status of a process that is ended before a call; no command has it.
ENDED = 99


class Stream:
    """An open file whose methods are watched."""

    def __init__(self, stream: Any, system: System) -> None:
        self._stream, self._system = stream, system

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._system.call("close")

    def __getattr__(self, name: str) -> Any:
        def method(*args: object) -> Any:
            self._system.call(name)
            return getattr(self._stream, name)(*args)

        return method


class System:
    """Writes down the calls that this process makes to write a file, and has one of them fail: `number` counts from 0."""

    def __init__(self, target: Path, number: int = -1, failure: str = "") -> None:
        self.calls: list[str] = []
        self._target, self._number, self._failure, self._active = target, number, failure, False
        for name in CALLS:
            if hasattr(os, name):
                setattr(os, name, self._watched(name, getattr(os, name)))
        os.supports_fd = {*os.supports_fd, os.chmod}
        opened, wrapped = os.fdopen, self._stream
        os.fdopen = lambda handle, *more, **named: wrapped(opened(handle, *more, **named))  # type: ignore[assignment]
        atomic.open = lambda handle, mode: wrapped(opened(handle, mode))  # type: ignore[attr-defined]
        output.open = lambda name, *args, **more: wrapped(Path(name).open(*args, **more))  # type: ignore[attr-defined] # noqa: SIM115
        atomic.replace = self._while(atomic.replace, lambda path, *_: path)  # type: ignore[assignment]
        reporting.append_file = self._while(reporting.append_file, lambda _, name: Path(name))
        Folder.write = self._while(  # type: ignore[method-assign]
            Folder.write, lambda folder, name, _: folder.path if name.endswith(".pack") else folder.path / name
        )

    def call(self, name: str) -> None:
        """Take note of a call; the chosen one fails."""
        if self._active:
            self.calls.append(name)
            if len(self.calls) - 1 == self._number:
                self._fail()

    def _fail(self) -> None:
        if self._failure == KILL:
            os._exit(ENDED)
        if self._failure == INTERRUPT:
            raise KeyboardInterrupt
        number = getattr(errno, self._failure)
        raise OSError(number, os.strerror(number))

    def _watched(self, name: str, whole: Any) -> Any:
        def function(*args: object, **more: object) -> Any:
            self.call(name)
            return whole(*args, **more)

        return function

    def _stream(self, stream: Any) -> Any:
        return Stream(stream, self) if self._active else stream

    def _while(self, whole: Any, path_of: Callable[..., Path]) -> Any:
        """A function that is watched where it writes the target."""

        def function(*args: Any, **more: Any) -> Any:
            self._active = path_of(*args).absolute() == self._target.absolute()
            try:
                return whole(*args, **more)
            finally:
                self._active = False

        return function
