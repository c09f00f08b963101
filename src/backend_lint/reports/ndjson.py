"""The format for pipes: each finding as one JSON object on its own line."""

from __future__ import annotations

from backend_lint.reports.json import finding_lines
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request


def render(outcome: Outcome, request: Request) -> str:
    """Of `request` nothing is used: whoever reads lines can count them."""
    return "".join(line + "\n" for line in finding_lines(outcome))
