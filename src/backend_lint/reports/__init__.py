"""Turns the outcome of a run into text: one module per format, each loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import NamedTuple

from backend_lint.reports.outcome import Outcome, Skip
from backend_lint.reports.request import Request
from backend_lint.reports.style import Style

__all__ = ["FORMATS", "Outcome", "Request", "Skip", "Style", "render"]


class Shape(NamedTuple):
    """What a format is: a `document` is one value for a program, which shares its stream with nothing; lines may be
    followed by other lines. With `counted`, `--statistics` puts a table in the place of the findings."""

    document: bool
    counted: bool = False


_PEOPLE, _LINES, _DOCUMENT = Shape(False, counted=True), Shape(False), Shape(True)

#: Every format. Its module of the same name has `render(outcome, request)`, which gives whole lines.
FORMATS: dict[str, Shape] = {
    "full": _PEOPLE,
    "concise": _PEOPLE,
    "grouped": _PEOPLE,
    "github": _LINES,
    "azure": _LINES,
    "json": _DOCUMENT,
    "ndjson": _DOCUMENT,
    "sarif": _DOCUMENT,
    "gitlab": _DOCUMENT,
    "junit": _DOCUMENT,
    "checkstyle": _DOCUMENT,
    "rdjson": _DOCUMENT,
}


def render(outcome: Outcome, *formats: str, request: Request | None = None) -> str:
    """The reports of one stream: a document alone, or the lines of each format and then one summary."""
    request = request or Request()
    modules = ["statistics" if request.statistics and FORMATS[name].counted else name for name in formats]
    if not any(FORMATS[name].document for name in formats):
        modules.append("summary")
    return "".join(_rendered(module, outcome, request) for module in dict.fromkeys(modules))


def _rendered(module: str, outcome: Outcome, request: Request) -> str:
    text: str = importlib.import_module(f"backend_lint.reports.{module}").render(outcome, request)
    return text
