"""Knows a directory that is checked again and again: a file is analysed anew only when its bytes have changed."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from backend_lint.discovery import PathError
from backend_lint.model import FileResult, Finding, RuleInfo
from backend_lint.session import Session
from backend_lint.session.rules import Engine, NativeRules, Rules
from backend_lint.settings import Configuration, Selection, Settings

#: Engines that are kept: one for each configuration in force, and a few for those that a user goes back to.
_ENGINES = 8


class RememberingRules:
    """Rules whose engines outlive sessions: two sessions with equal settings share what was analysed."""

    def __init__(self, rules: Rules | None = None) -> None:
        self._rules = rules or NativeRules(again=True)
        self._engines: list[tuple[Settings, Selection, RememberingEngine]] = []

    def infos(self) -> Sequence[RuleInfo]:
        """What is known of all rules."""
        return self._rules.infos()

    def engine(self, configuration: Configuration, selection: Selection) -> RememberingEngine:
        """The engine of these settings."""
        settings = configuration.settings
        for known, chosen, engine in self._engines:
            if (known, chosen) == (settings, selection):
                return engine
        made = RememberingEngine(self._rules.engine(configuration, selection))
        self._engines = [(settings, selection, made), *self._engines[: _ENGINES - 1]]
        return made


class RememberingEngine:
    """An engine that analyses equal bytes of one path once. `linked` are the findings of projects, several where settings
    are equal, since it was last cleared."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._results: dict[str, tuple[bytes, FileResult]] = {}
        self.linked: list[Finding] = []

    def check(self, path: str, data: bytes) -> FileResult:
        """The findings and facts of one file."""
        digest = hashlib.blake2b(data, digest_size=16).digest()
        before, known = self._results.get(path, (b"", None))
        if known is None or before != digest:
            known = self._engine.check(path, data)
            self._results[path] = (digest, known)
        return known

    def check_project(self, facts: Sequence[Any]) -> tuple[Finding, ...]:
        """The findings that need the facts of all files."""
        found = self._engine.check_project(facts)
        self.linked += found
        return found


class Standing:
    """A directory under one session, which must have been made with RememberingRules. Paths are absolute."""

    def __init__(self, session: Session, folder: str) -> None:
        self._session = session
        self._folder = folder
        self._seen: dict[str, tuple[int, int]] = {}

    def files(self) -> tuple[list[str], list[str]]:
        """All files, and those that are new or were written since they were absorbed. Raises SettingsError."""
        try:
            every = [source.real for source in self._session.discover([self._folder]).sources]
        except PathError:  # the directory is gone
            every = []
        return every, [path for path in every if _stamp(path) != self._seen.get(path)]

    def absorb(self, path: str) -> None:
        """Analyse one file and remember it. Raises SettingsError."""
        stamp = _stamp(path)
        if stamp is not None:
            try:
                self._session.run([path])
            except PathError:  # gone since it was looked at
                return
            self._seen[path] = stamp

    def linked(self, paths: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
        """The findings by file that only these files together give, as a run reports them. Raises SettingsError."""
        engines = {id(each): each for each in map(self._engine, {os.path.dirname(path) for path in paths})}.values()
        for engine in engines:
            engine.linked.clear()
        try:
            outcome = self._session.run([path for path in paths if os.path.isfile(path)])
        except PathError:  # one is gone between this line and the one before: the next save links again
            return {}
        made: dict[tuple[str, object, str], list[str]] = defaultdict(list)
        for engine in engines:
            for found in engine.linked:
                made[found.code, found.place, found.message].append(f"/{found.path}")
        by_file: dict[str, list[Finding]] = defaultdict(list)
        for found in outcome.findings:
            path = os.path.join(os.getcwd(), found.path)
            if path.replace(os.sep, "/").endswith(tuple(made.get((found.code, found.place, found.message), ()))):
                by_file[path].append(found)
        return {path: tuple(found) for path, found in by_file.items()}

    def _engine(self, directory: str) -> RememberingEngine:
        engine = self._session.bound(directory).engine
        assert isinstance(engine, RememberingEngine)  # the session was made with RememberingRules
        return engine


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
