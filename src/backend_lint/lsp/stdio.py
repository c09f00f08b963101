"""Knows how the server talks through standard input and output, and how it leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import sys
import threading

from lsprotocol import types
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async

from backend_lint.lsp.process import DEADLINE
from backend_lint.lsp.server import Server, make


def serve(deadline: float = DEADLINE) -> int:
    """Talk to a client until it leaves; the exit status for the process: 1 when the client did not say goodbye."""
    server = make(deadline)
    # The protocol's thousands of types live as long as the process: looking through them for garbage takes 13 ms, in the
    # middle of somebody's typing.
    gc.collect()
    gc.freeze()
    logger = logging.getLogger("backend_lint.lsp")
    logger.setLevel(logging.INFO)
    for each, level in ((logger, logging.INFO), (logging.getLogger("pygls"), logging.ERROR)):
        each.addHandler(_ToClient(server, level))
        each.propagate = False
    with contextlib.suppress(KeyboardInterrupt, SystemExit, BrokenPipeError):  # SystemExit is how pygls obeys "exit"
        asyncio.run(_talk(server))
    server.thread_pool.shutdown(wait=False)
    return server.status


async def _talk(server: Server) -> None:
    # What anything prints must not get between the messages.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    server.protocol.set_writer(StdoutWriter(out))
    reader = StdinAsyncReader(sys.stdin.buffer, server.thread_pool)
    try:
        await run_async(
            threading.Event(), reader, server.protocol, logging.getLogger("pygls"), server.report_server_error
        )
    finally:
        await server.checker.end()


class _ToClient(logging.Handler):
    """Sends what is logged to the client."""

    def __init__(self, server: Server, level: int) -> None:
        super().__init__(level)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        kind = types.MessageType.Error if record.levelno >= logging.ERROR else types.MessageType.Log
        self._server.window_log_message(types.LogMessageParams(kind, record.getMessage()))
