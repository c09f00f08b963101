"""Knows the `ast` nodes of one part of a file by their type, and which of them may be constant text.

A part is an outermost function, or a statement or all that stands outside of functions. What is said here is said
before LibCST has parsed anything: it is an upper bound of what `semantics.values` then knows."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from types import EllipsisType
from typing import NamedTuple, TypeVar

_Node = TypeVar("_Node", bound=ast.AST)
Nodes = Mapping[type[ast.AST], list[ast.AST]]
#: As deep as `semantics.values` looks.
_DEPTH = 16
_CONSTANT = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.IfExp, ast.BoolOp,
             ast.UnaryOp, ast.Subscript, ast.NamedExpr)  # fmt: skip
# Fields that hold text, numbers, contexts and operators; "name" and "names" hold nodes in the kinds below.
_NOT_NODES = frozenset(
    {"arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs", "level", "lineno", "module",
     "n", "name", "names", "op", "ops", "rest", "s", "simple", "str", "tag", "type_comment", "type_ignores"}
)  # fmt: skip
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field for field in kind._fields if field not in _NOT_NODES)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
_FIELDS[ast.Import] = _FIELDS[ast.ImportFrom] = ("names",)
_FIELDS[ast.Constant] = _FIELDS[ast.MatchSingleton] = _FIELDS[type(None)] = ()
if hasattr(ast, "TypeAlias"):  # Python 3.12
    _FIELDS[ast.TypeAlias] = ast.TypeAlias._fields
_HEAD = ("decorator_list", "args", "returns")
#: What `by_type` follows to stay outside of functions, and of all definitions.
OUTSIDE = {**_FIELDS, ast.FunctionDef: _HEAD, ast.AsyncFunctionDef: _HEAD}
UNDEFINED: dict[type, tuple[str, ...]] = {**_FIELDS, ast.FunctionDef: (), ast.AsyncFunctionDef: (), ast.ClassDef: ()}


class Words(NamedTuple):
    """Every name, attribute and keyword of a file, the names of its classes and the last ones of their bases, and
    what it imports: pairs of a local name and a qualified one, which begins with a dot where it is relative."""

    names: frozenset[str]
    classes: frozenset[str]
    bases: frozenset[str]
    imported: frozenset[tuple[str, str]]


def by_type(roots: Iterable[ast.AST], fields: Mapping[type, tuple[str, ...]] = _FIELDS) -> Nodes:
    """The roots and all nodes in them that `fields` lead to, breadth first, by their type; contexts and operators
    left out.

    Five times as fast as `ast.walk`, whose order this is: 3,000,000 nodes per second."""
    nodes: list[ast.AST] = list(roots)
    found: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
    append, extend = nodes.append, nodes.extend
    for node in nodes:
        kind = node.__class__
        found[kind].append(node)
        for field in fields[kind]:
            value = getattr(node, field)
            if value.__class__ is list:
                extend(value)
            elif value is not None:
                append(value)
    found.pop(type(None), None)  # type: ignore[arg-type]  # `**` in a dictionary, no default of a keyword-only parameter
    return found


class Part:
    """The nodes of one part of a file. `constants` gives the names and attributes that the file binds to what may
    be a constant, the names of its functions included; it is asked at most once, and rarely. `functions` gives the
    outermost functions of that name in the file, `words` what else the file speaks of."""

    def __init__(
        self,
        nodes: Nodes,
        constants: Callable[[], Collection[str]],
        functions: Callable[[str], list[Part]],
        words: Callable[[], Words],
    ) -> None:
        self.functions = functions
        #: What a need has counted in this part, kept for the functions that call it.
        self.points: int | None = None
        self._words = words
        self._nodes = nodes
        self._constants = constants

    def of(self, kind: type[_Node]) -> list[_Node]:
        """Every node of exactly this type."""
        return self._nodes.get(kind, [])  # type: ignore[return-value]

    @cached_property
    def statements(self) -> int:
        """How many statements the part has, definitions and those of nested functions included."""
        return sum(len(nodes) for kind, nodes in self._nodes.items() if issubclass(kind, ast.stmt))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The names that the part uses or binds by assignment."""
        return frozenset([name.id for name in self.of(ast.Name)])

    @cached_property
    def attributes(self) -> frozenset[str]:
        """The names of the attributes that the part uses or binds."""
        return frozenset([each.attr for each in self.of(ast.Attribute)])

    @cached_property
    def names(self) -> frozenset[str]:
        """Both."""
        return self.ids | self.attributes

    @cached_property
    def written(self) -> str:
        """The texts that the part writes out, in lower case, one a line; docstrings left out."""
        said = {id(statement.value) for statement in self.of(ast.Expr)}
        texts = (
            node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            for node in self.of(ast.Constant)
            if isinstance(node.value, str | bytes) and id(node) not in said
        )
        return "\n".join(texts).lower()

    @cached_property
    def called(self) -> list[Part]:
        """The functions of the file that this part may call, once each."""
        names = {called_name(call) for call in self.of(ast.Call)}
        return [part for name in sorted(names) for part in self.functions(name) if part is not self]

    @property
    def words(self) -> Words:
        """The names of the whole file."""
        return self._words()

    def text(self, node: ast.expr | None) -> str | EllipsisType | None:
        """The text (or bytes, as Latin-1) that `node` is; `...` when it may be some text that is not known here,
        None when it is none or is decided at run time."""
        if isinstance(node, ast.Constant):
            if isinstance(node.value, bytes):
                return node.value.decode("latin-1")
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Name):
            return ... if self._is_constant(node, 0) else None
        return None

    def _is_constant(self, node: ast.AST, depth: int) -> bool:
        if depth > _DEPTH:
            return False
        if isinstance(node, ast.Name):
            return node.id in self._constants()
        if isinstance(node, ast.Attribute):
            return node.attr in self._constants() or (node.attr == "value" and self._is_constant(node.value, depth + 1))
        if isinstance(node, ast.Call):
            func = node.func
            called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            given = func.value if isinstance(func, ast.Attribute) else node.args[0] if node.args else func
            return called in self._constants() or self._is_constant(given, depth + 1)
        if isinstance(node, ast.Subscript):
            return self._is_constant(node.value, depth + 1)
        return all(self._is_constant(child, depth + 1) for child in ast.iter_child_nodes(node)
                   if isinstance(child, ast.expr))  # fmt: skip


def called_name(call: ast.Call) -> str:
    """`c` of `a.b.c()` and of `c()`; "" for any other call."""
    return last_name(call.func)


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c` and of `c`; "" for any other expression."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def words(parts: Collection[Part]) -> Words:
    """What a file, all of whose parts these are, speaks of."""
    names: set[str] = set()
    classes: set[str] = set()
    bases: set[str] = set()
    imported: set[tuple[str, str]] = set()
    for part in parts:
        names |= part.names
        names.update(word.arg or "" for word in part.of(ast.keyword))
        names.update(alias.name.rpartition(".")[2] for alias in part.of(ast.alias))
        for node in part.of(ast.Import):
            plain = [alias.name if alias.asname else alias.name.partition(".")[0] for alias in node.names]
            imported.update((alias.asname or name, name) for alias, name in zip(node.names, plain, strict=True))
        for other in part.of(ast.ImportFrom):
            module = f"{'.' * other.level}{other.module or ''}"
            imported.update((alias.asname or alias.name, f"{module}.{alias.name}") for alias in other.names)
        for owner in part.of(ast.ClassDef):
            classes.add(owner.name)
            written = (base.value if isinstance(base, ast.Subscript) else base for base in owner.bases)
            bases |= {last_name(base) for base in written}
    bases |= {name.rpartition(".")[2] for local, name in imported if local in bases}
    return Words(frozenset(names), frozenset(classes), frozenset(bases), frozenset(imported))


def constants(parts: Iterable[Part]) -> frozenset[str]:
    """The names and attributes that a file, all of whose parts these are, binds to what may be a constant, and the
    names of its functions."""
    found: set[str] = set()
    for part in parts:
        found.update(function.name for function in part.of(ast.FunctionDef))
        found.update(function.name for function in part.of(ast.AsyncFunctionDef))
        for target in (*(n.target for n in part.of(ast.For)), *(n.target for n in part.of(ast.comprehension))):
            found |= _bound(target)
        bindings: list[ast.Assign | ast.AnnAssign | ast.NamedExpr]
        bindings = [*part.of(ast.Assign), *part.of(ast.AnnAssign), *part.of(ast.NamedExpr)]
        for binding in bindings:
            value = binding.value
            if isinstance(value, _CONSTANT) or _may_be_text(value):
                for target in binding.targets if isinstance(binding, ast.Assign) else [binding.target]:
                    found |= _bound(target)
    return frozenset(found)


def _may_be_text(value: ast.expr | None) -> bool:
    """`"a".join(x)`, `str("a")`: a call on or of a constant."""
    if not isinstance(value, ast.Call):
        return isinstance(value, ast.Name) and value.id.isupper()
    owner = value.func.value if isinstance(value.func, ast.Attribute) else value.args[0] if value.args else None
    return isinstance(owner, ast.Constant) and isinstance(owner.value, str | bytes)


def _bound(target: ast.expr) -> set[str]:
    if isinstance(target, ast.Name):
        return {target.id}
    return {target.attr} if isinstance(target, ast.Attribute) else set()
