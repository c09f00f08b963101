"""Knows how to run code that recurses deeply, and may not end: LibCST's visitors and parser overflow an ordinary stack."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

#: LibCST uses 6.4 KB per level of brackets. The memory is reserved, and used only when needed.
STACK_BYTES = (256 if sys.maxsize > 2**32 else 64) << 20
#: Code of CPython's own greatest depth makes LibCST recurse a few thousand levels.
RECURSION_LIMIT = 50_000
#: Seconds between two looks at the clock.
TICK = 0.1
#: Seconds without a look, as when a user stops the run for a while: they do not count.
_PAUSE = 1.0

Result = TypeVar("Result")


def on_big_stack(work: Callable[[threading.Event], Result]) -> Result:
    """What `work` returns or raises. Its argument is set when the user interrupts: work should then end."""
    stop, ended = threading.Event(), threading.Event()
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work(stop))
        except BaseException as error:  # of the caller's, in whose thread it is raised again
            errors.append(error)
        finally:
            ended.set()

    with _limits():
        thread = threading.Thread(target=run)  # importing concurrent.futures instead takes 5 ms
        thread.start()
        try:
            ended.wait()  # a `join` that is interrupted takes the thread for ended (CPython issue 90882, up to 3.12)
        finally:
            stop.set()
            ended.wait()  # after an interrupt, at most a file late
    if errors:
        raise errors.pop()
    return results.pop()


class LateError(Exception):
    """Work took longer than it may."""


class Patience:
    """Tells seconds in which this process was stopped from those that it waited."""

    def __init__(self) -> None:
        self._looked = time.monotonic()

    def paused(self) -> float:
        """Seconds that do not count since the last call; to be asked every `TICK`."""
        before, self._looked = self._looked, time.monotonic()
        passed = self._looked - before
        return passed if passed > _PAUSE else 0.0


class Aside:
    """A thread with a big stack, started when there is work, which does one piece at a time. Nothing ends a thread from
    outside: one that is late is left to itself, and what comes next gets another."""

    def __init__(self) -> None:
        self._using = threading.Lock()
        self._thread: threading.Thread | None = None
        self._forget()

    def do(self, work: Callable[[], Result], seconds: float) -> Result:
        """What `work` returns or raises, for any thread but its own. Raises LateError when it takes longer."""
        with self._using:
            if self._thread is None or not self._thread.is_alive():  # none lives on in a process that was forked
                self._start()
            self._work.put(work)
            try:
                made, error = self._wait(seconds)
            except BaseException:
                self._forget()
                raise
        if error is not None:
            raise error
        result: Result = made
        return result

    def _wait(self, seconds: float) -> tuple[Any, BaseException | None]:
        patience = Patience()
        until = time.monotonic() + seconds
        while True:
            try:
                return self._done.get(timeout=TICK)
            except Empty:
                until += patience.paused()
                if time.monotonic() > until:
                    raise LateError from None

    def _start(self) -> None:
        self._forget()
        with _limits():
            self._thread = threading.Thread(target=_work, args=(self._work, self._done), daemon=True)
            self._thread.start()

    def _forget(self) -> None:
        self._thread = None
        self._work: SimpleQueue[Callable[[], Any]] = SimpleQueue()
        self._done: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()


def _work(given: SimpleQueue[Callable[[], Any]], done: SimpleQueue[tuple[Any, BaseException | None]]) -> None:
    while True:
        work = given.get()
        try:
            done.put((work(), None))
        except BaseException as error:  # of whoever waits, in whose thread it is raised again
            done.put((None, error))


@contextmanager
def _limits() -> Iterator[None]:
    depth, size = sys.getrecursionlimit(), threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(max(depth, RECURSION_LIMIT))
    try:
        yield
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(depth)
