"""Which validation errors Django REST framework answers with, and whether the project has it send a shape of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import libcst as cst
import msgspec

from backend_lint.frameworks.errorbodies import Bodies, Value
from backend_lint.frameworks.errorshapes import SHAPES, Judge
from backend_lint.frameworks.responsetables import argument
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.parts import Part
from backend_lint.semantics.scout import TriggerSpec

#: What the settings of a file say of DRF's errors; "" when they are not in the file.
Converter = Literal["", "default", "custom"]

_ERROR = "ValidationError"
_KEY = "EXCEPTION_HANDLER"
_DEFAULT = "rest_framework.views.exception_handler"


def imports_drf(part: Part) -> bool:
    """Whether a function may raise what DRF answers with; Django's forms have errors of that name too."""
    imported = part.words.imported
    named = {name for local, name in imported if local == "ValidationError"}
    meant = named if named and "ValidationError" not in part.attributes else {name for _, name in imported}
    return any(name.partition(".")[0] == "rest_framework" for name in meant)


#: What must be on a line for it to raise such an error, or to say who answers it.
DRF_TRIGGERS: tuple[TriggerSpec, ...] = (
    (b"validationerror", rb"\braise\s+[\w.]*ValidationError\(", imports_drf),
    (b"rest_framework", rb"\bREST_FRAMEWORK\b\W"),
    (b"exception_handler", rb"\bEXCEPTION_HANDLER\b"),
)


class DrfError(msgspec.Struct, frozen=True, eq=False):
    """A raised error, what the body that DRF makes of it looks like, and what is wrong with it by name of a shape."""

    node: cst.Call
    description: str
    faults: tuple[tuple[str, str], ...]


class DrfErrors:
    """The validation errors that one file raises, and what its settings say of them."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._bodies = analysis.know(Bodies)
        self._judge = Judge(self._bodies)

    @cached_property
    def raised(self) -> tuple[DrfError, ...]:
        """Every `raise ValidationError(…)` of DRF that does not have the shape of every project."""
        return tuple(self._raised())

    @cached_property
    def converter(self) -> Converter:
        """What `REST_FRAMEWORK` says of the function that answers errors."""
        if "REST_FRAMEWORK" not in self._analysis.source.text and _KEY not in self._analysis.source.text:
            return ""
        index, value = self._analysis.index, self._analysis.values.value
        named = [(value(each.key), each.value) for each in index.of(cst.DictElement)]
        for assign in index.of(cst.Assign):
            target = assign.targets[0].target
            if isinstance(target, cst.Subscript) and isinstance(target.slice[0].slice, cst.Index):
                named.append((value(target.slice[0].slice.value), assign.value))
        handlers = [given for key, given in named if key == _KEY]
        if handlers:
            return "default" if all(value(given) == _DEFAULT for given in handlers) else "custom"
        return "default" if "REST_FRAMEWORK" in index.scopes[self._analysis.module].bindings else ""

    def _calls(self) -> Iterator[cst.Call]:
        for local in (_ERROR, *self._analysis.names.aliases.get(_ERROR, ())):
            yield from self._analysis.index.calls.get(local, ())

    def _raised(self) -> Iterator[DrfError]:
        for call in self._calls():
            name = self._analysis.names.qualname(call.func) or ""
            if name.partition(".")[0] != "rest_framework" or not isinstance(
                self._analysis.index.parents[call], cst.Raise
            ):
                continue
            detail = argument(call, "detail", 0)
            body = self._bodies.fold(Value(detail)) if detail is not None else None
            if body is None:
                continue
            if body.kind == "object":
                found = [(shape, self._judge.fault(body, shape)) for shape in SHAPES]
                faults = tuple((shape, fault) for shape, fault in found if fault is not None)
                yield DrfError(call, self._judge.describe(body), faults)
            else:
                fault = "Django REST framework sends a list, alone or under the name of a field"
                yield DrfError(call, "", tuple((shape, fault) for shape in SHAPES))
