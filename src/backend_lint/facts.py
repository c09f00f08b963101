"""What a file says about itself to the project: plain values, collected once, never a tree."""

from __future__ import annotations

import msgspec

from backend_lint.frameworks.drferrors import Converter, DrfErrors
from backend_lint.frameworks.misplacedreads import READ_ANYWHERE, MisplacedReads
from backend_lint.frameworks.responses import Answers
from backend_lint.model import Place
from backend_lint.semantics.analysis import Analysis


class ErrorShape(msgspec.Struct, frozen=True):
    """The shape of one error body that the file sends ("nested", "detail", "message", …) and its place."""

    shape: str
    place: Place
    description: str


class DrfFault(msgspec.Struct, frozen=True):
    """A validation error that Django REST framework answers: its place, its body, and what is wrong with it by the name
    of a shape."""

    place: Place
    description: str
    faults: dict[str, str]


class EnvironmentRead(msgspec.Struct, frozen=True):
    """A read of the environment outside of configuration: what it reads, as messages call it, and its place."""

    what: str
    place: Place


class FileFacts(msgspec.Struct, frozen=True):
    """The facts of one file; equal content gives equal facts whatever else is scanned."""

    path: str
    error_shapes: tuple[ErrorShape, ...] = ()
    #: Of a file that imports a configuration module none: what is wrong with it is known without the project.
    environment_reads: tuple[EnvironmentRead, ...] = ()
    drf_faults: tuple[DrfFault, ...] = ()
    drf_converter: Converter = ""


def collect(analysis: Analysis, roles: frozenset[str]) -> FileFacts:
    """The facts of one file."""
    if roles & {"test", "example", "migration"}:
        return FileFacts(analysis.path)
    return FileFacts(
        analysis.path,
        error_shapes=_error_shapes(analysis),
        environment_reads=_environment_reads(analysis, roles),
        drf_faults=_drf_faults(analysis),
        drf_converter=analysis.know(DrfErrors).converter,
    )


def _drf_faults(analysis: Analysis) -> tuple[DrfFault, ...]:
    raised = analysis.know(DrfErrors).raised
    analysis.places.locate([error.node for error in raised])
    return tuple(DrfFault(analysis.places.place(error.node), error.description, dict(error.faults)) for error in raised)


def _error_shapes(analysis: Analysis) -> tuple[ErrorShape, ...]:
    answers = analysis.know(Answers)
    shaped = [(answer, answers.judge.classify(answer.body)) for answer in answers.errors if answer.part == "body"]
    analysis.places.locate([answer.node for answer, _ in shaped])
    found = [
        ErrorShape(shape, analysis.places.place(answer.node), answers.judge.describe(answer.body))
        for answer, shape in shaped
        if shape is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.place.line, each.place.column, each.shape)))


def _environment_reads(analysis: Analysis, roles: frozenset[str]) -> tuple[EnvironmentRead, ...]:
    reads = analysis.know(MisplacedReads)
    if roles & READ_ANYWHERE or not reads.found or reads.imports_configuration:
        return ()
    analysis.places.locate([read.node for read in reads.found])
    return tuple(EnvironmentRead(read.what, analysis.places.place(read.node)) for read in reads.found)
