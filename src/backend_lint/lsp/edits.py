"""Knows how a text is changed, or a baseline, so that a finding is no longer reported."""

from __future__ import annotations

import msgspec

from backend_lint.lsp import wire
from backend_lint.model import Finding, Place
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode, split_lines
from backend_lint.session import Session, accept
from backend_lint.suppressions import ignore_edit


def ignoring(name: str, data: bytes, finding: Finding, reason: str) -> wire.Replacement | None:
    """What to write so that a comment ignores the finding; None where no comment can stand."""
    try:
        source = decode(name, data)
        edit = ignore_edit(source, finding, reason)
    except (NotAnalysed, ValueError):
        return None
    start, end = _position(source, edit.start), _position(source, edit.end)
    return wire.Replacement(Place(*start, *end), edit.text)


def accepted(session: Session, name: str, finding: Finding) -> wire.Reply:
    """Put a finding of a file (absolute) into the baseline that is in force for it. Raises SettingsError."""
    for change in accept.add(session, [msgspec.structs.replace(finding, path=name)]):
        change.save()
    return wire.Done()


def _position(source: SourceFile, offset: int) -> tuple[int, int]:
    """The 1-based line and column in characters of a byte offset into the file as read."""
    before = source.data[:offset].decode(source.encoding).removeprefix("\ufeff")
    lines = split_lines(before)
    if lines and lines[-1].endswith(("\n", "\r")):
        lines.append("")
    return max(len(lines), 1), len(lines[-1]) + 1 if lines else 1
