"""Knows what the files of a folder say together: looked at after a save, in the background, file by file."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from backend_lint.lsp import wire
from backend_lint.lsp.process import Lost
from backend_lint.lsp.text import Document, moved
from backend_lint.model import Finding
from backend_lint.semantics.file import NotAnalysed, decode, read

if TYPE_CHECKING:
    from backend_lint.lsp.checking import Checker

#: Files of a folder, above which it is not looked at as a project: a home directory is none.
LIMIT = 20_000
#: Seconds in which the facts of all files must be put together: 0.6 for 2,000 files.
_LINKING = 60.0


class _Saved(NamedTuple):
    """Findings of a file, and its lines at that time."""

    findings: tuple[Finding, ...]
    lines: list[str]


class Links:
    """The findings that need a whole project, by real path, as of the last save in its folder."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._found: dict[str, dict[str, _Saved]] = {}
        self._due: set[str] = set()
        self._running: set[str] = set()
        #: Files that a worker was lost with, and when they were written: left out until they change.
        self._lost: dict[str, float] = {}

    def of(self, document: Document) -> Sequence[tuple[Finding, int]]:
        """The findings of a document on lines that are as they were, and how many lines each has moved down."""
        path = os.path.realpath(document.name)
        saved = next((found[path] for found in self._found.values() if path in found), None)
        return moved(saved.findings, saved.lines, document.lines) if saved is not None else ()

    def saved(self, folder: str) -> None:
        """Look at a folder, once more if that is being done."""
        self._due.add(folder)
        if folder not in self._running:
            self._running.add(folder)
            self._checker.later(self._run(folder))

    def repeat(self) -> None:
        """Look again at every folder that was looked at."""
        for folder in self._found:
            self.saved(folder)

    def forget(self, folder: str) -> None:
        """Drop what was found in a folder that is no longer one of the workspace."""
        self._found.pop(folder, None)

    async def _run(self, folder: str) -> None:
        try:
            while folder in self._due:
                self._due.discard(folder)
                found = await self._linked(folder)
                if found is not None and folder not in self._due:
                    self._found[folder] = {path: each for path in found if (each := _saved(path, found[path]))}
                    self._checker.show_all()
        finally:
            self._running.discard(folder)

    async def _linked(self, folder: str) -> dict[str, tuple[Finding, ...]] | None:
        """The findings of a folder; None when they cannot be known."""
        scope = self._checker.scope(folder)
        try:
            while True:
                reply = await self._checker.back.ask(wire.Changed(scope))
                if not isinstance(reply, wire.Files) or len(reply.every) > LIMIT:
                    return None
                victim = await self._absorb(scope, [path for path in reply.changed if not self._is_lost(path)])
                if victim is None:
                    break
                self._lost[victim] = _written(victim)  # and what was remembered is lost with the worker
            paths = tuple(path for path in reply.every if not self._is_lost(path))
            linked = await self._checker.back.ask(wire.Link(scope, paths), _LINKING)
        except Lost:
            return None
        return linked.findings if isinstance(linked, wire.Linked) else None

    async def _absorb(self, scope: wire.Scope, paths: list[str]) -> str | None:
        """The first file that the worker was lost with, if any. One file a request: the worker of the background has
        time for a document in between."""
        for path in paths:
            try:
                await self._checker.back.ask(wire.Absorb(scope, path))
            except Lost:
                return path
            await asyncio.sleep(0)
        return None

    def _is_lost(self, path: str) -> bool:
        return self._lost.get(path) == _written(path)


def _written(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _saved(path: str, findings: tuple[Finding, ...]) -> _Saved | None:
    try:
        return _Saved(findings, decode(path, read(path)).lines)
    except NotAnalysed:
        return None
