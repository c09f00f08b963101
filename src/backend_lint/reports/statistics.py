"""The table of `--statistics`: how many findings each rule has, the most frequent first."""

from __future__ import annotations

from collections import Counter

from backend_lint.model import Severity
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import SEVERITY_PAINT


def counted(outcome: Outcome) -> list[tuple[int, str, str, Severity]]:
    """Number of findings, code, name and severity, the most frequent first."""
    counts = Counter((found.code, found.name, found.severity) for found in outcome.findings)
    rows = [(number, code, name, severity) for (code, name, severity), number in counts.items()]
    return sorted(rows, key=lambda row: (-row[0], row[1], row[3]))


def render(outcome: Outcome, request: Request) -> str:
    style = request.style
    rows = counted(outcome)
    width = max((len(str(number)) for number, *_ in rows), default=0)
    return "".join(
        f"{str(number).rjust(width)}  {style.paint(code, 'bold')}  "
        f"{style.paint(severity.ljust(7), SEVERITY_PAINT[severity])}  {name}\n"
        for number, code, name, severity in rows
    )
