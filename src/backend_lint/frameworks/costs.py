"""What a number in a hashing call can be: followed through names, settings, environment defaults and branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import libcst as cst

from backend_lint.model import CONFIDENCE_RANK, Confidence
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.children import children
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_DEPTH: Final = 8
#: Most digits of a cost that is written as text; `int` refuses more than 4,300.
_DIGITS: Final = 9
_TESTING = regex(r"(?i)(?<![a-z])(testing|tests?|pytest|unittest|is_test|in_test)(?![a-z])")
#: Look-ups of configuration and where their default stands: keywords, 0-based position.
_LOOKUPS: Final = {
    "getenv": ("default", 1), "get": ("default", 1), "config": ("default", 1), "env": ("default", 1), "int": ("default", 1),
    "Field": ("default", 0), "pop": ("default", 1), "get_int": ("default", 1), "getint": ("fallback", 2),
    "setdefault": ("default", 1),
}  # fmt: skip

Known = tuple[int, Confidence]


class Costs:
    """Numbers of one file with how sure they are: a branch or an environment variable makes one less sure."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def lowest(self, node: cst.BaseExpression | None) -> Known | None:
        """The lowest number `node` can be, the surest first; None when none is known."""
        found = list(self._known(node, 0))
        sure = max((CONFIDENCE_RANK[confidence] for _, confidence in found), default=0)
        return min((known for known in found if CONFIDENCE_RANK[known[1]] == sure), default=None)

    def through(self, node: cst.BaseExpression) -> Iterator[str]:
        """The names `node` reads its number from."""
        for name in (node, *_descend(node)):
            if isinstance(name, cst.Name):
                yield name.value

    def _known(self, node: cst.BaseExpression | None, depth: int) -> Iterator[Known]:
        if node is None or depth > _DEPTH:
            return
        if isinstance(node, cst.IfExp):
            testing = self._is_testing(node.test)
            for known in self._known(node.body, depth + 1):
                yield known[0], "low" if testing else _less(known[1])
            for known in self._known(node.orelse, depth + 1):
                yield known if testing else (known[0], _less(known[1]))
        elif isinstance(node, cst.BooleanOperation):
            for known in self._known(node.right, depth + 1):
                yield known[0], _less(known[1])
        elif isinstance(node, cst.Call):
            yield from self._call(node, depth)
        elif isinstance(node, cst.Name):
            found = self._analysis.names.lookup(node)
            yield from self._bound(found.bindings if found else (), depth)
        elif isinstance(node, cst.Attribute):
            yield from self._bound(self._members(node), depth)
        else:
            value = self._analysis.values.value(node)
            if isinstance(value, str) and value.isdecimal() and len(value) <= _DIGITS and depth:
                value = int(value)
            if isinstance(value, int) and not isinstance(value, bool):
                yield value, "low" if self._in_testing_branch(node) else "high"

    def _call(self, call: cst.Call, depth: int) -> Iterator[Known]:
        last = last_name(call.func)
        keyword, position = _LOOKUPS.get(last, ("", 99))
        for number, argument in enumerate(call.args):
            if last == "int" and len(call.args) == 1 and not argument.star and isinstance(call.func, cst.Name):
                yield from self._known(argument.value, depth + 1)
            elif (argument.keyword is not None and argument.keyword.value == keyword) or (
                argument.keyword is None and not argument.star and number == position
            ):
                for known in self._known(argument.value, depth + 1):
                    yield known[0], known[1] if last == "Field" else _less(known[1])

    def _bound(self, bindings: tuple[Binding, ...], depth: int) -> Iterator[Known]:
        for binding in bindings:
            if binding.kind not in ("assign", "param"):
                continue
            sure = binding.kind == "assign" and len(bindings) == 1
            for known in self._known(binding.value, depth + 1):
                yield known if sure else (known[0], _less(known[1]))

    def _members(self, node: cst.Attribute) -> tuple[Binding, ...]:
        """What `self.x`, `Config.x` and `settings.x` after `settings = Settings()` are bound to."""
        names, index = self._analysis.names, self._analysis.index
        if isinstance(node.value, cst.Name) and node.value.value in ("self", "cls"):
            return tuple(names.members(node))
        path = names.path(node.value) or ""
        for owner in index.of(cst.ClassDef):
            if path in (f".{owner.name.value}", f".{owner.name.value}()"):
                return tuple(index.scopes[owner].bindings.get(node.attr.value, ()))
        return ()

    def _is_testing(self, test: cst.BaseExpression) -> bool:
        return _TESTING.search(self._analysis.module.code_for_node(test)) is not None

    def _in_testing_branch(self, node: cst.CSTNode) -> bool:
        child = node
        for around in self._analysis.index.ancestors(node):
            if isinstance(around, cst.If) and child is around.body and self._is_testing(around.test):
                return True
            child = around
        return False


def _less(confidence: Confidence) -> Confidence:
    """An alternative, an argument's or a variable's default: it may be another number."""
    return "medium" if confidence == "high" else confidence


def _descend(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for child in children(node):
        yield child
        yield from _descend(child)
