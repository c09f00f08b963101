"""What a function must hold besides a trigger for a rule to have anything to say, judged on `ast`'s tree.

A hit that needs something counts only in such functions: LibCST's tree is 8 times as dear as `ast`'s."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection

from backend_lint.semantics.scout import Needs

_BUILDING_METHODS = frozenset(
    {"format", "format_map", "join", "replace", "substitute", "safe_substitute", "write", "append"}
)
#: More than a handler may score (catalogue BKD201): what cannot reach it needs no look.
_LOGIC = 4


def holds(node: ast.AST, needs: Needs, names: Collection[str]) -> bool:
    """Whether `node` holds what a hit `needs`: "text" is text put together from values, "logic" enough
    statements and calls to be business logic, a set of names the use of one of them. `names` are the
    functions of the file: what they hold is not seen here, so a call of one counts as enough logic."""
    if needs == "text":
        return builds_text(node)
    if needs == "logic":
        return may_be_logic(node, names)
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


def may_be_logic(node: ast.AST, names: Collection[str]) -> bool:
    """Whether a function could score as business logic: an upper bound, every call taken for an effect. A
    guard (`if not user: raise …`) counts nothing."""
    score = statements = 0
    pending: list[ast.AST] = list(getattr(node, "body", [node]))
    while pending:
        inner = pending.pop()
        if isinstance(inner, ast.If) and not inner.orelse and _is_guard(inner.body):
            pending.append(inner.test)
            continue
        if isinstance(inner, ast.stmt):
            statements += 1
        if isinstance(inner, ast.Call):
            called = inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")
            if called in names:
                return True
        score += _POINTS.get(type(inner), 0)
        if score + statements // 5 > _LOGIC:
            return True
        pending.extend(ast.iter_child_nodes(inner))
    return False


def _is_guard(body: list[ast.stmt]) -> bool:
    return len(body) == 1 and isinstance(body[0], ast.Raise | ast.Return)


#: The most that one construct can score.
_POINTS: dict[type[ast.AST], int] = {
    ast.For: 2, ast.AsyncFor: 2, ast.While: 2, ast.If: 2, ast.IfExp: 1, ast.match_case: 1, ast.comprehension: 1,
    ast.BinOp: 2, ast.AugAssign: 2, ast.Try: 1, ast.TryStar: 1, ast.ExceptHandler: 1, ast.Call: 2, ast.Lambda: 1,
    ast.Delete: 2, ast.FunctionDef: 1, ast.AsyncFunctionDef: 1,
}  # fmt: skip
