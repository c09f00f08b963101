"""The format that Azure Pipelines turns into issues of a run: one logging command per finding."""

from __future__ import annotations

from backend_lint.model import Finding
from backend_lint.reports.locations import absolute
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable

# An issue of a run is an error or a warning.
_TYPES = {"error": "error", "warning": "warning", "strict": "warning"}
# Escapes: src/Agent.Sdk/CommandStringConvertor.cs of microsoft/azure-pipelines-agent. `%` comes first.
_ESCAPES = {"%": "%AZP25", ";": "%3B", "\r": "%0D", "\n": "%0A", "]": "%5D"}


def render(outcome: Outcome, request: Request) -> str:
    """Files are named in full, as the agent asks for: it knows where the repository lies. `request` changes nothing."""
    return "".join(_command(found) + "\n" for found in outcome.findings)


def _command(found: Finding) -> str:
    properties = {
        "type": _TYPES[found.severity],
        "sourcepath": printable(absolute(found.path)),
        "linenumber": str(found.place.line),
        "columnnumber": str(found.place.column),
        "code": found.code,
    }
    listed = "".join(f"{key}={_escaped(value)};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{_escaped(printable(found.message))}"


def _escaped(text: str) -> str:
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
