"""What a function must hold besides a trigger for a rule to have anything to say, judged on `ast`'s tree.

A hit that needs something counts only in such functions: LibCST's tree is 8 times as dear as `ast`'s."""

from __future__ import annotations

import ast
from typing import Literal, NamedTuple

from backend_lint.semantics.parts import Part


class Written(NamedTuple):
    """Words, in lower case, in the texts that the function writes out (docstrings are none), and the use of one of the
    `names`, or text put together from values where there are none."""

    words: tuple[str, ...]
    names: frozenset[str] = frozenset()


#: What is judged here; a need that is a function judges by itself.
Need = Literal["", "text"] | frozenset[str] | Written

# A t-string's values have a node of their own from Python 3.14 on.
_VALUES_IN_TEXT = (ast.FormattedValue, *([ast.Interpolation] if hasattr(ast, "Interpolation") else []))
_BUILDING_METHODS = frozenset(
    {"format", "format_map", "join", "replace", "substitute", "safe_substitute", "write", "append"}
)


def holds(part: Part, needs: Need, given: bool = False) -> bool:
    """Whether a part holds what a hit `needs`: "text" is text put together from values, a set of names the use of
    one of them. What a hit elsewhere wrote is `given` by its name."""
    if isinstance(needs, Written):
        return (given or all(word in part.written for word in needs.words)) and holds(part, needs.names or "text")
    if needs == "text":
        return builds_text(part)
    return not needs or not part.names.isdisjoint(needs)


def builds_text(part: Part) -> bool:
    """Whether a part holds anything that puts a value into text: an f-string or t-string with a value, `+`,
    `%` or `+=` with text, `.format`, `.join` and their like."""
    return (
        any(map(part.of, _VALUES_IN_TEXT))
        or not part.names.isdisjoint(_BUILDING_METHODS)
        or any(map(_joins, part.of(ast.BinOp)))
        or any(map(_extends, part.of(ast.AugAssign)))
    )


def _joins(node: ast.BinOp) -> bool:
    if isinstance(node.op, ast.Mod):
        return True
    return isinstance(node.op, ast.Add | ast.Mult) and (_is_text(node.left) or _is_text(node.right))


def _extends(node: ast.AugAssign) -> bool:
    return (
        isinstance(node.op, ast.Mod) or isinstance(node.value, ast.BinOp | ast.Name | ast.Call) or _is_text(node.value)
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
