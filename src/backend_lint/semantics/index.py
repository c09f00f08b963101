"""One iterative walk over a module: nodes by type, parents, calls by last name, scopes and their bindings."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

import libcst as cst

from backend_lint.semantics.bindings import BINDERS, Binding, Scope

Node = TypeVar("Node", bound=cst.CSTNode)

SCOPES = (
    cst.Module,
    cst.FunctionDef,
    cst.ClassDef,
    cst.Lambda,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.GeneratorExp,
)
FUNCTIONS = (cst.FunctionDef, cst.Lambda)
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


class Index:
    """What a file contains, found once; knows no rule."""

    def __init__(self, module: cst.Module) -> None:
        self.module = module
        self.parents: dict[cst.CSTNode, cst.CSTNode] = {}
        self.nodes: dict[type[cst.CSTNode], list[cst.CSTNode]] = defaultdict(list)
        #: Calls by the last name of what is called: `a.b.c()` is under "c".
        self.calls: dict[str, list[cst.Call]] = defaultdict(list)
        self.scopes: dict[cst.CSTNode, Scope] = {}
        #: `self.x = value` of each class: (class, attribute) to bindings.
        self.attributes: dict[tuple[cst.ClassDef, str], list[Binding]] = defaultdict(list)
        self._walk()

    def of(self, *types: type[Node]) -> Iterator[Node]:
        """Every node of exactly one of these types, in source order per type."""
        for kind in types:
            yield from self.nodes.get(kind, ())  # type: ignore[misc]

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The parents of `node`, nearest first, up to the module."""
        parents = self.parents
        current = parents.get(node)
        while current is not None:
            yield current
            current = parents.get(current)

    def enclosing(self, node: cst.CSTNode, *types: type[Node]) -> Node | None:
        """The nearest ancestor of one of these types."""
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, types):
                return ancestor
        return None

    def enclosing_class(self, node: cst.CSTNode) -> cst.ClassDef | None:
        """The nearest class around `node`, functions between them or not."""
        return self.enclosing(node, cst.ClassDef)

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The function in whose body `node` stands (decorators, defaults and annotations belong outside)."""
        child = node
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, cst.FunctionDef) and child is ancestor.body:
                return ancestor
            child = ancestor
        return None

    def statement(self, node: cst.CSTNode) -> cst.CSTNode:
        """The small statement, compound statement or handler that holds `node` directly."""
        current = node
        while not isinstance(
            current, cst.BaseSmallStatement | cst.BaseCompoundStatement | cst.ExceptHandler | cst.Module
        ):
            current = self.parents[current]
        return current

    def scope(self, node: cst.CSTNode) -> Scope:
        """The scope in which the name `node` is looked up. A function's own name, decorators,
        defaults and annotations belong to the scope around it; so does a comprehension's first iterable."""
        child = node
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, cst.FunctionDef | cst.ClassDef | cst.Lambda):
                if child is ancestor.body:
                    return self.scopes[ancestor]
            elif isinstance(ancestor, SCOPES):
                return self.scopes[ancestor]
            child = ancestor
        return self.scopes[self.module]

    def _walk(self) -> None:
        stack: list[tuple[cst.CSTNode, Scope | None]] = [(self.module, None)]
        parents, nodes, calls = self.parents, self.nodes, self.calls
        while stack:
            node, scope = stack.pop()
            kind = type(node)
            nodes[kind].append(node)
            if kind is cst.Name:  # a third of all nodes; it has no children and binds nothing
                continue
            if kind is cst.Call:
                calls[last_name(node.func)].append(node)  # type: ignore[attr-defined, arg-type]
            if scope is not None:
                binder = BINDERS.get(kind)
                if binder is not None:
                    binder(self, node, scope)
            if kind in _SCOPE_TYPES:
                scope = self.scopes[node] = Scope(node, scope)
            children = _children(node, kind)
            for child in children:
                parents[child] = node
            children.reverse()
            stack.extend((child, scope) for child in children)


def last_name(func: cst.CSTNode) -> str:
    """`c` of `a.b.c` and of `c`; "" for any other expression."""
    if isinstance(func, cst.Attribute):
        return func.attr.value
    return func.value if isinstance(func, cst.Name) else ""


_CONTENTS: dict[type, str] = {}
_SCOPE_TYPES = frozenset(SCOPES)
_FIELDS: dict[type[cst.CSTNode], tuple[str, ...]] = {}


def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    fields = _FIELDS[kind] = tuple(
        field.name
        for field in dataclasses.fields(kind)
        if "whitespace" not in field.name and field.name not in _SKIPPED_FIELDS
    )
    return fields


def _children(node: cst.CSTNode, kind: type[cst.CSTNode]) -> list[cst.CSTNode]:
    found: list[cst.CSTNode] = []
    fields = _FIELDS.get(kind)
    for name in _fields(kind) if fields is None else fields:
        value = getattr(node, name)
        content = _CONTENTS.get(value.__class__)
        if content is None:
            content = _content(value.__class__)
        if content == "node":
            found.append(value)
        elif content == "nodes":
            found.extend(
                item for item in value if (_CONTENTS.get(item.__class__) or _content(item.__class__)) == "node"
            )
    if kind in _EVALUATION_ORDER:
        found.sort(key=_EVALUATION_ORDER[kind])
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


def _decorators_first(node: cst.CSTNode) -> int:
    return 0 if isinstance(node, cst.Decorator) else 1


def _body_last(node: cst.CSTNode) -> int:
    return 1 if isinstance(node, cst.IndentedBlock | cst.SimpleStatementSuite) else 0


#: Fields whose order in LibCST's node is not the order in the file.
_EVALUATION_ORDER = {
    cst.FunctionDef: _decorators_first,
    cst.ClassDef: _decorators_first,
    cst.ExceptHandler: _body_last,
}
