"""Knows how to run another program that may hang, die, or never stop talking: with a deadline, a limit on what it writes, and
an end for it and everything it started."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sysconfig
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

#: Most that is read of what a program prints, in bytes: semgrep prints about 500 for a finding.
MOST_OUTPUT = 256 << 20
#: How often the limits, and who waits for the end, are looked at, in seconds. The end itself is seen at once.
_TICK = 0.05
#: What a program needs of our environment. Nothing else passes: a variable can change what it does or where it connects.
_PASSED = (
    "PATH",
    "HOME",
    "TMPDIR",
    "TMP",
    "TEMP",
    "SYSTEMROOT",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PATHEXT",
    "APPDATA",
)


class ProgramError(Exception):
    """A program that did not do its work; says why."""


class Ended(NamedTuple):
    """How a program ended: its status (negative for a signal) and what it printed."""

    status: int
    output: bytes
    errors: str


def find(name: str) -> str | None:
    """The path of a program in the environment of backend-lint, else on PATH; None when it is in neither.

    Entries of PATH that depend on the current directory, which may be a scanned tree, are passed over."""
    beside_us = Path(sysconfig.get_path("scripts"), f"{name}.exe" if os.name == "nt" else name)
    if os.access(beside_us, os.X_OK):
        return str(beside_us)
    entries = (Path(entry, name) for entry in os.environ.get("PATH", "").split(os.pathsep))
    # One by one: given a name alone, `which` looks into the current directory first on Windows.
    found = (shutil.which(str(entry)) for entry in entries if entry.is_absolute())
    return next((path for path in found if path is not None), None)


class Program:
    """A program that runs from now on in the directory `where`. What it prints goes to files in `folder`."""

    def __init__(
        self, arguments: Sequence[str], where: Path, folder: Path, seconds: float, more: Mapping[str, str]
    ) -> None:
        """`more` is added to its environment. Raises ProgramError when it cannot be started."""
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._passed = ""
        self._killing = threading.Lock()
        self._killed = False
        self._streams = folder / "stdout", folder / "stderr"
        environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
        # The working directory holds scanned files, and Python would import from it.
        environment |= {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", **more}
        try:
            with self._streams[0].open("wb") as output, self._streams[1].open("wb") as errors:
                self._process = subprocess.Popen(
                    [*arguments], cwd=where, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
                    start_new_session=True,
                )  # fmt: skip
        except (OSError, ValueError) as error:
            raise ProgramError(f"could not be started: {getattr(error, 'strerror', None) or error}") from error
        self._ended = threading.Event()
        for work in (self._await, self._watch):
            threading.Thread(target=work, daemon=True).start()

    def finish(self, stop: threading.Event) -> Ended:
        """Wait for the end. When `stop` is set it ends at once. Raises ProgramError when a limit is passed."""
        try:
            while not self._ended.wait(_TICK):
                if stop.is_set():
                    raise ProgramError("was interrupted")
            if passed := self._passed or self._size_passed():
                raise ProgramError(passed)
            output, errors = (path.read_bytes() for path in self._streams)
        except OSError as error:
            raise ProgramError(f"printed what cannot be read: {error.strerror}") from error
        finally:
            self.kill()
        return Ended(self._process.returncode, output, errors[-10_000:].decode("utf-8", "replace"))

    def _await(self) -> None:
        self._process.wait()
        self._ended.set()

    def _watch(self) -> None:
        """Look at the limits, whether or not somebody waits for the end."""
        with contextlib.suppress(OSError):  # the files are gone: it was killed just now, or reading them says so
            while not self._ended.wait(_TICK) and not self._passed:
                late = time.monotonic() > self._deadline
                self._passed = f"did not end within {self._seconds:g} seconds" if late else self._size_passed()
        if self._passed:
            self.kill()

    def _size_passed(self) -> str:
        """What is to be said when it has printed too much."""
        large = any(path.stat().st_size > MOST_OUTPUT for path in self._streams)
        return f"printed more than {MOST_OUTPUT >> 20} MB" if large else ""

    def kill(self) -> None:
        """End it, and what it started and left behind. Once: afterwards its number may be another program's."""
        with self._killing:
            if self._killed:
                return
            self._killed = True
            if os.name == "posix":
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            elif self._process.poll() is None:
                self._process.kill()
            self._process.wait()
