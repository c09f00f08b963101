"""Knows how a finding looks in an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from lsprotocol import types

from backend_lint.lsp.text import Document
from backend_lint.model import NOT_ANALYSED, Finding, Place

SOURCE = "backend-lint"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "strict": types.DiagnosticSeverity.Information,
}
_TOP = Place(1, 1, 1, 1)
#: What stands between a configuration file's name and what is wrong in it.
_WHERE = re.compile(r"(?::(\d+))?(?::(\d+))?:? ")


def diagnostics(document: Document, findings: Iterable[Finding], *, related: bool) -> list[types.Diagnostic]:
    """The findings of a document, in its client's columns; with other places that explain them when it shows those."""
    return [diagnostic(document, finding, related=related) for finding in findings]


def diagnostic(document: Document, finding: Finding, *, related: bool) -> types.Diagnostic:
    """One finding."""
    others = [
        types.DiagnosticRelatedInformation(types.Location(document.uri, document.range_of(each.place)), each.message)
        for each in finding.related
    ]
    return types.Diagnostic(
        range=document.range_of(finding.place),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        message=f"{finding.message}\n{finding.hint}" if finding.hint else finding.message,
        related_information=others if related and others else None,
        data=data(finding),
    )


def data(finding: Finding) -> dict[str, Any]:
    """What a client keeps with a diagnostic and gives back when it asks for actions."""
    return {"fingerprint": finding.fingerprint, "name": finding.name}


def lost(name: str, cause: str) -> Finding:
    """The finding that says why a document was not analysed."""
    hint = "It is tried again when the text changes; excluding the file turns that off."
    return Finding(name, _TOP, NOT_ANALYSED, "not-analysed", f"Not analysed: {cause}", "error", hint=hint)


def shifted(finding: Finding, lines: int) -> Finding:
    """The finding so many lines further down."""
    if not lines:
        return finding
    related = tuple(msgspec.structs.replace(each, place=_down(each.place, lines)) for each in finding.related)
    return msgspec.structs.replace(finding, place=_down(finding.place, lines), related=related)


def unfixed(finding: Finding) -> Finding:
    """The finding without its fix, whose edits are of another text."""
    return finding if finding.fix is None else msgspec.structs.replace(finding, fix=None)


def _down(place: Place, lines: int) -> Place:
    return msgspec.structs.replace(place, line=place.line + lines, end_line=place.end_line + lines)


def fault_in(document: Document, said: str) -> types.Diagnostic | None:
    """The diagnostic of a configuration file that is open and that an error of the settings is about."""
    if not said.startswith(document.name):
        return None
    match = _WHERE.match(said, len(document.name))
    if match is None:
        return None
    message = said[match.end() :]
    number = int(match[1]) if match[1] else _line_of_key(document, message)
    text = document.lines[number - 1].rstrip("\r\n") if number <= len(document.lines) else ""
    return types.Diagnostic(
        range=document.range_of(Place(number, int(match[2] or 1), number, len(text) + 1)),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
        message=message,
    )


def _line_of_key(document: Document, message: str) -> int:
    """The line of the key that a message names, else the first."""
    named = re.search(r"`([^`]+)`", message)
    key = re.split(r"[.\[]", named[1].removeprefix("tool.backend-lint."))[-1] if named else ""
    setting = re.compile(rf"\s*\[?\"?{re.escape(key)}\b")
    return next((number for number, line in enumerate(document.lines, 1) if key and setting.match(line)), 1)
