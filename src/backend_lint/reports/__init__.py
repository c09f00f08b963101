"""Turns the outcome of a run into text: one module per format, each loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import Any, get_args

from backend_lint.reports.outcome import Format, Outcome, Skip
from backend_lint.reports.style import Style

FORMATS: tuple[str, ...] = get_args(Format)

__all__ = ["FORMATS", "Format", "Outcome", "Skip", "Style", "render"]


def render(outcome: Outcome, output_format: Format, style: Style, *, statistics: bool, detail: int) -> str:
    """The whole report, ending in a newline unless it is empty.

    `statistics` counts findings by rule instead of listing them; `detail` is -1 for findings only, 0 for a
    summary after them, 1 for suppressed findings and left-out files as well."""
    if output_format in ("json", "ndjson"):
        module: Any = importlib.import_module(f"backend_lint.reports.{output_format}")
        text: str = module.render(outcome, statistics=statistics)
        return text
    if statistics:
        from backend_lint.reports import statistics as table

        body = table.render(outcome, style)
    else:
        module = importlib.import_module(f"backend_lint.reports.{output_format}")
        body = module.render(outcome, style)
    from backend_lint.reports import summary

    return str(body) + summary.render(outcome, style, detail=detail)
