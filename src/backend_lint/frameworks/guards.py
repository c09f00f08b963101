"""Tests that let only known values of a name reach a use: `if x not in ALLOWED: raise`, `assert`, `fullmatch`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import FUNCTIONS, last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.names import dotted
from backend_lint.semantics.regexes import regex

#: Functions that by their name tell whether a value is allowed.
_TELLING = regex(r"^_?(is_)?(valid|safe|allowed|known|supported|permitted)(_\w+)?$")
_TELLING_METHODS = frozenset({"fullmatch", "match", "isidentifier", "isalnum", "isdigit", "isdecimal", "isnumeric"})
#: Functions that by their name refuse what is not allowed, or make it harmless.
VALIDATING = regex(r"^_?(validate|assert|check|ensure|safe|allowed|sanitize|quote|escape(?!_string$))_\w+$")
_NONE: frozenset[str] = frozenset()
#: What `_named` says of a value that has no name.
_UNNAMED = frozenset({""})


class _Block(NamedTuple):
    """A body: the 0-based positions of its lines, by identity, and by what a value is called the first line that refuses it."""

    positions: dict[int, int]
    refusing: dict[str, int]


class Guards:
    """The tests of one file. Each body is looked through once, however many values in it are asked about."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._blocks: dict[int, _Block] = {}

    def guarded(self, node: cst.BaseExpression) -> bool:
        """Whether a test that leaves the function, or a branch, lets only known values reach `node`."""
        if isinstance(node, cst.Subscript) and self.guarded(node.value):
            return True
        text = _named(node)
        if not text:
            return False
        root = re.split(r"[.\[]", text)[0]
        child: cst.CSTNode = node
        for ancestor in self._index.ancestors(node):
            if (
                isinstance(ancestor, cst.If)
                and child is ancestor.body
                and text in _allowed(ancestor.test, positive=True)
            ):
                return True
            if isinstance(ancestor, cst.IndentedBlock | cst.Module):
                known = self._block(ancestor)
                first = known.refusing.get(text)
                if first is not None and first < known.positions.get(id(child), 0):
                    return True
            if isinstance(ancestor, FUNCTIONS) and root in self._index.scopes[ancestor].bindings:
                return False  # of outer functions only the names that this one does not bind are the same
            child = ancestor
        return False

    def _block(self, body: cst.IndentedBlock | cst.Module) -> _Block:
        found = self._blocks.get(id(body))
        if found is None:
            found = self._blocks[id(body)] = _Block({}, {})
            for position, line in enumerate(body.body):
                found.positions[id(line)] = position
                for statement in line.body if type(line) is cst.SimpleStatementLine else (line,):
                    for text in _refused(statement):
                        found.refusing.setdefault(text, position)
        return found


def _refused(statement: cst.CSTNode) -> frozenset[str]:
    """What the values are called of which a statement refuses unknown ones: `if x not in ALLOWED: raise`, `assert x in
    ALLOWED`, `validate_column(x)`, `if not re.fullmatch(…, x): return`, also within `if x:`, and for every element in
    `for y in x:`."""
    refused = _REFUSING.get(type(statement))
    return (refused(statement) if refused else _NONE) - _UNNAMED


def _refused_by_for(loop: cst.For) -> frozenset[str]:
    over = _named(loop.iter)
    element = loop.target.value if isinstance(loop.target, cst.Name) else ""
    return frozenset({over}) if over and element in _refused_in(block(loop.body)) else _NONE


def _refused_by_if(statement: cst.If) -> frozenset[str]:
    if statement.orelse is not None:
        return _NONE
    body = block(statement.body)
    unknown = _allowed(statement.test, positive=False)
    if not (body and isinstance(body[-1], cst.Raise | cst.Return | cst.Continue)):
        assigned = [each for each in body if isinstance(each, cst.Assign)]
        unknown &= {_named(target.target) for each in assigned for target in each.targets}
    given = _given(statement.test)
    return unknown | {given} if given and given in _refused_in(body) else unknown


def _refused_by_call(statement: cst.Expr) -> frozenset[str]:
    call = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
    if isinstance(call, cst.Call) and VALIDATING.match(last_name(call.func)):
        return frozenset(_named(argument.value) for argument in call.args)
    return _NONE


def _refused_in(statements: Sequence[cst.CSTNode]) -> frozenset[str]:
    return _NONE.union(*map(_refused, statements))


def _given(test: cst.BaseExpression) -> str:
    """What is called so that `if x:` or `if x is not None:` asks whether it is given; "" of other tests."""
    if isinstance(test, cst.Comparison):
        return _named(test.left) if isinstance(test.comparisons[0].operator, cst.IsNot) else ""
    return _named(test)


def _named(node: cst.CSTNode) -> str:
    """What a value is called, so that two mentions of it are equal: `sort`, `self.sort`, `data["sort"]`; "" of
    anything else."""
    if isinstance(node, cst.Subscript) and len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index):
        key, owner = node.slice[0].slice.value, _named(node.value)
        if isinstance(key, cst.SimpleString | cst.Integer) and owner:
            return f"{owner}[{key.value if isinstance(key, cst.Integer) else repr(said(key))}]"
        return ""
    return dotted(node)


def _allowed(test: cst.BaseExpression, positive: bool) -> frozenset[str]:
    """What the values are called that are known ones when `test` holds (`positive`), or when it does not."""
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return _allowed(test.expression, not positive)
    if isinstance(test, cst.BooleanOperation):
        joined = isinstance(test.operator, cst.And) if positive else isinstance(test.operator, cst.Or)
        return _allowed(test.left, positive) | _allowed(test.right, positive) if joined else _NONE
    if isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
        telling = (cst.In, cst.Equal) if positive else (cst.NotIn, cst.NotEqual)
        return frozenset({_mentioned(test.left)}) if isinstance(test.comparisons[0].operator, telling) else _NONE
    if isinstance(test, cst.Call) and positive:
        last = last_name(test.func)
        if last in _TELLING_METHODS or _TELLING.match(last):
            owner = test.func.value if isinstance(test.func, cst.Attribute) else test.func
            return frozenset(_named(each) for each in (owner, *(argument.value for argument in test.args)))
    return _NONE


def _mentioned(node: cst.BaseExpression) -> str:
    """What a value is called, or the one that a method is called on."""
    while isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        node = node.func.value
    return _named(node)


_REFUSING: dict[type, Callable[[Any], frozenset[str]]] = {
    cst.Assert: lambda statement: _allowed(statement.test, positive=True),
    cst.For: _refused_by_for,
    cst.If: _refused_by_if,
    cst.Expr: _refused_by_call,
}
