"""Knows where the edits of a fix stand, in lines and columns, and what they come to as one edit."""

from __future__ import annotations

from typing import NamedTuple

from backend_lint.model import Edit, Fix
from backend_lint.semantics.file import SourceFile, split_lines


class Point(NamedTuple):
    """A place between two characters: line and column are 1-based, the column counts characters."""

    line: int
    column: int


def point(source: SourceFile, offset: int) -> Point:
    """Where a byte offset (0-based, into the file as read) stands."""
    before = source.data[:offset].decode(source.encoding, "replace")
    lines = split_lines(before)
    if not lines or before.endswith(("\n", "\r")):
        return Point(len(lines) + 1, 1)
    return Point(len(lines), len(lines[-1]) + 1)


def as_one(fix: Fix, source: SourceFile) -> Edit:
    """One edit that does what all edits of a fix do: what stands between them is replaced by itself."""
    edits = sorted(fix.edits)
    text, end = "", edits[0].start
    for edit in edits:
        text += source.data[end : edit.start].decode(source.encoding, "replace") + edit.text
        end = edit.end
    return Edit(edits[0].start, end, text)
