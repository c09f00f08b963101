"""The format that GitHub Actions turns into annotations: one workflow command per finding."""

from __future__ import annotations

from backend_lint.model import Finding
from backend_lint.reports.locations import from_root
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable, printable_path

_COMMANDS = {"error": "error", "warning": "warning", "strict": "notice"}
# Grammar and escapes: packages/core/src/command.ts of actions/toolkit. `%` comes first: the others write one.
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(outcome: Outcome, request: Request) -> str:
    """All findings: GitHub shows ten of a kind for each step, and the log all."""
    return "".join(_command(found, request.root) + "\n" for found in outcome.findings)


def _command(found: Finding, root: str) -> str:
    place = found.place
    properties = {
        "title": f"{found.code} ({found.name})",
        "file": printable_path(from_root(found.path, root)),
        "line": str(place.line),
        "endLine": str(place.end_line),
    }
    if place.line == place.end_line:  # columns of different lines are refused by the runner
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    listed = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in properties.items())
    message = "\n".join(printable(part) for part in (found.message, found.hint) if part)
    return f"::{_COMMANDS[found.severity]} {listed}::{_escaped(message, _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    for character, escape in escapes.items():
        text = text.replace(character, escape)
    return text
