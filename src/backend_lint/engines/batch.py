"""What an engine gives that checks many files at once, as a program of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from backend_lint.model import Finding, Notice
from backend_lint.semantics.file import SourceFile


class Checked(NamedTuple):
    """What a program found. `unseen` are the files that it did not analyse and that have no finding to say so."""

    findings: Sequence[Finding] = ()
    notices: Sequence[Notice] = ()
    unseen: frozenset[str] = frozenset()


class Run(Protocol):
    """One run over some files: `add` them all, `start`, do something else, `finish`. `close` whatever happened. A file whose
    result is known is not added; the run is told of it by `know`."""

    def add(self, source: SourceFile) -> None: ...

    def know(self, source: SourceFile) -> None: ...

    def start(self) -> None: ...

    def finish(self, stop: threading.Event) -> Checked: ...

    def close(self) -> None: ...


class Batch(Protocol):
    """An engine that runs as a program of its own over files in `languages`. `codes` are those it can find in a language."""

    @property
    def name(self) -> str: ...

    @property
    def languages(self) -> frozenset[str]: ...

    def codes(self, language: str) -> frozenset[str]: ...

    def run(self) -> Run: ...
