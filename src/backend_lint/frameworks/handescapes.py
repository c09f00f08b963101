"""Which values code escapes by hand for a literal: bound as a parameter, such a value would keep what was put in."""

from __future__ import annotations

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.regexes import regex

#: Functions that escape for SQL, by name: `escape_string()`, `connection.literal()`, `quote()`; a pattern of LIKE is no literal.
_ESCAPING = regex(r"(?i)^(?!.*like)(?:\w*escape|(?:\w+_)?(?:quote|literal|mogrify|adapt))(?:d|_?(?:str|string|value|literal|sql|param|text))?$")  # fmt: skip
#: What escapes for something else: the text has that in SQL as well.
_ELSEWHERE = ("html.", "markupsafe.", "urllib.", "re.", "shlex.", "flask.", "django.utils.")
#: Assignments that are followed.
_DEPTH = 4


class HandEscapes:
    """The escaped values of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._names = analysis.index, analysis.names

    def has(self, node: cst.BaseExpression, depth: int = _DEPTH) -> bool:
        """Whether a value, or what its names are bound to, was escaped."""
        if any(self._escapes(call) for call in self._index.inside(node, cst.Call)):
            return True
        return depth > 0 and any(
            binding.value is not None and self.has(binding.value, depth - 1)
            for name in self._index.inside(node, cst.Name)
            if (found := self._names.lookup(name)) is not None
            for binding in found.bindings
            if binding.kind in ("assign", "augment")
        )

    def _escapes(self, call: cst.Call) -> bool:
        name = last_name(call.func)
        if name == "replace" and len(call.args) > 1:
            old, new = (_literal(each.value) for each in call.args[:2])
            doubled = new == "%%" if old == "%" else new is None or (old or " ") in new
            return old in ("'", '"', "\\", "%") and doubled
        path = self._names.qualname(call.func) or ""
        return _ESCAPING.match(name) is not None and not path.startswith(_ELSEWHERE)


def _literal(node: cst.BaseExpression) -> str | None:
    value = said(node) if isinstance(node, cst.SimpleString) else None
    return value if isinstance(value, str) else None
