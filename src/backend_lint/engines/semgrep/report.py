"""Knows what semgrep prints with `--json`: matches, errors, and which files it read."""

from __future__ import annotations

from typing import Any

import msgspec

from backend_lint.model import Applicability


class Position(msgspec.Struct, frozen=True):
    """A place in a file: a 1-based line, and a 0-based offset in bytes."""

    line: int = 1
    offset: int = 0


class Metadata(msgspec.Struct, frozen=True):
    """What the head of a pack's rule says (see `scripts/packs.py`)."""

    code: str = ""
    confidence: str = "HIGH"
    strict: bool = False
    hint: str = ""
    fix: Applicability = "unsafe"
    fix_title: str = msgspec.field(name="fix-title", default="")


class Extra(msgspec.Struct, frozen=True):
    """A match's words. `fix` is what could stand in its place."""

    message: str
    metadata: Metadata = Metadata()
    fix: str | None = None


class Match(msgspec.Struct, frozen=True):
    """One match of one rule."""

    check_id: str
    path: str
    start: Position
    end: Position
    extra: Extra


class Span(msgspec.Struct, frozen=True):
    """Where an error stands."""

    start: Position = Position()


class Error(msgspec.Struct, frozen=True):
    """What semgrep could not do. `type` is a word, or a list that begins with one."""

    type: Any = ""
    message: str = ""
    path: str | None = None
    rule_id: str | None = None
    spans: list[Span] | None = None

    @property
    def kind(self) -> str:
        """Of what kind the error is: "PartialParsing", "Syntax error", "Timeout"."""
        first = self.type[0] if isinstance(self.type, list) and self.type else self.type
        return first if isinstance(first, str) and first else "error"

    @property
    def line(self) -> int:
        """The 1-based line it stands on."""
        return max(self.spans[0].start.line, 1) if self.spans else 1


class Paths(msgspec.Struct, frozen=True):
    """The files that semgrep read."""

    scanned: list[str] = []


class Report(msgspec.Struct, frozen=True):
    """All that one run printed."""

    version: str
    results: list[Match]
    errors: list[Error]
    paths: Paths


def read(output: bytes) -> Report:
    """Raises ValueError when this is no such report. Names in it may hold bytes that are no UTF-8."""
    return msgspec.json.decode(output.decode("utf-8", "replace"), type=Report)
