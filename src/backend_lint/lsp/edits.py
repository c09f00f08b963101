"""Knows how a text is changed, or a baseline, so that a finding is no longer reported."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from backend_lint.lsp import wire
from backend_lint.model import Finding, Place
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.session import Session, accept
from backend_lint.suppressions import ignore_edit


def ignoring(name: str, data: bytes, findings: Sequence[Finding], reason: str) -> list[wire.Replacement | None]:
    """For each finding alone what to write so that a comment ignores it; None where no comment can stand."""
    try:
        source = decode(name, data)
    except NotAnalysed:
        return [None] * len(findings)
    return [_ignoring(source, each, reason) for each in findings]


def _ignoring(source: SourceFile, finding: Finding, reason: str) -> wire.Replacement | None:
    try:
        edit = ignore_edit(source, finding, reason)
    except ValueError:
        return None
    start, end = source.position(edit.start), source.position(edit.end)
    return wire.Replacement(Place(*start, *end), edit.text)


def accepted(session: Session, name: str, finding: Finding) -> wire.Reply:
    """Put a finding of a file (absolute) into the baseline that is in force for it. Raises SettingsError."""
    for change in accept.add(session, [msgspec.structs.replace(finding, path=name)]):
        change.save()
    return wire.Done()
