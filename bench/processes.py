"""Runs a command, and tells what it took together with the processes that it started (Linux)."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

_PROC = Path("/proc")
#: Seconds between two looks at the processes: each takes 0.2 ms. Runs of 0.2 s are looked at more often.
_LEAST, _MOST = 0.005, 0.05


class Taken(NamedTuple):
    """What one run took. `wall` and `cpu` are seconds, the processor's with those of all children; `memory` is the peak of
    resident memory of each process in bytes, the first one's first: pages that processes share count in each. `output`
    and `errors` are what it wrote."""

    wall: float
    cpu: float
    memory: tuple[int, ...]
    output: str
    errors: str


def run(name: str, command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    """Run a command once. Raises RuntimeError when it fails for another reason than findings."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=environment)
        with _Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        wrote, said = _text(output), _text(errors)
    # Findings are status 1, and files that a tool could not read may be another; a crash says so.
    if process.returncode < 0 or "Traceback (most recent call last)" in said:
        raise RuntimeError(f"{name} failed with status {process.returncode}:\n{said[-2000:]}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, watch.peaks(), wrote, said)


class _Watch:
    """Looks at a process and at those below it until it ends: the kernel keeps the peak of each, so that only what happens
    after the last look is missed."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._peaks: dict[int, int] = {}
        self._family = {root}
        self._foreign = {*_running()} - {root}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def peaks(self) -> tuple[int, ...]:
        """Bytes, the first process's first and then the largest first."""
        others = sorted((peak for process, peak in self._peaks.items() if process != self._root), reverse=True)
        return (self._peaks.get(self._root, 0), *others)

    def _look_on(self) -> None:
        start = time.monotonic()
        while not self._done.wait(min(max((time.monotonic() - start) / 20, _LEAST), _MOST)):
            self._look()

    def _look(self) -> None:
        for process in _running():
            if process in self._foreign:
                continue
            status = _status(process)
            if process not in self._family and status.get("PPid", -1) not in self._family:
                self._foreign.add(process)
                continue
            self._family.add(process)
            if "VmHWM" in status:  # not of one that has ended
                self._peaks[process] = status["VmHWM"] * 1024


def _running() -> list[int]:
    """The numbers of all processes, parents mostly before their children."""
    return sorted(int(entry.name) for entry in os.scandir(_PROC) if entry.name.isdigit())


def _status(process: int) -> dict[str, int]:
    """The numbers that the kernel tells of a process; none when it is gone."""
    try:
        lines = (_PROC / str(process) / "status").read_text(errors="replace").splitlines()
    except OSError:
        return {}
    fields = (line.split() for line in lines)
    return {words[0].rstrip(":"): int(words[1]) for words in fields if len(words) > 1 and words[1].isdigit()}


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")
