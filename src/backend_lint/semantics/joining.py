"""Texts made of collected pieces: lists, comprehensions, `append`, `extend`, `+=`, StringIO."""

from __future__ import annotations

import itertools

import libcst as cst

from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.literals import said
from backend_lint.semantics.text import MAX_CHAIN, MAX_DEPTH, MAX_TEXTS, Builder, Frame, Known, Text, glued


def join_call(
    build: Builder, call: cst.Call, owner: cst.BaseExpression, frame: Frame | None, depth: int
) -> list[Text] | None:
    """`owner.join(…)`; None when the separator or the elements are not known."""
    separator = build.values.value(owner)
    if not isinstance(separator, str | bytes) or len(call.args) != 1:
        return None
    glue = Known(separator if isinstance(separator, str) else separator.decode("latin-1"))
    collected = items(build, call.args[0].value, frame, depth)
    if collected is None:
        return None
    return [glued(glue, text) for text in collected]


def getvalue_call(
    build: Builder, call: cst.Call, owner: cst.BaseExpression, frame: Frame | None, depth: int
) -> list[Text] | None:
    """`buffer.getvalue()` of a StringIO."""
    if not isinstance(owner, cst.Name):
        return None
    collected = items(build, owner, frame, depth)
    return [tuple(itertools.chain(*item)) for item in collected] if collected is not None else None


def items(build: Builder, node: cst.BaseExpression, frame: Frame | None, depth: int) -> list[list[Text]] | None:
    """The elements of a list, each a text; several alternatives when branches differ."""
    if depth > MAX_DEPTH:
        build.left_out += 1
        return None
    if isinstance(node, cst.List | cst.Tuple):
        if any(isinstance(element, cst.StarredElement) for element in node.elements):
            return None
        return [[build.inserted(element.value, "join", frame, depth) for element in node.elements]]
    if isinstance(node, cst.ListComp | cst.GeneratorExp | cst.SetComp):
        return [[build.inserted(node.elt, "join", frame, depth)]]
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        left, right = items(build, node.left, frame, depth + 1), items(build, node.right, frame, depth + 1)
        if left is None or right is None:
            return None
        return [[*a, *b] for a, b in itertools.islice(itertools.product(left, right), MAX_TEXTS)]
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Multiply):
        return items(build, node.left, frame, depth + 1)
    if isinstance(node, cst.Call):
        name = build.names.qualname(node.func)
        if name in ("list", "tuple", "sorted", "reversed") and len(node.args) == 1:
            return items(build, node.args[0].value, frame, depth + 1)
        if name in ("list", "io.StringIO") and not node.args:
            return [[]]
        if name == "io.StringIO" and node.args:
            return [[build.inserted(node.args[0].value, "join", frame, depth)]]
        if name == "map" and len(node.args) == 2 and build.names.qualname(node.args[0].value) == "str":
            return items(build, node.args[1].value, frame, depth + 1)
    if isinstance(node, cst.SimpleString):
        return [[(Known(str(said(node))),)]]
    if isinstance(node, cst.Name):
        return _bound_items(build, node, frame, depth)
    values = build.values.value(node)
    if isinstance(values, tuple) and all(isinstance(value, str) for value in values):
        return [[(Known(value),) for value in values]]
    return None


def _bound_items(build: Builder, node: cst.Name, frame: Frame | None, depth: int) -> list[list[Text]] | None:
    found = build.names.lookup(node)
    if found is None:
        return None
    collected: list[list[Text]] = []
    for binding in build.strongest(found.bindings):
        made = _items_of(build, binding, node, frame, depth + 1)
        if made is None:
            return None
        collected += made
    return collected or None


def _items_of(
    build: Builder, binding: Binding, use: cst.Name, frame: Frame | None, depth: int
) -> list[list[Text]] | None:
    key = (id(binding), -1)
    if key in build.active or depth > MAX_DEPTH or len(build.active) > MAX_CHAIN:
        build.left_out += 1
        return [[]]
    build.active.add(key)
    try:
        if binding.kind in ("assign", "with") and binding.value is not None:
            return items(build, binding.value, frame, depth)
        if binding.kind == "augment" and binding.value is not None:
            added = items(build, binding.value, frame, depth)
        elif binding.kind == "mutate" and isinstance(binding.value, cst.Call) and binding.value.args:
            added = _mutation(build, binding.value, frame, depth)
        else:
            return None
        earlier: list[list[Text]] = []
        for previous in build.strongest(build.names.earlier(binding)):
            earlier += _items_of(build, previous, use, frame, depth) or [[]]
        if added is None:
            return None
        return [[*a, *b] for a, b in itertools.islice(itertools.product(earlier or [[]], added), MAX_TEXTS)]
    finally:
        build.active.discard(key)


def _mutation(build: Builder, call: cst.Call, frame: Frame | None, depth: int) -> list[list[Text]] | None:
    method = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
    if method in ("extend", "writelines"):
        return items(build, call.args[0].value, frame, depth)
    if method in ("append", "write", "insert"):
        return [[build.inserted(call.args[-1].value, "join", frame, depth)]]
    return None
