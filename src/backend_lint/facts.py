"""What a file says about itself to the project: plain values, collected once, never a tree."""

from __future__ import annotations

import msgspec

from backend_lint.frameworks.responses import Answers
from backend_lint.model import Place
from backend_lint.semantics.analysis import Analysis


class ErrorShape(msgspec.Struct, frozen=True):
    """The shape of one error body that the file sends ("nested", "detail", "message", …) and its place."""

    shape: str
    place: Place
    description: str


class FileFacts(msgspec.Struct, frozen=True):
    """The facts of one file; equal content gives equal facts whatever else is scanned."""

    path: str
    error_shapes: tuple[ErrorShape, ...] = ()


def collect(analysis: Analysis, roles: frozenset[str]) -> FileFacts:
    """The facts of one file."""
    return FileFacts(analysis.path, _error_shapes(analysis, roles))


def _error_shapes(analysis: Analysis, roles: frozenset[str]) -> tuple[ErrorShape, ...]:
    if roles & {"test", "example", "migration"}:
        return ()
    answers = analysis.know(Answers)
    shaped = [(answer, answers.judge.classify(answer.body)) for answer in answers.errors if answer.part == "body"]
    analysis.places.locate([answer.node for answer, _ in shaped])
    return tuple(
        ErrorShape(shape, analysis.places.place(answer.node), answers.judge.describe(answer.body))
        for answer, shape in shaped
        if shape is not None
    )
