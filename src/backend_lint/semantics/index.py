"""One iterative walk over a module: nodes by type, parents, calls by last name, scopes and their bindings."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any, TypeVar, cast

import libcst as cst

from backend_lint.semantics.bindings import BINDERS, Binding, Scope

Node = TypeVar("Node", bound=cst.CSTNode)
Around = TypeVar("Around")

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
#: Scopes whose decorators, defaults, annotations and bases belong to the scope around them.
_WITH_BODY = frozenset({cst.FunctionDef, cst.ClassDef, cst.Lambda})
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
        #: Every node in source order, and the position in it of each one's parent.
        self._order: list[cst.CSTNode] = []
        self._up: list[int] = []
        self._positions: dict[type[cst.CSTNode], list[int]] = {}
        self._walk()
        self._functions: dict[int, cst.FunctionDef | None] = {id(module): None}
        self._scopes = {id(module): self.scopes[module]}

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
        """The nearest ancestor of exactly one of these types."""
        parents = self.parents
        current = parents.get(node)
        while current is not None:
            if type(current) in types:
                return cast("Node", current)
            current = parents.get(current)
        return None

    def contains(self, outer: cst.CSTNode, inner: cst.CSTNode) -> bool:
        """Whether `inner` is `outer` or stands in it."""
        numbers, ends = self._spans
        first, number = numbers.get(id(outer)), numbers.get(id(inner))
        return first is not None and number is not None and first <= number <= ends[first]

    def inside(self, node: cst.CSTNode, *types: type[Node]) -> list[Node]:
        """The nodes of exactly these types that are `node` or stand in it, in source order per type."""
        numbers, ends = self._spans
        first = numbers.get(id(node))
        found: list[Node] = []
        if first is None:
            return found
        for kind in types:
            nodes = self.nodes.get(kind, [])
            positions = self._positions.get(kind)
            if positions is None:
                positions = self._positions[kind] = [numbers[id(each)] for each in nodes]
            found += cast("list[Node]", nodes[bisect_left(positions, first) : bisect_right(positions, ends[first])])
        return found

    def inside_out(self, nodes: list[Node]) -> list[Node]:
        """Nodes of this tree in source order, what stands in another one before it."""
        numbers, ends = self._spans
        return sorted(nodes, key=lambda node: (ends[numbers[id(node)]], -numbers[id(node)]))

    @cached_property
    def _spans(self) -> tuple[dict[int, int], list[int]]:
        """The position of each node by its identity, and of the last node in it by its position. Identities, as
        LibCST's nodes hash in Python, four times as slowly; the nodes live as long as the index."""
        up = self._up
        ends = list(range(len(up)))
        for number in range(len(up) - 1, 0, -1):
            parent = up[number]
            if ends[parent] < ends[number]:
                ends[parent] = ends[number]
        return {id(node): number for number, node in enumerate(self._order)}, ends

    def enclosing_class(self, node: cst.CSTNode) -> cst.ClassDef | None:
        """The nearest class around `node`, functions between them or not."""
        return self.enclosing(node, cst.ClassDef)

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The function in whose body `node` stands (decorators, defaults and annotations belong outside)."""
        return self._climb(node, _FUNCTION, self._functions, _itself)

    def statement(self, node: cst.CSTNode) -> cst.CSTNode:
        """The small statement, compound statement or handler that holds `node` directly."""
        current = node
        while not _is_statement(type(current)):
            current = self.parents[current]
        return current

    def scope(self, node: cst.CSTNode) -> Scope:
        """The scope in which the name `node` is looked up. A function's own name, decorators,
        defaults and annotations belong to the scope around it; so does a comprehension's first iterable."""
        return self._climb(node, _SCOPE_TYPES, self._scopes, self.scopes.__getitem__)

    def _climb(
        self,
        node: cst.CSTNode,
        kinds: frozenset[type[cst.CSTNode]],
        known: dict[int, Around],
        answer: Callable[[Any], Around],
    ) -> Around:
        """The answer for the nearest of these kinds of nodes in whose body `node` stands. It is `known` from then on
        for every node on the way, by identity (see `_spans`); from the start it is for the module."""
        parents, child = self.parents, node
        path: list[int] = []
        while id(child) not in known:
            around = parents.get(child)
            if around is None:  # of another tree
                return known[id(self.module)]
            path.append(id(child))
            kind = type(around)
            if kind in kinds and (kind not in _WITH_BODY or child is around.body):  # type: ignore[attr-defined]
                found = answer(around)
                break
            child = around
        else:
            found = known[id(child)]
        if path:
            known.update(dict.fromkeys(path, found))
        return found

    def _walk(self) -> None:
        stack: list[tuple[cst.CSTNode, Scope | None, int]] = [(self.module, None, 0)]
        parents, nodes, calls, order, up = self.parents, self.nodes, self.calls, self._order, self._up
        while stack:
            node, scope, above = stack.pop()
            kind = type(node)
            number = len(order)
            order.append(node)
            up.append(above)
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
            stack.extend([(child, scope, number) for child in children])


def _itself(function: cst.FunctionDef) -> cst.FunctionDef:
    return function


def last_name(func: cst.CSTNode) -> str:
    """`c` of `a.b.c` and of `c`; "" for any other expression."""
    if isinstance(func, cst.Attribute):
        return func.attr.value
    return func.value if isinstance(func, cst.Name) else ""


@cache
def _is_statement(kind: type[cst.CSTNode]) -> bool:
    return issubclass(kind, cst.BaseSmallStatement | cst.BaseCompoundStatement | cst.ExceptHandler | cst.Module)


_CONTENTS: dict[type, str] = {}
_SCOPE_TYPES: frozenset[type[cst.CSTNode]] = frozenset(SCOPES)
_FUNCTION: frozenset[type[cst.CSTNode]] = frozenset({cst.FunctionDef})
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
