"""Which statements and expressions give a name a value, and the scopes that hold the names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

import libcst as cst
import msgspec

BindingKind = Literal[
    "assign",
    "unpack",
    "augment",
    "mutate",
    "import",
    "def",
    "class",
    "param",
    "for",
    "with",
    "except",
    "other",
]

#: Methods that change a list, a StringIO or a dictionary in place.
MUTATORS = frozenset({"append", "extend", "insert", "write", "writelines", "appendleft", "update"})


class Binding(msgspec.Struct, frozen=True, eq=False):
    """One event that gives `name` a value in a scope.

    `value` is the bound expression ("assign", the iterable of "for", the context manager of "with", the
    default of "param", the right side of "augment", the call of "mutate"), or None. `node` is the
    statement, parameter or import alias. `statement` is the place in a block at which it happens."""

    name: str
    kind: BindingKind
    value: cst.BaseExpression | None
    node: cst.CSTNode
    statement: cst.CSTNode


class Scope:
    """The names bound in a module, class, function, lambda or comprehension, in source order."""

    __slots__ = ("bindings", "node", "outer", "parent")

    def __init__(self, node: cst.CSTNode, parent: Scope | None) -> None:
        self.node = node
        self.parent = parent
        self.bindings: dict[str, list[Binding]] = {}
        #: Names that `global` or `nonlocal` hands to an outer scope.
        self.outer: set[str] = set()

    def add(self, binding: Binding) -> None:
        scope: Scope | None = self
        if binding.name in self.outer:
            scope = self.parent
            while scope is not None and scope.parent is not None and binding.name not in scope.bindings:
                scope = scope.parent
        if scope is not None:
            scope.bindings.setdefault(binding.name, []).append(binding)


class Tree(Protocol):
    """What binding needs of the index: who stands around whom, and where members are noted."""

    parents: dict[cst.CSTNode, cst.CSTNode]
    attributes: dict[tuple[cst.ClassDef, str], list[Binding]]

    def enclosing_class(self, node: cst.CSTNode) -> cst.ClassDef | None:
        """The class around `node`."""

    def statement(self, node: cst.CSTNode) -> cst.CSTNode:
        """The statement that holds `node` directly."""


def _targets(
    index: Tree,
    target: cst.CSTNode,
    value: cst.BaseExpression | None,
    kind: BindingKind,
    statement: cst.CSTNode,
    scope: Scope,
) -> None:
    if isinstance(target, cst.Name):
        scope.add(Binding(target.value, kind, value, statement, statement))
    elif isinstance(target, cst.Tuple | cst.List):
        values: Sequence[cst.BaseElement] = ()
        if isinstance(value, cst.Tuple | cst.List) and len(value.elements) == len(target.elements) and kind == "assign":
            values = value.elements
        for number, element in enumerate(target.elements):
            if values and isinstance(values[number], cst.Element):
                _targets(index, element.value, values[number].value, kind, statement, scope)
            else:
                _targets(index, element.value, value, "unpack" if kind == "assign" else kind, statement, scope)
    elif (
        isinstance(target, cst.Attribute)
        and isinstance(target.value, cst.Name)
        and target.value.value in ("self", "cls")
    ):
        owner = index.enclosing_class(statement)
        if owner is not None:
            index.attributes[owner, target.attr.value].append(
                Binding(target.attr.value, kind, value, statement, statement)
            )


def _assign(index: Tree, node: cst.Assign, scope: Scope) -> None:
    for target in node.targets:
        _targets(index, target.target, node.value, "assign", node, scope)


def _ann_assign(index: Tree, node: cst.AnnAssign, scope: Scope) -> None:
    _targets(index, node.target, node.value, "assign" if node.value else "other", node, scope)


def _aug_assign(index: Tree, node: cst.AugAssign, scope: Scope) -> None:
    _targets(index, node.target, node.value, "augment", node, scope)


def _for(index: Tree, node: cst.For, scope: Scope) -> None:
    _targets(index, node.target, node.iter, "for", node, scope)


def _comp_for(index: Tree, node: cst.CompFor, scope: Scope) -> None:
    _targets(index, node.target, node.iter, "for", node, scope)


def _with(index: Tree, node: cst.With, scope: Scope) -> None:
    for item in node.items:
        if item.asname is not None:
            _targets(index, item.asname.name, item.item, "with", node, scope)


def _except(index: Tree, node: cst.ExceptHandler, scope: Scope) -> None:
    if node.name is not None:
        _targets(index, node.name.name, node.type, "except", node, scope)


def _import(index: Tree, node: cst.Import, scope: Scope) -> None:
    for alias in node.names:
        local: cst.CSTNode = alias.asname.name if alias.asname else alias.name
        while isinstance(local, cst.Attribute):
            local = local.value
        if isinstance(local, cst.Name):
            scope.add(Binding(local.value, "import", None, alias, node))


def _import_from(index: Tree, node: cst.ImportFrom, scope: Scope) -> None:
    if isinstance(node.names, cst.ImportStar):
        return
    for alias in node.names:
        local = alias.asname.name if alias.asname else alias.name
        if isinstance(local, cst.Name):
            scope.add(Binding(local.value, "import", None, alias, node))


def _function(index: Tree, node: cst.FunctionDef, scope: Scope) -> None:
    scope.add(Binding(node.name.value, "def", None, node, node))


def _class(index: Tree, node: cst.ClassDef, scope: Scope) -> None:
    scope.add(Binding(node.name.value, "class", None, node, node))


def _param(index: Tree, node: cst.Param, scope: Scope) -> None:
    function: cst.CSTNode = index.parents[index.parents[node]]
    scope.add(Binding(node.name.value, "param", node.default, node, function))


def _named_expr(index: Tree, node: cst.NamedExpr, scope: Scope) -> None:
    while scope.parent is not None and not isinstance(
        scope.node, cst.Module | cst.FunctionDef | cst.Lambda | cst.ClassDef
    ):
        scope = scope.parent
    if isinstance(node.target, cst.Name):
        statement = index.statement(node)
        scope.add(Binding(node.target.value, "assign", node.value, node, statement))


def _match_as(index: Tree, node: cst.MatchAs, scope: Scope) -> None:
    if node.name is not None:
        scope.add(Binding(node.name.value, "other", None, node, index.statement(node)))


def _outer(index: Tree, node: cst.Global | cst.Nonlocal, scope: Scope) -> None:
    scope.outer.update(item.name.value for item in node.names)


def _mutation(index: Tree, node: cst.Expr, scope: Scope) -> None:
    call = node.value.expression if isinstance(node.value, cst.Await) else node.value
    if isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and call.func.attr.value in MUTATORS:
        _targets(index, call.func.value, call, "mutate", node, scope)


BINDERS: dict[type[cst.CSTNode], Callable[[Tree, Any, Scope], None]] = {
    cst.Assign: _assign, cst.AnnAssign: _ann_assign, cst.AugAssign: _aug_assign, cst.For: _for, cst.CompFor: _comp_for,
    cst.With: _with, cst.ExceptHandler: _except, cst.Import: _import, cst.ImportFrom: _import_from,
    cst.FunctionDef: _function, cst.ClassDef: _class, cst.Param: _param, cst.NamedExpr: _named_expr,
    cst.MatchAs: _match_as, cst.Global: _outer, cst.Nonlocal: _outer, cst.Expr: _mutation,
}  # fmt: skip
