"""Knows a document as the client shows it, and how its columns are counted: in the client's units, and in characters."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from lsprotocol import types

from backend_lint.model import Finding, Place
from backend_lint.semantics.file import split_lines

UTF8, UTF16, UTF32 = (
    types.PositionEncodingKind.Utf8,
    types.PositionEncodingKind.Utf16,
    types.PositionEncodingKind.Utf32,
)


@dataclass
class Document:
    """A document that is open. `name` is the absolute path that it has or would have, `revision` grows with every
    change, and `encoding` says what the client's columns count."""

    uri: str
    name: str
    language: str
    version: int
    text: str
    encoding: str
    revision: int = 0
    _lines: list[str] = field(default_factory=list)

    @property
    def is_python(self) -> bool:
        """Whether it is for us to check."""
        return self.language == "python" or self.name.endswith((".py", ".pyw"))

    @property
    def is_file(self) -> bool:
        """Whether it has a place on disk."""
        return self.uri.startswith("file:")

    @property
    def directory(self) -> str:
        """Where it stands or would stand."""
        return os.path.dirname(self.name)

    @property
    def as_sent(self) -> bytes:
        """The text for a worker (see `wire.Text`)."""
        return self.text.encode("utf-8", "surrogatepass")

    @property
    def lines(self) -> list[str]:
        """The lines with their ends. Both Python and the protocol end lines at LF, CRLF and CR only."""
        if not self._lines:
            self._lines = split_lines(self.text)
        return self._lines

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> None:
        """Apply what a user typed."""
        # A copy: a check that is under way goes on with the lines that it has begun with.
        lines = [*self.lines]
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                first, start = _spot(lines, change.range.start, self.encoding)
                last, end = _spot(lines, change.range.end, self.encoding)
                above = max(first - 1, 0)  # its CR and an LF that is typed below it are one line end
                kept = "".join(lines[above:first]) + "".join(lines[first : first + 1])[:start]
                behind = "".join(lines[last : last + 1])[end:]
                lines[above : last + 1] = split_lines(kept + change.text + behind)
            else:
                lines = split_lines(change.text)
        self.text, self._lines = "".join(lines), lines
        self.version = version
        self.revision += 1

    def place_of(self, position: types.Position) -> tuple[int, int]:
        """The 1-based line and column in characters, as findings count them."""
        line = self.lines[position.line] if position.line < len(self.lines) else ""
        column = _characters(line, position.character, self.encoding)
        return position.line + 1, column + 1 - self._mark(position.line)

    def range_of(self, place: Place) -> types.Range:
        """Where a place stands for the client."""
        return types.Range(
            self._position(place.line, place.column),
            self._position(place.end_line, place.end_column),
        )

    def _position(self, line: int, column: int) -> types.Position:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        before = text[: column - 1 + self._mark(line - 1)]
        return types.Position(line - 1, _units(before, self.encoding))

    def _mark(self, line: int) -> int:
        """1 on a first line that begins with a byte order mark, which findings do not count as a character."""
        return int(line == 0 and self.text.startswith("\ufeff"))


def moved(findings: Sequence[Finding], before: Sequence[str], now: Sequence[str]) -> list[tuple[Finding, int]]:
    """The findings of the lines `before`, each with how many lines down it stands in the lines `now`; those on lines
    that were edited are left out."""
    if not findings or before is now:
        return [(found, 0) for found in findings]
    before, now = [[line.rstrip("\r\n") for line in lines] for lines in (before, now)]
    shorter = min(len(before), len(now))
    head = next((n for n in range(shorter) if before[n] != now[n]), shorter)
    tail = next((n for n in range(shorter - head) if before[-1 - n] != now[-1 - n]), shorter - head)
    kept = [(found, 0) for found in findings if found.place.end_line <= head]
    below = len(before) - tail
    return kept + [(found, len(now) - len(before)) for found in findings if found.place.line > below]


def _units(text: str, encoding: str) -> int:
    if text.isascii() or encoding == UTF32:
        return len(text)
    if encoding == UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _spot(lines: Sequence[str], position: types.Position, encoding: str) -> tuple[int, int]:
    """The 0-based line and character of a position; one that lies behind the end of a line or of the text is that end."""
    if position.line >= len(lines):
        return len(lines), 0
    line = lines[position.line]
    return position.line, min(_characters(line, position.character, encoding), len(line.rstrip("\r\n")))


def _characters(line: str, units: int, encoding: str) -> int:
    """The characters that a number of units covers; half a character is none."""
    if line.isascii() or encoding == UTF32:
        return min(units, len(line))
    if encoding == UTF8:
        return len(line.encode("utf-8", "surrogatepass")[:units].decode("utf-8", "ignore"))
    return len(line.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def name_of(uri: str, folder: str | None) -> str | None:
    """The absolute path of a document, or the one that an untitled one would have; None for what is neither."""
    from pygls.uris import to_fs_path, urlparse

    scheme, _, path, *_ = urlparse(uri)
    if scheme == "file":
        found = to_fs_path(uri)
        return os.path.abspath(found) if found else None
    if scheme == "untitled":
        return os.path.join(folder or os.path.abspath(os.sep), os.path.basename(path) or "untitled")
    return None
