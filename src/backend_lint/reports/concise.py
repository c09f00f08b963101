"""The format for tools that read lines: `path:line:column: CODE message`."""

from __future__ import annotations

from backend_lint.reports.fixable import mark
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import SEVERITY_PAINT, printable, printable_path


def render(outcome: Outcome, request: Request) -> str:
    style = request.style
    return "".join(
        f"{style.paint(printable_path(found.path), 'bold')}:{found.place.line}:{found.place.column}: "
        f"{style.paint(found.code, SEVERITY_PAINT[found.severity])} {mark(found, request)}{printable(found.message)}\n"
        for found in outcome.findings
    )
