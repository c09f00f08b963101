"""Knows how a worker is started, asked, waited for only so long, and replaced when it is lost."""

from __future__ import annotations

import asyncio
import logging
import time
from asyncio.subprocess import PIPE, Process

import msgspec

from backend_lint.lsp import wire
from backend_lint.pool.process import command, environment, fate, neutral, uninterrupted

_log = logging.getLogger(__name__)

#: Seconds in which a request must be answered, the same as for a file of a run (promises 6.5).
DEADLINE = 10.0
#: Seconds in which a worker must have imported what it needs: 0.6 on a quiet machine.
START = 60.0


class Lost(Exception):  # noqa: N818 - it names what became of the request
    """A request without an answer; the text says why. `late`: the worker was still busy with it."""

    def __init__(self, cause: str, *, late: bool = False) -> None:
        super().__init__(cause)
        self.late = late


class Worker:
    """One process, started when it is first asked, which answers one request at a time. A worker that is late or dead
    is replaced at the next request."""

    def __init__(self, *flags: str, deadline: float = DEADLINE) -> None:
        self._flags = flags
        self._deadline = deadline
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()
        self._since: float | None = None

    @property
    def busy(self) -> float:
        """Seconds that the request which is being answered has taken so far; 0 for none."""
        return 0.0 if self._since is None else time.monotonic() - self._since

    async def idle(self, seconds: float) -> bool:
        """Whether no request is being answered, now or within so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                return await self._idle.wait()
        except TimeoutError:
            return False

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    async def ask(self, request: wire.Request, seconds: float | None = None) -> wire.Reply:
        """The answer, within `seconds` (the worker's deadline) after the worker begins with it. Raises Lost."""
        limit = seconds or self._deadline
        call = wire.packed(wire.Call(request, limit))
        async with self._turn:
            self._idle.clear()
            try:
                process = await self._started()
                self._since = time.monotonic()
                async with asyncio.timeout(limit):
                    return await self._exchange(process, call)
            except TimeoutError:
                await self.end()
                _log.warning("A worker took longer than %g s and was replaced.", limit)
                raise Lost(f"it took longer than {limit:g} s", late=True) from None
            except (asyncio.IncompleteReadError, ConnectionError, msgspec.MsgspecError):
                how = fate(await self.end())
                _log.warning("A worker ended %s and was replaced.", how)
                raise Lost(f"the process that analyses it ended {how}") from None
            except OSError as error:  # no memory, no more processes, or the interpreter is gone
                raise Lost(f"the process that analyses it cannot be started: {error.strerror}") from None
            except asyncio.CancelledError:
                await self.end()  # its answer would be taken for the next one's
                raise
            finally:
                self._since = None
                self._idle.set()

    async def end(self) -> int:
        """End the process, if there is one, and wait for that; how it ended, as `returncode` says it."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:
            # What has closed its pipe is about to end by itself, and how it does is worth knowing.
            try:
                async with asyncio.timeout(0.2 if process.stdout is not None and process.stdout.at_eof() else 0):
                    await process.wait()
            except TimeoutError:
                process.kill()
        return await process.wait()

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            with uninterrupted():
                self._process = await asyncio.create_subprocess_exec(
                    *command("backend_lint.lsp.worker", *self._flags),
                    stdin=PIPE,
                    stdout=PIPE,
                    cwd=neutral(),
                    env=environment(),
                )
            async with asyncio.timeout(START):
                await self._reply(self._process)
        return self._process

    async def _exchange(self, process: Process, call: bytes) -> wire.Reply:
        assert process.stdin is not None  # asked for above
        process.stdin.write(call)
        await process.stdin.drain()
        return await self._reply(process)

    async def _reply(self, process: Process) -> wire.Reply:
        assert process.stdout is not None  # asked for above
        head = await process.stdout.readexactly(wire.HEAD)
        return wire.reply(await process.stdout.readexactly(int.from_bytes(head, "big")))
