"""Knows how to run code that recurses deeply: LibCST's visitors and parser overflow an ordinary stack."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

#: LibCST uses 6.4 KB per level of brackets. The memory is reserved, and used only when needed.
STACK_BYTES = (256 if sys.maxsize > 2**32 else 64) << 20
#: Code of CPython's own greatest depth makes LibCST recurse a few thousand levels.
RECURSION_LIMIT = 50_000

Result = TypeVar("Result")


def on_big_stack(work: Callable[[threading.Event], Result]) -> Result:
    """What `work` returns or raises. Its argument is set when the user interrupts: work should then end."""
    stop = threading.Event()
    with _limits(), ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, stop)
        try:
            return future.result()
        finally:
            stop.set()  # after an interrupt the pool waits for the thread, which is then at most a file late


@contextmanager
def _limits() -> Iterator[None]:
    depth, size = sys.getrecursionlimit(), threading.stack_size(STACK_BYTES)
    sys.setrecursionlimit(max(depth, RECURSION_LIMIT))
    try:
        yield
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(depth)
