"""The format of reviewdog, which posts findings as comments of a review: its DiagnosticResult as JSON.

Source: proto/rdf/reviewdog.proto of reviewdog/reviewdog. Columns count bytes of UTF-8, and ends are exclusive."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from backend_lint.model import Finding, Fix, Place
from backend_lint.reports.edits import as_one
from backend_lint.reports.jsontext import dumps
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable, printable_path
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.redact import redacted

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "strict": "INFO"}


def render(outcome: Outcome, request: Request) -> str:
    """`request` changes nothing."""
    found = [
        _diagnostic(each, outcome.sources.get(each.path), outcome.secrets.get(each.path, ()))
        for each in outcome.findings
    ]
    return dumps({"source": {"name": "backend-lint"}, "diagnostics": found}) + "\n"


def _diagnostic(found: Finding, source: SourceFile | None, secrets: Sequence[Place]) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": printable(found.message),
        "location": _location(found.path, found.place, source),
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.code},
    }
    if found.fix is not None and source is not None and (suggested := _suggestions(found.fix, source, secrets)):
        diagnostic["suggestions"] = suggested
        # A suggestion has no text of its own that would say how sure it is.
        diagnostic["message"] += f"\n\n{printable(found.fix.title)} ({found.fix.applicability})"
    if found.related:
        diagnostic["related_locations"] = [
            {"message": printable(each.message), "location": _location(found.path, each.place, source)}
            for each in found.related
        ]
    return diagnostic


def _suggestions(fix: Fix, source: SourceFile, secrets: Sequence[Place]) -> list[dict[str, Any]]:
    """One suggestion, because reviewdog offers each alone and half a fix breaks code; none of a sketch, which a click
    would commit, and none when what stands between its edits holds a secret."""
    edit = as_one(fix, source) if fix.edits and fix.applicability != "suggest" else None
    if edit is None or redacted(edit.text, ()) != edit.text or _keeps(fix, source, secrets):
        return []
    start, end = source.position(edit.start), source.position(edit.end)
    return [{"range": _range(Place(*start, *end), source), "text": edit.text}]


def _keeps(fix: Fix, source: SourceFile, secrets: Sequence[Place]) -> bool:
    """Whether one of these secrets stands between the edits."""
    between = [(source.position(one.end), source.position(other.start)) for one, other in pairwise(sorted(fix.edits))]
    return any(
        (secret.line, secret.column) < end and start < (secret.end_line, secret.end_column)
        for start, end in between
        for secret in secrets
    )


def _location(path: str, place: Place, source: SourceFile | None) -> dict[str, Any]:
    return {"path": printable_path(path), "range": _range(place, source)}


def _range(place: Place, source: SourceFile | None) -> dict[str, Any]:
    lines = source.lines if source is not None else []
    return {
        "start": {"line": place.line, "column": _bytes_before(lines, place.line, place.column) + 1},
        "end": {"line": place.end_line, "column": _bytes_before(lines, place.end_line, place.end_column) + 1},
    }


def _bytes_before(lines: list[str], line: int, column: int) -> int:
    """The bytes of UTF-8 before a column; those of ASCII where the line is not at hand."""
    text = lines[line - 1] if line <= len(lines) else ""
    before = text[: column - 1]
    return len(before.encode()) + max(0, column - 1 - len(before))
