"""The format that names every file once, with its findings in columns below."""

from __future__ import annotations

from itertools import groupby

from backend_lint.reports.fixable import mark
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import SEVERITY_PAINT, printable, printable_path


def render(outcome: Outcome, request: Request) -> str:
    style = request.style
    text: list[str] = []
    for path, group in groupby(outcome.findings, key=lambda found: found.path):
        findings = list(group)
        places = [f"{found.place.line}:{found.place.column}" for found in findings]
        width = max(len(place) for place in places)
        text.append(style.paint(printable_path(path), "bold"))
        for place, found in zip(places, findings, strict=True):
            severity = style.paint(found.severity.ljust(7), SEVERITY_PAINT[found.severity])
            message = f"{mark(found, request)}{printable(found.message)}"
            text.append(f"  {place.rjust(width)}  {severity}  {found.code}  {message}")
        text.append("")
    return "".join(line + "\n" for line in text)
