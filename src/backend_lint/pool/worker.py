"""The process that checks files for a run: it may hang or die of a hostile file, and the run does neither.

Started as `python -P -m backend_lint.pool.worker`, it answers batches from its standard input until that ends."""

from __future__ import annotations

import gc
import math
import mmap
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import BinaryIO

import msgspec

from backend_lint.engines.stack import on_big_stack
from backend_lint.pool import wire
from backend_lint.pool.recipe import PackedFacts, linked, packed, packed_findings
from backend_lint.semantics.nodes import load

load()  # before anything else imports LibCST

from backend_lint import catalog  # noqa: E402
from backend_lint.engines.native import Engine  # noqa: E402

#: Seconds that a file may take longer than the run waits, before the system ends the process: a parser that hangs holds
#: the interpreter's lock, and then nothing in here would notice that the run has died.
_GRACE = 2
#: Characters of a rule's code.
_CODE = 6


class _Board:
    """Memory that a process shares with those that it forks. Each of them has a place there to note which rule it runs, which
    is then known even of one that hangs with the interpreter's lock."""

    def __init__(self, places: int) -> None:
        self._memory = mmap.mmap(-1, _CODE * places)

    def note(self, place: int, code: str) -> None:
        """Note a rule's code, or "" for no rule."""
        self._memory[_CODE * place : _CODE * (place + 1)] = code.encode("ascii").ljust(_CODE)

    def noted(self, place: int) -> bytes:
        """What was noted last."""
        return self._memory[_CODE * place : _CODE * (place + 1)].strip(b"\0 ")


class _Engines(dict[int, Engine]):
    """The engines of the recipes that were seen. `begins` is told the code of each rule before they run it."""

    def __init__(self, begins: Callable[[str], object]) -> None:
        super().__init__()
        self._begins = begins

    def of(self, request: wire.Batch | wire.Facts) -> Engine:
        """The engine that a request is for."""
        if request.recipe is not None:
            self[request.number] = request.recipe.engine()
            self[request.number].begins = self._begins
        return self[request.number]


def answers(engines: _Engines, request: wire.Request) -> Iterator[bytes]:
    """The answers to a request, each made when it is asked for."""
    match request:
        case wire.About():
            yield msgspec.msgpack.encode(catalog.infos())
        case wire.Facts():
            _alarm(wire.LINKING)
            facts = [PackedFacts(os.fsdecode(path), data) for path, data in request.files]
            yield packed_findings(linked(engines.of(request), facts))
        case wire.Batch():
            engine = engines.of(request)
            for path, data in request.files:
                _alarm(wire.seconds(data))
                yield packed(engine.check(os.fsdecode(path), data, request.late))


def serve(requests: BinaryIO, replies: BinaryIO, begins: Callable[[str], object]) -> None:
    """Answer requests until there are no more."""
    replies.write(wire.framed(os.getpid().to_bytes(8, "big")))
    replies.flush()
    engines = _Engines(begins)
    while (message := wire.received(requests)) is not None:
        request = wire.read_request(message)
        for answer in answers(engines, request):
            replies.write(wire.framed(answer))
            replies.flush()
        _alarm(0)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(math.ceil(seconds) + _GRACE if seconds else 0)


def main() -> None:
    """The process: with pipes (`3,4 5,6`, the numbers to read from and to write to) it forks a worker for each of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the run, which then ends us
    # What anything prints must not get between the replies.
    replies = os.dup(1)
    os.dup2(2, 1)
    catalog.rules()
    # What the start made lives as long as the process, and a tree dies with its file; see `cli.job`.
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    if sys.argv[1:]:
        _fork(
            [(int(requests), int(answers)) for requests, _, answers in (each.partition(",") for each in sys.argv[1:])],
            replies,
        )
    else:
        _work(os.dup(0), replies, lambda _: None)


def _work(requests: int, replies: int, begins: Callable[[str], object]) -> None:
    with os.fdopen(requests, "rb") as asked, os.fdopen(replies, "wb") as said:
        try:
            on_big_stack(lambda _: serve(asked, said, begins))
        except BrokenPipeError:  # the run has gone
            os._exit(0)


def _fork(pipes: list[tuple[int, int]], news: int) -> None:
    """Fork a worker for each pair of pipes, and write how each of them ends, and which rule it ran then."""
    board = _Board(len(pipes))
    places: dict[int, int] = {}
    for place, pair in enumerate(pipes):
        try:
            child = os.fork()
        except OSError:  # no more processes: the run sees that its pipes are closed
            child = -1
        places[child] = place
        if not child:
            for end in (news, *(end for other in pipes if other != pair for end in other)):
                with suppress(OSError):  # closed before an earlier fork
                    os.close(end)
            _work(*pair, partial(board.note, place))
            os._exit(0)
        for end in pair:
            os.close(end)
    with suppress(ChildProcessError, BrokenPipeError):
        while True:
            pid, status = os.wait()
            os.write(news, b"%d %d %b\n" % (pid, os.waitstatus_to_exitcode(status), board.noted(places[pid])))
    os._exit(0)  # at once: the run waits, and nothing is to be cleaned up


if __name__ == "__main__":
    main()
