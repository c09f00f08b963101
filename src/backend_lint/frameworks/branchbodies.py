"""What the bodies of branches do: say no, convert what is there, choose one of several, fall back to nothing."""

from __future__ import annotations

import libcst as cst

from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name


def chooses(statement: cst.Assign) -> bool:
    """Whether a name is bound to what another function gives, a class or a member of an enumeration, not to a number
    of the domain."""
    value = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
    chosen = isinstance(value, cst.Call) or last_name(value)[:1].isupper()
    return (
        chosen
        and isinstance(statement.targets[0].target, cst.Name)
        and last_name(value) not in ("True", "False", "None")
    )


def converts(node: cst.If) -> bool:
    """Whether one name is bound, with or without an `else`: what `x = f(y) if y else None` says in more lines."""
    bodies = [node.body, *([node.orelse.body] if isinstance(node.orelse, cst.Else) else [])]
    bound = [block(body)[0] for body in bodies if len(block(body)) == 1]
    targets = [each.targets[0].target for each in bound if isinstance(each, cst.Assign) and len(each.targets) == 1]
    names = [target.value for target in targets if isinstance(target, cst.Name)]
    return len(names) == len(bodies) and len(set(names)) == 1 and not isinstance(node.orelse, cst.If)


def is_default(node: cst.BaseExpression) -> bool:
    """Whether `node` is what stands for nothing: None, a truth value, an empty text or collection, a number."""
    if isinstance(node, cst.Name):
        return node.value in ("None", "True", "False")
    return isinstance(node, cst.SimpleString | cst.Integer | cst.Float) or (
        isinstance(node, cst.List | cst.Tuple | cst.Dict) and not node.elements
    )


def is_guard(statements: list[cst.CSTNode]) -> bool:
    """Whether a body only says no: it ends in `raise`, `return` or `abort()` and does little before."""
    if not statements or len(statements) > 3:
        return False
    last = statements[-1]
    if isinstance(last, cst.Expr) and isinstance(last.value, cst.Call):
        return last_name(last.value.func) in ("abort", "send_error", "raise_for_status", "fail")
    return isinstance(last, cst.Raise | cst.Return)
