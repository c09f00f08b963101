"""The format of GitLab's code quality reports: a list of findings with fingerprints."""

from __future__ import annotations

from typing import Any

from backend_lint.model import Finding
from backend_lint.reports.jsontext import dumps
from backend_lint.reports.locations import from_root
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable, printable_path

_SEVERITIES = {"error": "critical", "warning": "major", "strict": "minor"}


def render(outcome: Outcome, request: Request) -> str:
    """What GitLab documents, and no more: it drops a report of which one entry is not as expected."""
    issues = ",\n".join(dumps(_issue(found, request.root)) for found in outcome.findings)
    return f"[\n{issues}\n]\n"


def _issue(found: Finding, root: str) -> dict[str, Any]:
    place = found.place
    return {
        "description": printable(found.message),
        "check_name": f"{found.code} {found.name}",
        "fingerprint": found.fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": printable_path(from_root(found.path, root)),
            "lines": {"begin": place.line, "end": place.end_line},
            "positions": {
                "begin": {"line": place.line, "column": place.column},
                "end": {"line": place.end_line, "column": place.end_column},
            },
        },
    }
