"""Knows when an open document is checked: at once, its newest text only, by a worker that is free."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from backend_lint.lsp import wire
from backend_lint.lsp.diagnostics import lost, shifted, unfixed
from backend_lint.lsp.linking import Links
from backend_lint.lsp.preferences import Preferences
from backend_lint.lsp.process import DEADLINE, Lost, Worker
from backend_lint.lsp.text import Document, moved
from backend_lint.lsp.watched import Watched
from backend_lint.model import Finding, Place

#: Seconds that a document waits for the worker of what is typed before it takes the one of the background.
_PATIENCE = 0.25
#: Seconds after which the check of a text that has changed since is ended: it is not an ordinary file's.
_STALE = 1.0


class Client(Protocol):
    """What the checker asks of the server."""

    def show(self, opened: Opened) -> None:
        """Publish what is known of a document, unless the client asks for it."""

    def ask_again(self) -> None:
        """Have a client that asks for findings ask for those of every document again."""

    def complain(self, problem: str) -> None:
        """Tell the user what is wrong."""

    def folder_of(self, name: str) -> str | None:
        """The workspace folder that a file is in; both are absolute."""


@dataclass(eq=False)
class Opened:
    """An open document. `wanted` is the revision whose findings are asked for; `found` are those of the lines
    `checked`, and `state` says of which wanted revision and of which generation of the settings."""

    document: Document
    wanted: int = 0
    found: tuple[Finding, ...] = ()
    checked: list[str] | None = None
    state: tuple[int, int] | None = None
    task: asyncio.Task[None] | None = None
    worker: Worker | None = None


class Checker:
    """All open documents, by URI, and the two workers: one for what is typed, one for what may take long."""

    def __init__(self, client: Client, deadline: float = DEADLINE) -> None:
        self.opened: dict[str, Opened] = {}
        self.preferences = Preferences()
        self.front = Worker(deadline=deadline)
        self.back = Worker("--background", deadline=deadline)
        self.links = Links(self)
        #: What is wrong with the settings, by the document that they are for.
        self.faults: dict[str, str] = {}
        self._client = client
        self._generation = 0
        self._watched = Watched()
        self._read: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def scope(self, folder: str) -> wire.Scope:
        """The session of the files of a folder (absolute)."""
        return wire.Scope(folder, self.preferences.options(folder), self._generation)

    def scope_of(self, document: Document) -> wire.Scope:
        """The session that a document is checked in."""
        return self.scope(self._client.folder_of(document.name) or document.directory)

    def start(self, opened: Opened) -> asyncio.Task[None]:
        """Check what is wanted of a document; nothing new when that is being done."""
        if opened.task is None or opened.task.done():
            opened.task = asyncio.create_task(self._check(opened))
        elif opened.worker is not None and opened.worker.busy > _STALE:
            self.later(opened.worker.end())
        return opened.task

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something beside everything else."""
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop itself does not keep it alive
        task.add_done_callback(self._tasks.discard)

    async def findings(self, opened: Opened) -> list[Finding]:
        """The findings of what is wanted of a document."""
        if opened.state != self._state(opened):
            await asyncio.shield(self.start(opened))
        return self.known(opened)

    def known(self, opened: Opened) -> list[Finding]:
        """The findings of a document as far as they are known: its own, and of its project as of the last save. Those of
        another text than it has now are without their fixes."""
        lines = opened.document.lines
        checked = lines if opened.checked is None else opened.checked
        own = [shifted(each, down) for each, down in moved(opened.found, checked, lines)]
        linked = [shifted(each, down) for each, down in self.links.of(opened.document)]
        if checked != lines:
            own = [unfixed(each) for each in own]
        found: dict[tuple[str, Place, str], Finding] = {}
        for each in [*own, *map(unfixed, linked)]:
            found.setdefault((each.code, each.place, each.message), each)
        return list(found.values())

    def restart(self) -> None:
        """Forget what configuration files said, and check every document again."""
        self._generation += 1
        self.links.repeat()
        for opened in self.opened.values():
            self.start(opened)
        self._client.ask_again()

    def show_all(self) -> None:
        """Show every document again, as what is known besides their texts has changed."""
        for opened in self.opened.values():
            self._client.show(opened)
        self._client.ask_again()

    def close(self, uri: str) -> None:
        """Forget a document."""
        opened = self.opened.pop(uri, None)
        if opened is not None:
            self._settle(opened.document, "")

    async def end(self) -> None:
        """End everything."""
        self.opened.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(self.front.end(), self.back.end())

    def _state(self, opened: Opened) -> tuple[int, int]:
        return opened.wanted, self._generation

    def _is_open(self, opened: Opened) -> bool:
        return self.opened.get(opened.document.uri) is opened

    async def _check(self, opened: Opened) -> None:
        document = opened.document
        while self._is_open(opened) and opened.state != (state := self._state(opened)):
            if self._watched.changed(document.name, self._read):
                self.restart()
                continue
            lines = document.lines
            found = await self._analysed(opened) if document.is_python else ()
            if state == self._state(opened):  # else it is another text by now, or another configuration
                opened.found, opened.checked, opened.state = found, lines, state
        if self._is_open(opened):
            self._client.show(opened)

    async def _analysed(self, opened: Opened) -> tuple[Finding, ...]:
        document, wanted = opened.document, opened.wanted
        request = wire.Check(self.scope_of(document), document.name, document.as_sent)
        try:
            # Only for the newest text it is worth asking once more when a worker dies.
            reply = await self.ask(request, opened, again=lambda: self._is_open(opened) and opened.wanted == wanted)
        except Lost as error:
            return (lost(document.name, str(error)),)
        self._settle(document, reply.cause if isinstance(reply, wire.Refused) else "")
        if not isinstance(reply, wire.Checked):
            return ()
        self._read.update(reply.read)
        return reply.findings

    async def ask(
        self, request: wire.Request, opened: Opened | None = None, again: Callable[[], bool] = lambda: True
    ) -> wire.Reply:
        """The answer of whichever worker has time first. When a worker dies the other is asked, unless `again` says
        no: it may have been ended by something else than the request. Raises Lost."""
        for retrying in (False, True):
            worker = self.front if await self.front.idle(_PATIENCE) else self.back
            if opened is not None:
                opened.worker = worker
            try:
                return await worker.ask(request)
            except Lost as error:
                if retrying or error.late or not again():
                    raise
            finally:
                if opened is not None:
                    opened.worker = None
        raise AssertionError("the loop returns or raises")

    def _settle(self, document: Document, fault: str) -> None:
        """Keep what is wrong with the settings of a document, and say it once."""
        before = self.faults.get(document.name, "")
        if fault == before:
            return
        if fault and fault not in self.faults.values():
            self._client.complain(fault)
        if fault:
            self.faults[document.name] = fault
        else:
            del self.faults[document.name]
        for other in self.opened.values():
            if not other.document.is_python:
                self._client.show(other)
