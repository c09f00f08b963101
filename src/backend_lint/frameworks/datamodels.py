"""Which classes of a file are plain data (pydantic, dataclasses, msgspec, attrs) and which fields they have."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.regexes import regex

_BASES = regex(r"(BaseModel|Schema|Struct|SQLModel|TypedDict|NamedTuple)$")
_DECORATORS = regex(r"(^|\.)(dataclass|define|frozen|attrs)$")


class DataModels:
    """The data classes of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._names = analysis.names

    def fields(self, owner: cst.ClassDef) -> dict[str, cst.BaseExpression] | None:
        """The annotations of the class's fields by name, its bases in this file included; None when it is not
        plain data or has no fields."""
        lineage = list(self._lineage(owner))
        found: dict[str, cst.BaseExpression] = {}
        for each in lineage:
            for statement in block(each.body):
                if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
                    found.setdefault(statement.target.value, statement.annotation.annotation)
        return found if found and any(self._is_data(each) for each in lineage) else None

    def _lineage(self, owner: cst.ClassDef) -> Iterator[cst.ClassDef]:
        seen: list[cst.ClassDef] = []
        pending = [owner]
        while pending:
            each = pending.pop()
            if each not in seen:
                seen.append(each)
                yield each
                local = (self._names.local_class(base.value) for base in each.bases)
                pending += [base for base in local if base is not None]

    def _is_data(self, owner: cst.ClassDef) -> bool:
        if any(_BASES.search(self._names.qualname(base.value) or "") for base in owner.bases):
            return True
        decorators = (item.decorator for item in owner.decorators)
        targets = (each.func if isinstance(each, cst.Call) else each for each in decorators)
        return any(_DECORATORS.search(self._names.qualname(each) or "") for each in targets)
