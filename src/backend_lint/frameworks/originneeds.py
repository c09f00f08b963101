"""What an expression may come from, judged before it is parsed for the rules: an upper bound of the paths of
`semantics.names`."""

from __future__ import annotations

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from backend_lint.semantics.parts import Part, last_name
from backend_lint.semantics.regexes import regex

#: What says of an identifier, or of a qualified name that is imported, whether it is what is looked for.
Asked = Callable[[str], object]

_BUILTINS = frozenset(dir(builtins))
_IDENTIFIER: re.Pattern[str] = regex(r"\w+")
#: As deep as `semantics.names` looks.
_DEPTH = 12


def may_come_from(part: Part, node: ast.expr | None, made: Asked, imported: Asked, depth: int = 0) -> bool:
    """Whether the path of `node` may end with an identifier that is `made`, or begin with what is `imported`."""
    if depth > _DEPTH or node is None:
        return False
    if isinstance(node, ast.Name):
        return _name_may(part, node.id, made, imported, depth + 1)
    if isinstance(node, ast.Attribute):
        is_member = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        return is_member or bool(made(node.attr)) or may_come_from(part, node.value, made, imported, depth + 1)
    if isinstance(node, ast.Call):
        called = last_name(node.func)
        if called in ("Depends", "Security", "closing", "cast") or part.functions(called):
            return True
        return may_come_from(part, node.func, made, imported, depth + 1)
    if isinstance(node, ast.BoolOp):
        return any(may_come_from(part, value, made, imported, depth + 1) for value in node.values)
    if isinstance(node, ast.Await | ast.Subscript | ast.NamedExpr | ast.Starred):
        return may_come_from(part, node.value, made, imported, depth + 1)
    return False


def _name_may(part: Part, name: str, made: Asked, imported: Asked, depth: int) -> bool:
    if made(name):
        return True
    words = part.words
    known = [qualified for local, qualified in words.imported if local == name]
    given = part.judged(_bound).get(name)
    values = part.assigned(name)
    if not (known or values or given is not None):
        return not (name in words.classes or name in _BUILTINS)
    return (
        any(imported(qualified) or made(qualified.rpartition(".")[2]) for qualified in known)
        or any(may_come_from(part, value, made, imported, depth) for value in values)
        or any(
            _type_may(part, value, made, imported) if is_type else may_come_from(part, value, made, imported, depth)
            for value, is_type in given or ()
        )
    )


def _type_may(part: Part, annotation: ast.expr, made: Asked, imported: Asked) -> bool:
    """Whether an annotation may be such a type: one of its names is, or is bound in this file to nobody knows what."""
    words = part.words
    for name in _identifiers(annotation):
        known = [qualified for local, qualified in words.imported if local == name]
        if made(name) or any(imported(each) or made(each.rpartition(".")[2]) for each in known):
            return True
        if not known and part.assigned(name):
            return True
    return False


def _identifiers(annotation: ast.expr) -> Iterator[str]:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name | ast.Attribute):
            yield last_name(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _IDENTIFIER.findall(node.value)


def _bound(part: Part) -> dict[str, list[tuple[ast.expr, bool]]]:
    """What the names that a part binds are given: values, and annotations (True). Unpacked values have no path."""
    found: dict[str, list[tuple[ast.expr, bool]]] = defaultdict(list)
    for arguments in part.of(ast.arguments):
        parameters = [*arguments.posonlyargs, *arguments.args]
        defaults = [*arguments.defaults, *arguments.kw_defaults]
        given = [*parameters[len(parameters) - len(arguments.defaults) :], *arguments.kwonlyargs]
        for parameter in (*parameters, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
            if parameter is not None:
                found[parameter.arg] += [(parameter.annotation, True)] if parameter.annotation is not None else []
        for parameter, default in zip(given, defaults, strict=True):
            found[parameter.arg] += [(default, False)] if default is not None else []
    for target, value in _assigned(part):
        if isinstance(target, ast.Name):
            found[target.id].append((value, False))
        elif isinstance(target, ast.Tuple | ast.List):
            values = (
                value.elts if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts) else []
            )
            for number, element in enumerate(target.elts):
                if isinstance(element, ast.Name):
                    found[element.id] += [(values[number], False)] if values else []
    for target, value in _iterated(part):
        for inner in ast.walk(target):
            if isinstance(inner, ast.Name):
                found[inner.id].append((value, False))
    for annotated in part.of(ast.AnnAssign):
        if isinstance(annotated.target, ast.Name):
            found[annotated.target.id].append((annotated.annotation, True))
    for handler in part.of(ast.ExceptHandler):
        found[handler.name or ""] += []
    return found


def _assigned(part: Part) -> Iterator[tuple[ast.expr, ast.expr]]:
    for assigned in part.of(ast.Assign):
        yield from ((target, assigned.value) for target in assigned.targets)
    yield from ((node.target, node.value) for node in part.of(ast.AnnAssign) if node.value is not None)
    yield from ((node.target, node.value) for node in part.of(ast.NamedExpr))


def _iterated(part: Part) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What loops and `with` bind; an element of what they go over counts as that."""
    yield from ((node.target, node.iter) for node in part.of(ast.For))
    yield from ((node.target, node.iter) for node in part.of(ast.AsyncFor))
    yield from ((node.target, node.iter) for node in part.of(ast.comprehension))
    yield from ((node.optional_vars, node.context_expr) for node in part.of(ast.withitem) if node.optional_vars)
