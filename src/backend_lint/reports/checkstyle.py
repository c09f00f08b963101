"""The format of Checkstyle, which many CI servers read: XML with the findings of each file."""

from __future__ import annotations

from itertools import groupby

from backend_lint.model import Finding
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable_path
from backend_lint.reports.xmltext import DECLARATION, element

_SEVERITIES = {"error": "error", "warning": "warning", "strict": "info"}
#: The version of Checkstyle whose form this is, not ours.
_VERSION = "8.0"


def render(outcome: Outcome, request: Request) -> str:
    """Files are named as in other formats; `request` changes nothing."""
    files = [
        element("file", {"name": printable_path(path)}, map(_error, found), 1)
        for path, found in groupby(outcome.findings, key=lambda found: found.path)
    ]
    return DECLARATION + element("checkstyle", {"version": _VERSION}, files)


def _error(found: Finding) -> str:
    attributes: dict[str, object] = {
        "line": found.place.line,
        "column": found.place.column,
        "severity": _SEVERITIES[found.severity],
        "message": found.message,
        "source": f"backend-lint.{found.code}",
    }
    return element("error", attributes, depth=2)
