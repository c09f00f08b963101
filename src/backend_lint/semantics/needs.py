"""What a function must hold besides a trigger for a rule to have anything to say, judged on `ast`'s tree.

A hit that needs something counts only in such functions: LibCST's tree is 8 times as dear as `ast`'s."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Literal

#: What is judged here; a need that is a function judges by itself.
Need = Literal["", "text"] | frozenset[str]

_BUILDING_METHODS = frozenset(
    {"format", "format_map", "join", "replace", "substitute", "safe_substitute", "write", "append"}
)


def holds(node: ast.AST, needs: Need) -> bool:
    """Whether `node` holds what a hit `needs`: "text" is text put together from values, a set of names the use of
    one of them."""
    if needs == "text":
        return builds_text(node)
    return not needs or any(
        (isinstance(inner, ast.Attribute) and inner.attr in needs)
        or (isinstance(inner, ast.Name) and inner.id in needs)
        for inner in ast.walk(node)
    )


def builds_text(node: ast.AST) -> bool:
    """Whether `node` holds anything that puts a value into text: an f-string or t-string with a value, `+`,
    `%` or `+=` with text, `.format`, `.join` and their like."""
    return any(_BUILDS[type(inner)](inner) for inner in ast.walk(node) if type(inner) in _BUILDS)


def _joins(node: ast.BinOp) -> bool:
    if isinstance(node.op, ast.Mod):
        return True
    return isinstance(node.op, ast.Add | ast.Mult) and (_is_text(node.left) or _is_text(node.right))


def _extends(node: ast.AugAssign) -> bool:
    return (
        isinstance(node.op, ast.Mod) or isinstance(node.value, ast.BinOp | ast.Name | ast.Call) or _is_text(node.value)
    )


_BUILDS: dict[type[ast.AST], Callable[..., bool]] = {
    ast.FormattedValue: lambda node: True,
    ast.BinOp: _joins,
    ast.AugAssign: _extends,
    ast.Attribute: lambda node: node.attr in _BUILDING_METHODS,
}


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
