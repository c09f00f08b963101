"""Knows how to run code that recurses deeply: LibCST's visitors and parser overflow an ordinary stack."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

#: LibCST uses 6.4 KB per level of brackets. The memory is reserved, and used only when needed.
STACK_BYTES = (256 if sys.maxsize > 2**32 else 64) << 20
#: Code of CPython's own greatest depth makes LibCST recurse a few thousand levels.
RECURSION_LIMIT = 50_000

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


@contextmanager
def _limits() -> Iterator[None]:
    depth, size = sys.getrecursionlimit(), threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(max(depth, RECURSION_LIMIT))
    try:
        yield
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(depth)
