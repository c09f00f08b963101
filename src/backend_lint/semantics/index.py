"""One iterative walk over a module: nodes by type, parents, calls by last name, scopes and their bindings."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeVar

import libcst as cst

Node = TypeVar("Node", bound=cst.CSTNode)

BindingKind = Literal[
    "assign", "unpack", "augment", "mutate", "import", "def", "class", "param", "for", "with", "except", "other"
]

#: Methods that change a list, a StringIO or a dictionary in place.
MUTATORS = frozenset({"append", "extend", "insert", "write", "writelines", "appendleft", "update"})

SCOPES = (cst.Module, cst.FunctionDef, cst.ClassDef, cst.Lambda, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)
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


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Binding:
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
        while not isinstance(current, cst.BaseSmallStatement | cst.BaseCompoundStatement | cst.ExceptHandler | cst.Module):
            current = self.parents[current]
        return current

    def scope(self, node: cst.CSTNode) -> Scope:
        """The scope in which the name `node` is looked up. A function's own name, decorators,
        defaults and annotations belong to the scope around it; so does a comprehension's first iterable."""
        child = node
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, cst.FunctionDef | cst.ClassDef):
                if child is ancestor.body:
                    return self.scopes[ancestor]
            elif isinstance(ancestor, cst.Lambda):
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
                binder = _BINDERS.get(kind)
                if binder is not None:
                    binder(self, node, scope)
            if kind in _SCOPE_TYPES:
                scope = self.scopes[node] = Scope(node, scope)
            children = _children(node, kind)
            for child in children:
                parents[child] = node
            children.reverse()
            for child in children:
                stack.append((child, scope))


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
            found.extend(item for item in value if (_CONTENTS.get(item.__class__) or _content(item.__class__)) == "node")
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
_EVALUATION_ORDER = {cst.FunctionDef: _decorators_first, cst.ClassDef: _decorators_first, cst.ExceptHandler: _body_last}


def _targets(
    index: Index, target: cst.CSTNode, value: cst.BaseExpression | None, kind: BindingKind, statement: cst.CSTNode, scope: Scope
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
    elif isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name) and target.value.value in ("self", "cls"):
        owner = index.enclosing(statement, cst.ClassDef)
        if owner is not None:
            index.attributes[owner, target.attr.value].append(Binding(target.attr.value, kind, value, statement, statement))


def _assign(index: Index, node: cst.Assign, scope: Scope) -> None:
    for target in node.targets:
        _targets(index, target.target, node.value, "assign", node, scope)


def _ann_assign(index: Index, node: cst.AnnAssign, scope: Scope) -> None:
    _targets(index, node.target, node.value, "assign" if node.value else "other", node, scope)


def _aug_assign(index: Index, node: cst.AugAssign, scope: Scope) -> None:
    _targets(index, node.target, node.value, "augment", node, scope)


def _for(index: Index, node: cst.For, scope: Scope) -> None:
    _targets(index, node.target, node.iter, "for", node, scope)


def _comp_for(index: Index, node: cst.CompFor, scope: Scope) -> None:
    _targets(index, node.target, node.iter, "for", node, scope)


def _with(index: Index, node: cst.With, scope: Scope) -> None:
    for item in node.items:
        if item.asname is not None:
            _targets(index, item.asname.name, item.item, "with", node, scope)


def _except(index: Index, node: cst.ExceptHandler, scope: Scope) -> None:
    if node.name is not None:
        _targets(index, node.name.name, node.type, "except", node, scope)


def _import(index: Index, node: cst.Import, scope: Scope) -> None:
    for alias in node.names:
        local = alias.asname.name if alias.asname else alias.name
        while isinstance(local, cst.Attribute):
            local = local.value
        if isinstance(local, cst.Name):
            scope.add(Binding(local.value, "import", None, alias, node))


def _import_from(index: Index, node: cst.ImportFrom, scope: Scope) -> None:
    if isinstance(node.names, cst.ImportStar):
        return
    for alias in node.names:
        local = alias.asname.name if alias.asname else alias.name
        if isinstance(local, cst.Name):
            scope.add(Binding(local.value, "import", None, alias, node))


def _function(index: Index, node: cst.FunctionDef, scope: Scope) -> None:
    scope.add(Binding(node.name.value, "def", None, node, node))


def _class(index: Index, node: cst.ClassDef, scope: Scope) -> None:
    scope.add(Binding(node.name.value, "class", None, node, node))


def _param(index: Index, node: cst.Param, scope: Scope) -> None:
    function: cst.CSTNode = index.parents[index.parents[node]]
    scope.add(Binding(node.name.value, "param", node.default, node, function))


def _named_expr(index: Index, node: cst.NamedExpr, scope: Scope) -> None:
    while scope.parent is not None and not isinstance(scope.node, cst.Module | cst.FunctionDef | cst.Lambda | cst.ClassDef):
        scope = scope.parent
    if isinstance(node.target, cst.Name):
        statement = index.statement(node)
        scope.add(Binding(node.target.value, "assign", node.value, node, statement))


def _match_as(index: Index, node: cst.MatchAs, scope: Scope) -> None:
    if node.name is not None:
        scope.add(Binding(node.name.value, "other", None, node, index.statement(node)))


def _outer(index: Index, node: cst.Global | cst.Nonlocal, scope: Scope) -> None:
    scope.outer.update(item.name.value for item in node.names)


def _mutation(index: Index, node: cst.Expr, scope: Scope) -> None:
    call = node.value.expression if isinstance(node.value, cst.Await) else node.value
    if isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and call.func.attr.value in MUTATORS:
        _targets(index, call.func.value, call, "mutate", node, scope)


_BINDERS: dict[type[cst.CSTNode], Callable[[Index, Any, Scope], None]] = {
    cst.Assign: _assign, cst.AnnAssign: _ann_assign, cst.AugAssign: _aug_assign, cst.For: _for, cst.CompFor: _comp_for,
    cst.With: _with, cst.ExceptHandler: _except, cst.Import: _import, cst.ImportFrom: _import_from,
    cst.FunctionDef: _function, cst.ClassDef: _class, cst.Param: _param, cst.NamedExpr: _named_expr,
    cst.MatchAs: _match_as, cst.Global: _outer, cst.Nonlocal: _outer, cst.Expr: _mutation,
}  # fmt: skip
