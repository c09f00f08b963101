"""The nodes directly in a node of LibCST, in the order in which Python evaluates them, but for space and brackets."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import libcst as cst

_SKIPPED_TYPES = (
    cst.BaseParenthesizableWhitespace,
    cst.EmptyLine,
    cst.TrailingWhitespace,
    cst.Newline,
    cst.Comment,
    cst.Comma,
    cst.Dot,
    cst.Colon,
    cst.Semicolon,
    cst.AssignEqual,
    cst.LeftParen,
    cst.RightParen,
    cst.LeftSquareBracket,
    cst.RightSquareBracket,
    cst.LeftCurlyBrace,
    cst.RightCurlyBrace,
    cst.BaseBinaryOp,
    cst.BaseAugOp,
    cst.BaseCompOp,
    cst.BaseUnaryOp,
    cst.BaseBooleanOp,
    cst.Asynchronous,
)
_SKIPPED_FIELDS = frozenset(
    {"lpar", "rpar", "lbracket", "rbracket", "lbrace", "rbrace", "leading_lines", "lines_after_decorators", "header",
     "footer", "semicolon", "equal", "comma", "colon", "dot", "trailing_comma", "indent", "newline", "separator"}
)  # fmt: skip
#: What gives a node's values in which other nodes may stand, and how those are sorted.
Shape = tuple[Callable[[cst.CSTNode], tuple[Any, ...]], Callable[[cst.CSTNode], bool] | None]
LEAF: Shape = (lambda node: (), None)
SHAPES: dict[type[cst.CSTNode], Shape] = {}
_CONTENTS: dict[type, str] = {}


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly in a node, but for space and brackets. LibCST's `children` copies it, which raises for `"" b""`."""
    return children_by(node, SHAPES.get(type(node)) or shape_of(type(node)))


def shape_of(kind: type[cst.CSTNode]) -> Shape:
    """The shape of a kind of nodes; to be asked where `SHAPES` does not know it yet."""
    names = [
        field.name
        for field in dataclasses.fields(kind)
        if "whitespace" not in field.name and field.name not in _SKIPPED_FIELDS and field.type not in (str, bool)
    ]
    shape = LEAF
    if names:
        shape = (attrgetter(*names) if len(names) > 1 else _one(*names), _EVALUATION_ORDER.get(kind))
    SHAPES[kind] = shape
    return shape


def _one(name: str) -> Callable[[cst.CSTNode], tuple[Any, ...]]:
    found = attrgetter(name)
    return lambda node: (found(node),)


def children_by(node: cst.CSTNode, shape: Shape) -> list[cst.CSTNode]:
    """As `children`, for who has looked up the shape: the walk over a file asks for each of its nodes."""
    values, order = shape
    found: list[cst.CSTNode] = []
    for value in values(node):
        kind = value.__class__
        content = _CONTENTS.get(kind) or _content(kind)
        if content == "node":
            found.append(value)
        elif content == "nodes" and value:
            first = value[0].__class__  # what stands in one field is of one sort
            if (_CONTENTS.get(first) or _content(first)) == "node":
                found.extend(value)
    if order is not None:
        found.sort(key=order)
    return found


def _content(kind: type) -> str:
    """What a field value of this class is. LibCST's classes are ABCs, whose isinstance() takes half of a
    walk: the answer is kept per class."""
    if issubclass(kind, cst.CSTNode):
        content = "nothing" if issubclass(kind, _SKIPPED_TYPES) else "node"
    else:
        content = "nodes" if issubclass(kind, tuple | list) else "nothing"
    _CONTENTS[kind] = content
    return content


#: Fields whose order in LibCST's node is not the order in the file: decorators come first, the body of a handler last.
_EVALUATION_ORDER: dict[type[cst.CSTNode], Callable[[cst.CSTNode], bool]] = {
    cst.FunctionDef: lambda node: not isinstance(node, cst.Decorator),
    cst.ClassDef: lambda node: not isinstance(node, cst.Decorator),
    cst.ExceptHandler: lambda node: isinstance(node, cst.IndentedBlock | cst.SimpleStatementSuite),
}
