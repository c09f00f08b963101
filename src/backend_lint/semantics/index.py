"""One iterative walk over a module: nodes by type, parents, calls by last name, scopes and their bindings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import Any, TypeVar, cast

import libcst as cst

from backend_lint.semantics.bindings import BINDERS, Binding, Scope
from backend_lint.semantics.children import LEAF, SHAPES, children_by, shape_of

Node = TypeVar("Node", bound=cst.CSTNode)
Around = TypeVar("Around")

SCOPES = (
    cst.Module, cst.FunctionDef, cst.ClassDef, cst.Lambda, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp
)  # fmt: skip
FUNCTIONS = (cst.FunctionDef, cst.Lambda)
#: Scopes whose decorators, defaults, annotations and bases belong to the scope around them.
_WITH_BODY = frozenset({cst.FunctionDef, cst.ClassDef, cst.Lambda})


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
        #: Every node in source order, and by the position of one with children the position of the last node in it.
        self._order: list[cst.CSTNode] = []
        self._ends: dict[int, int] = {}
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

    def around(self, nodes: Iterable[cst.CSTNode]) -> frozenset[int]:
        """The identities of these nodes and of every node that holds one."""
        found: set[int] = set()
        for node in nodes:
            current: cst.CSTNode | None = node
            while current is not None and id(current) not in found:
                found.add(id(current))
                current = self.parents.get(current)
        return frozenset(found)

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
        numbers = self._numbers
        first, number = numbers.get(id(outer)), numbers.get(id(inner))
        return first is not None and number is not None and first <= number <= self._ends.get(first, first)

    def inside(self, node: cst.CSTNode, *types: type[Node]) -> list[Node]:
        """The nodes of exactly these types that are `node` or stand in it, in source order per type."""
        numbers = self._numbers
        first = numbers.get(id(node))
        found: list[Node] = []
        if first is None:
            return found
        last = self._ends.get(first, first)
        for kind in types:
            nodes = self.nodes.get(kind, [])
            positions = self._positions.get(kind)
            if positions is None:
                positions = self._positions[kind] = [numbers[id(each)] for each in nodes]
            found += cast("list[Node]", nodes[bisect_left(positions, first) : bisect_right(positions, last)])
        return found

    def all_inside(self, node: cst.CSTNode) -> list[cst.CSTNode]:
        """`node` and every node in it, in source order."""
        first = self._numbers[id(node)]
        return self._order[first : self._ends.get(first, first) + 1]

    def inside_out(self, nodes: list[Node]) -> list[Node]:
        """Nodes of this tree in source order, what stands in another one before it."""
        numbers, ends = self._numbers, self._ends
        return sorted(nodes, key=lambda node: (ends.get(numbers[id(node)], numbers[id(node)]), -numbers[id(node)]))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The position of each node by its identity. Identities, as LibCST's nodes hash in Python, four times as slowly;
        the nodes live as long as the index."""
        return {id(node): number for number, node in enumerate(self._order)}

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
        for every node on the way, by identity (see `_numbers`); from the start it is for the module."""
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
        parents, nodes, order, binders = self.parents, self.nodes, self._order, BINDERS
        scope: Scope | None = None
        inside: Iterator[cst.CSTNode] = iter((self.module,))
        around: list[tuple[Iterator[cst.CSTNode], Scope | None, int]] = []
        while True:
            for node in inside:
                kind = type(node)
                order.append(node)
                nodes[kind].append(node)
                shape = SHAPES.get(kind) or shape_of(kind)
                if shape is LEAF:  # more than half of all nodes, most of them names
                    continue
                if kind is cst.Call:
                    self.calls[last_name(node.func)].append(node)  # type: ignore[attr-defined, arg-type]
                if scope is not None and kind in binders:
                    binders[kind](self, node, scope)
                children = children_by(node, shape)
                for child in children:
                    parents[child] = node
                around.append((inside, scope, len(order) - 1))
                inside = iter(children)
                if kind in _SCOPE_TYPES:
                    scope = self.scopes[node] = Scope(node, scope)
                break
            else:
                if not around:
                    return
                inside, scope, number = around.pop()
                self._ends[number] = len(order) - 1


def _itself(function: cst.FunctionDef) -> cst.FunctionDef:
    return function


def last_name(func: cst.CSTNode) -> str:
    """`c` of `a.b.c` and of `c`; "" for any other expression."""
    kind = type(func)  # isinstance() asks LibCST's ABCs, five times as slowly
    if kind is cst.Attribute:
        return func.attr.value  # type: ignore[attr-defined, no-any-return]
    return func.value if kind is cst.Name else ""  # type: ignore[attr-defined]


@cache
def _is_statement(kind: type[cst.CSTNode]) -> bool:
    return issubclass(kind, cst.BaseSmallStatement | cst.BaseCompoundStatement | cst.ExceptHandler | cst.Module)


_SCOPE_TYPES: frozenset[type[cst.CSTNode]] = frozenset(SCOPES)
_FUNCTION: frozenset[type[cst.CSTNode]] = frozenset({cst.FunctionDef})
