"""Knows how workers are started where nothing of a scanned tree is imported, and how one that is late or lost ends."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from backend_lint.pool import wire

#: Seconds in which a worker must have imported what it needs: 0.4 on a quiet machine.
START = 60.0
#: Seconds in which a process that has closed its pipe, and is about to end by itself, may do so.
_ENDING = 2.0
#: Of a thread that only reads.
_STACK_BYTES = 1 << 20


def environment() -> dict[str, str]:
    """Ours, without relative import paths: nothing of the directory that a run was started in is ever imported."""
    given = dict(os.environ)
    paths = [path for path in given.pop("PYTHONPATH", "").split(os.pathsep) if Path(path).is_absolute()]
    if paths:
        given["PYTHONPATH"] = os.pathsep.join(paths)
    return {**given, "PYTHONSAFEPATH": "1"}


def command(module: str, *flags: str) -> tuple[str, ...]:
    """What starts one of our modules as a process; its working directory is to be `neutral()`."""
    return (sys.executable, "-P", "-W", "ignore", "-m", module, *flags)


def neutral() -> str:
    """A directory that no scanned tree is: Python would import what lies in its own."""
    return Path(__file__).anchor


def workers(count: int, told: Callable[[Worker, bytes | None], None]) -> list[Worker]:
    """So many workers, which say when they are ready. Raises OSError when they cannot be started."""
    if hasattr(os, "fork"):
        return _Family(count).workers(told)
    return [_alone(told) for _ in range(count)]


class Ending(NamedTuple):
    """How a process ended: its status, as `subprocess` has it, when that is known, and the code of the rule that it ran then,
    "" for none."""

    status: int | None
    rule: str = ""

    @property
    def how(self) -> str:
        """As it stands behind "it ended"."""
        return "for a reason that is not known" if self.status is None else fate(self.status)


class Worker:
    """One process, which answers one request at a time. `told` is called, in another thread, with the worker and each of its
    answers, and with None when there will be no more."""

    def __init__(
        self,
        requests: IO[bytes],
        replies: IO[bytes],
        ended: Callable[[int, bool], Ending],
        told: Callable[[Worker, bytes | None], None],
    ) -> None:
        self.ready = False
        #: When (by the monotonic clock) it is late.
        self.until = time.monotonic() + START
        #: The numbers of the recipes that it was told.
        self.recipes: set[int] = set()
        self._requests = requests
        self._replies = replies
        self._end = ended
        self._told = told
        self._pid = 0
        self._ended = False
        _in_thread(self._listen)

    def send(self, request: wire.Request) -> None:
        """Ask something of it. A worker that is dead says so through `told`."""
        with contextlib.suppress(OSError):  # the thread that listens finds the end
            self._requests.write(wire.sent(request))
            self._requests.flush()

    def begins(self, hello: bytes) -> None:
        """Take note of the first thing that it says."""
        self._pid = int.from_bytes(hello, "big")
        self.ready = True
        self.until = math.inf

    def end(self) -> Ending:
        """End the process, and say how it ended."""
        ending = self._end(self._pid, self._ended)
        for pipe in (self._requests, self._replies):
            with contextlib.suppress(OSError):  # what was written and never read
                pipe.close()
        return ending

    def _listen(self) -> None:
        answer: bytes | None = b""
        while answer is not None:
            try:
                answer = wire.received(self._replies)
            except (OSError, ValueError):
                answer = None
            self._ended = answer is None
            self._told(self, answer)


def _alone(told: Callable[[Worker, bytes | None], None]) -> Worker:
    """A worker that is a process of its own from the start, as where none can be forked. It does not tell what it ran."""
    process = _started(stdin=subprocess.PIPE)

    def ended(_: int, by_itself: bool) -> Ending:
        if by_itself:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_ENDING)
        process.kill()
        return Ending(process.wait())

    assert process.stdin is not None  # asked for above
    assert process.stdout is not None
    return Worker(process.stdin, process.stdout, ended, told)


class _Family:
    """Workers that one process forks when it has imported what they need, so that they do it once and share the memory. It
    tells how each of them ends; while it does not, a process number is that worker's."""

    def __init__(self, count: int) -> None:
        self._pipes = [(*os.pipe(), *os.pipe()) for _ in range(count)]
        self._endings: dict[int, Ending] = {}
        self._gone = False
        self._news = threading.Condition()
        theirs = [(requests, replies) for requests, _, _, replies in self._pipes]
        flags = [f"{requests},{replies}" for requests, replies in theirs]
        try:
            self._process = _started(
                *flags, stdin=subprocess.DEVNULL, pass_fds=[end for pair in theirs for end in pair]
            )
            _in_thread(self._listen)
        except (OSError, RuntimeError):
            for _, requests, replies, _ in self._pipes:
                os.close(requests)
                os.close(replies)
            raise
        finally:
            for end in (end for pair in theirs for end in pair):
                os.close(end)

    def workers(self, told: Callable[[Worker, bytes | None], None]) -> list[Worker]:
        """Its workers, to be asked for once."""
        return [
            Worker(os.fdopen(requests, "wb"), os.fdopen(replies, "rb"), self._ended, told)
            for _, requests, replies, _ in self._pipes
        ]

    def _ended(self, pid: int, by_itself: bool) -> Ending:
        with self._news:
            if by_itself:
                self._await(pid)
            # Once it is gone, the number may be another's; a worker of ours ends itself when its file is late.
            if pid and pid not in self._endings and not self._gone:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                self._await(pid)
            unborn = not pid and not by_itself
            if unborn:
                self._process.kill()  # it did not get as far as to fork
            if unborn or len(self._endings) == len(self._pipes):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_ENDING)
            return self._endings.get(pid, Ending(None))

    def _await(self, pid: int) -> None:
        """Wait until it is known how a worker ended, or will not be."""
        self._news.wait_for(lambda: not pid or pid in self._endings or self._gone, _ENDING)

    def _listen(self) -> None:
        assert self._process.stdout is not None  # asked for above
        with self._process.stdout as lines:
            for line in lines:
                with self._news, contextlib.suppress(ValueError):  # what a `sitecustomize` prints
                    pid, status, rule = line.decode("ascii").split(" ")
                    self._endings[int(pid)] = Ending(int(status), rule.strip())
                    self._news.notify_all()
        with self._news:
            self._gone = True
            self._news.notify_all()
        self._process.wait()


def _started(*flags: str, stdin: int, pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    with uninterrupted():
        return subprocess.Popen(
            command("backend_lint.pool.worker", *flags),
            stdin=stdin,
            stdout=subprocess.PIPE,
            pass_fds=pass_fds,
            cwd=neutral(),
            env=environment(),
        )


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """What is started inside never sees Ctrl-C, not even while it imports: that is for the run, which then ends it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_thread(work: Callable[[], None]) -> None:
    """Run what hardly needs a stack; a run's other threads get 256 MB, which an address space may not hold often."""
    before = threading.stack_size(_STACK_BYTES)
    try:
        threading.Thread(target=work, daemon=True).start()
    finally:
        threading.stack_size(before)


def fate(status: int) -> str:
    """How a process ended, as it stands behind "it ended"."""
    if status >= 0:
        return f"with status {status}"
    try:
        return f"by {signal.Signals(-status).name}"
    except ValueError:
        return f"by signal {-status}"
