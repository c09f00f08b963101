"""Tests that let only known values of a name reach a use: `if x not in ALLOWED: raise`, `assert`, `fullmatch`."""

from __future__ import annotations

import re

import libcst as cst

from backend_lint.semantics.flow import block
from backend_lint.semantics.index import FUNCTIONS, Index, last_name
from backend_lint.semantics.literals import said
from backend_lint.semantics.names import dotted
from backend_lint.semantics.regexes import regex

#: Statements that may refuse a value. Asked by type: a module of 7,000 functions is looked through for each of them.
_TESTS = frozenset({cst.Assert, cst.For, cst.If, cst.Expr})
#: Functions that by their name tell whether a value is allowed.
_TELLING = regex(r"^_?(is_)?(valid|safe|allowed|known|supported|permitted)(_\w+)?$")
#: Functions that by their name refuse what is not allowed, or make it harmless.
VALIDATING = regex(r"^_?(validate|assert|check|ensure|safe|allowed|sanitize|quote|escape(?!_string$))_\w+$")


def guarded(index: Index, node: cst.BaseExpression) -> bool:
    """Whether a test that leaves the function, or a branch, lets only known values reach `node`."""
    if isinstance(node, cst.Subscript) and guarded(index, node.value):
        return True
    text = _named(node)
    if not text:
        return False
    root = re.split(r"[.\[]", text)[0]
    child: cst.CSTNode = node
    for ancestor in index.ancestors(node):
        if isinstance(ancestor, cst.If) and child is ancestor.body and _allows(ancestor.test, text, positive=True):
            return True
        if isinstance(ancestor, cst.IndentedBlock | cst.Module):
            for line in ancestor.body:
                if line is child:
                    break
                for statement in line.body if type(line) is cst.SimpleStatementLine else (line,):
                    if type(statement) in _TESTS and _rejects(statement, text):
                        return True
        if isinstance(ancestor, FUNCTIONS) and root in index.scopes[ancestor].bindings:
            return False  # of outer functions only the names that this one does not bind are the same
        child = ancestor
    return False


def _rejects(statement: cst.CSTNode, text: str) -> bool:
    """`if x not in ALLOWED: raise`, `assert x in ALLOWED`, `validate_column(x)`, `if not re.fullmatch(…, x): return`,
    also within `if x:`, and for every element in `for y in x:`."""
    if isinstance(statement, cst.Assert):
        return _allows(statement.test, text, positive=True)
    if isinstance(statement, cst.For) and _named(statement.iter) == text and isinstance(statement.target, cst.Name):
        element = statement.target.value
        return any(_rejects(inner, element) for inner in block(statement.body))
    if isinstance(statement, cst.If) and statement.orelse is None:
        body = block(statement.body)
        if _is_given(statement.test, text) and any(_rejects(inner, text) for inner in body):
            return True
        leaves = bool(body) and isinstance(body[-1], cst.Raise | cst.Return | cst.Continue)
        replaced = any(isinstance(s, cst.Assign) and any(_named(t.target) == text for t in s.targets) for s in body)
        return (leaves or replaced) and _allows(statement.test, text, positive=False)
    if isinstance(statement, cst.Expr):
        call = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
        if isinstance(call, cst.Call) and VALIDATING.match(last_name(call.func)):
            return any(_named(argument.value) == text for argument in call.args)
    return False


def _is_given(test: cst.BaseExpression, text: str) -> bool:
    """`if x:` and `if x is not None:`."""
    if isinstance(test, cst.Comparison):
        return _named(test.left) == text and isinstance(test.comparisons[0].operator, cst.IsNot)
    return _named(test) == text


def _named(node: cst.CSTNode) -> str:
    """What a value is called, so that two mentions of it are equal: `sort`, `self.sort`, `data["sort"]`; "" of
    anything else."""
    if isinstance(node, cst.Subscript) and len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index):
        key, owner = node.slice[0].slice.value, _named(node.value)
        if isinstance(key, cst.SimpleString | cst.Integer) and owner:
            return f"{owner}[{key.value if isinstance(key, cst.Integer) else repr(said(key))}]"
        return ""
    return dotted(node)


def _allows(test: cst.BaseExpression, text: str, positive: bool) -> bool:
    """Whether `test` holds only when `text` is a known value (`positive`), or only when it is not."""
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return _allows(test.expression, text, not positive)
    if isinstance(test, cst.BooleanOperation):
        joined = isinstance(test.operator, cst.And) if positive else isinstance(test.operator, cst.Or)
        return joined and (_allows(test.left, text, positive) or _allows(test.right, text, positive))
    if isinstance(test, cst.Comparison) and len(test.comparisons) == 1 and _mentions(test.left, text):
        operator = test.comparisons[0].operator
        if isinstance(operator, cst.In if positive else cst.NotIn):
            return True
        return isinstance(operator, cst.Equal if positive else cst.NotEqual)
    if isinstance(test, cst.Call) and positive:
        named = last_name(test.func) in (
            "fullmatch",
            "match",
            "isidentifier",
            "isalnum",
            "isdigit",
            "isdecimal",
            "isnumeric",
        )
        owner = test.func.value if isinstance(test.func, cst.Attribute) else test.func
        told = named or _TELLING.match(last_name(test.func)) is not None
        return told and (_named(owner) == text or any(_named(argument.value) == text for argument in test.args))
    return False


def _mentions(node: cst.BaseExpression, text: str) -> bool:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        return _mentions(node.func.value, text)
    return _named(node) == text
