"""The machine-readable format: an object whose findings hold every key that ruff's have, and more.

Text is ASCII, so no control or bidirectional character of a source file reaches a terminal; those in paths
and messages are spelled out as in the other formats."""

from __future__ import annotations

from collections import Counter
from typing import Any

from backend_lint import __version__
from backend_lint.model import NOT_ANALYSED, RULE_FAILED, Finding, Fix, Place
from backend_lint.reports.jsontext import dumps
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.statistics import counted
from backend_lint.reports.style import printable, printable_path
from backend_lint.semantics.file import SourceFile

#: Grows when a key changes its meaning or goes; new keys do not change it.
SCHEMA_VERSION = "1"

# Ruff's word for a fix that is only shown.
_APPLICABILITY = {"safe": "safe", "unsafe": "unsafe", "suggest": "display"}


def render(outcome: Outcome, request: Request) -> str:
    """One line per finding, so that two reports can be compared line by line."""
    findings = ",\n".join("  " + line for line in finding_lines(outcome))
    parts = {
        "version": SCHEMA_VERSION,
        "tool": {"name": "backend-lint", "version": __version__},
        "notifications": _notifications(outcome),
        "summary": _summary(outcome),
    }
    if request.statistics:
        parts["statistics"] = [
            {"count": number, "code": code, "name": name, "severity": severity}
            for number, code, name, severity in counted(outcome)
        ]
    head = ",\n".join(f" {dumps(key)}: {dumps(value)}" for key, value in parts.items())
    return f'{{\n{head},\n "findings": [\n{findings}\n ]\n}}\n'


def finding_lines(outcome: Outcome) -> list[str]:
    """Every finding as a JSON object on one line."""
    return [dumps(_finding(found, outcome.sources.get(found.path))) for found in outcome.findings]


def _finding(found: Finding, source: SourceFile | None) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "message": printable(found.message),
        "filename": printable_path(found.path),
        "location": _point(found.place.line, found.place.column),
        "end_location": _point(found.place.end_line, found.place.end_column),
        "severity": found.severity,
        "confidence": found.confidence,
        "cwe": found.cwe,
        "hint": printable(found.hint),
        "url": None,
        "fix": _fix(found.fix, source) if found.fix is not None else None,
        "related": [{"message": printable(each.message), **_range(each.place)} for each in found.related],
        "cell": None,
        "noqa_row": found.place.line,
        "scope": found.scope,
        "fingerprint": found.fingerprint,
    }


def _range(place: Place) -> dict[str, Any]:
    return {
        "location": _point(place.line, place.column),
        "end_location": _point(place.end_line, place.end_column),
    }


def _point(line: int, column: int) -> dict[str, int]:
    return {"row": line, "column": column}


def _fix(fix: Fix, source: SourceFile | None) -> dict[str, Any]:
    return {
        "applicability": _APPLICABILITY[fix.applicability],
        "message": printable(fix.title),
        "edits": [
            {
                "content": edit.text,
                "location": _at(source, edit.start),
                "end_location": _at(source, edit.end),
                "start": edit.start,
                "end": edit.end,
            }
            for edit in fix.edits
        ],
    }


def _at(source: SourceFile | None, offset: int) -> dict[str, int] | None:
    """The row and column of a byte offset; None when the file is not at hand."""
    return _point(*source.position(offset)) if source is not None else None


def _notifications(outcome: Outcome) -> list[dict[str, Any]]:
    failed = [
        {
            "kind": "not-analysed" if found.code == NOT_ANALYSED else "rule-failed",
            "filename": printable_path(found.path),
            "message": printable(found.message),
        }
        for found in outcome.findings
        if found.code in (NOT_ANALYSED, RULE_FAILED)
    ]
    skipped = [
        {"kind": "left-out", "filename": printable_path(skip.path), "message": printable(skip.reason)}
        for skip in outcome.skipped
    ]
    notices = [
        {"kind": "notice", "filename": printable_path(each.path) or None, "message": printable(each.text)}
        for each in outcome.notices
    ]
    return failed + notices + skipped


def _summary(outcome: Outcome) -> dict[str, Any]:
    severities = Counter(found.severity for found in outcome.findings)
    return {
        "analysed": outcome.analysed,
        "not_analysed": outcome.not_analysed,
        "left_out": len(outcome.skipped),
        "complete": not outcome.incomplete,
        "findings": {severity: severities[severity] for severity in ("error", "warning", "strict")},
        "failing": outcome.failing,
        "suppressed": len(outcome.suppressed),
        "hidden": outcome.hidden,
        "known": outcome.known,
    }
