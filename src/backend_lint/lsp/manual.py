"""Knows the rules' manual pages: what a hover shows, and what is written for an editor to open."""

from __future__ import annotations

import asyncio

from backend_lint import atomic
from backend_lint.cache import cache_directory
from backend_lint.lsp import wire
from backend_lint.lsp.process import Lost, Worker


class Manual:
    """The pages by code and by name. A worker writes them once: the server itself imports no rule."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._asked: asyncio.Task[dict[str, wire.Page]] | None = None

    async def page(self, code_or_name: str) -> wire.Page | None:
        """The page of a rule, by its code in any case or by its name."""
        found = await self.prepare()
        return found.get(code_or_name.upper()) or found.get(code_or_name.lower())

    async def prepare(self) -> dict[str, wire.Page]:
        """All pages, asked for once; none when they cannot be had."""
        if self._asked is None or (self._asked.done() and not self._asked.result()):
            self._asked = asyncio.create_task(self._all())
        return await asyncio.shield(self._asked)

    async def _all(self) -> dict[str, wire.Page]:
        try:
            reply = await self._worker.ask(wire.Pages())
        except Lost:
            return {}  # asked for again at the next hover
        found = reply.pages if isinstance(reply, wire.Book) else ()
        return {key: page for page in found for key in (page.code, page.name)}


def written(page: wire.Page) -> str:
    """The path of a file that holds the page, in the user's cache directory. Raises OSError."""
    directory = cache_directory() / "rules"
    directory.mkdir(parents=True, exist_ok=True)
    target = directory / f"{page.code}.md"
    atomic.replace(target, page.text.encode())  # whole, also for an editor that is just opening it
    return str(target)
