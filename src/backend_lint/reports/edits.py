"""Knows what the edits of a fix come to as one edit."""

from __future__ import annotations

from backend_lint.model import Edit, Fix
from backend_lint.semantics.file import SourceFile


def as_one(fix: Fix, source: SourceFile) -> Edit:
    """One edit that does what all edits of a fix do: what stands between them is replaced by itself."""
    edits = sorted(fix.edits)
    text, end = "", edits[0].start
    for edit in edits:
        text += source.data[end : edit.start].decode(source.encoding, "replace") + edit.text
        end = edit.end
    return Edit(edits[0].start, end, text)
