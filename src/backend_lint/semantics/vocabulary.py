"""Knows what a whole file speaks of: names, classes and their bases, imports, and what may be a constant."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from backend_lint.semantics.parts import Part, last_name

_CONSTANT = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.IfExp, ast.BoolOp,
             ast.UnaryOp, ast.Subscript, ast.NamedExpr)  # fmt: skip
#: The fields of a node that hold statements.
_BODIES: dict[type[ast.AST], list[str]] = {
    kind: [field for field in kind._fields if field in ("body", "orelse", "finalbody", "handlers", "cases")]
    for kind in (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.AsyncFor, ast.While,
                 ast.Try, ast.TryStar, ast.With, ast.AsyncWith, ast.Match, ast.ExceptHandler, ast.match_case)
}  # fmt: skip


class Words:
    """What a file speaks of, each kind found when it is first asked for: names stand in all of its nodes, the rest is said by
    statements alone."""

    def __init__(self, tree: ast.Module, whole: Callable[[], Part]) -> None:
        """`whole` gives all nodes of the file."""
        self._tree = tree
        self._whole = whole

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name, attribute and keyword, and the last names of what is imported."""
        whole = self._whole()
        return whole.names.union(whole.keywords, [alias.name.rpartition(".")[2] for alias in whole.of(ast.alias)])

    @cached_property
    def imported(self) -> frozenset[tuple[str, str]]:
        """Pairs of a local name and a qualified one, which begins with a dot where it is relative."""
        found: set[tuple[str, str]] = set()
        for node in self._statements:
            if isinstance(node, ast.Import):
                plain = [alias.name if alias.asname else alias.name.partition(".")[0] for alias in node.names]
                found.update((alias.asname or name, name) for alias, name in zip(node.names, plain, strict=True))
            elif isinstance(node, ast.ImportFrom):
                module = f"{'.' * node.level}{node.module or ''}"
                found.update((alias.asname or alias.name, f"{module}.{alias.name}") for alias in node.names)
        return frozenset(found)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of the classes."""
        return frozenset(node.name for node in self._statements if isinstance(node, ast.ClassDef))

    @cached_property
    def bases(self) -> frozenset[str]:
        """The last names of the classes' bases, of what is assigned to those, and of what is imported as them."""
        given: dict[str, set[str]] = defaultdict(set)
        pending: list[str] = []
        for node in self._statements:
            if isinstance(node, ast.ClassDef):
                written = (base.value if isinstance(base, ast.Subscript) else base for base in node.bases)
                pending += map(last_name, written)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        given[target.id].add(last_name(node.value))
        found: set[str] = set()
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += given.get(name, ())
        return frozenset(found).union(name.rpartition(".")[2] for local, name in self.imported if local in found)

    @cached_property
    def _statements(self) -> list[ast.AST]:
        """All statements, handlers of exceptions and cases among them."""
        found: list[ast.AST] = [self._tree]
        for node in found:
            for field in _BODIES.get(type(node), ()):
                found += getattr(node, field)
        return found


def handed(whole: Part) -> frozenset[str]:
    """The names and attributes that a file, of which this is the whole, uses other than by calling them."""
    called = {id(call.func) for call in whole.of(ast.Call)}
    found = {name.id for name in whole.of(ast.Name) if id(name) not in called}
    return frozenset(found).union(each.attr for each in whole.of(ast.Attribute) if id(each) not in called)


def constants(whole: Part) -> frozenset[str]:
    """The names and attributes that a file, of which this is the whole, binds to what may be a constant, and the names
    of its functions."""
    found = {function.name for function in whole.defined}
    for target in (*(n.target for n in whole.of(ast.For)), *(n.target for n in whole.of(ast.comprehension))):
        found |= _bound(target)
    bindings: list[ast.Assign | ast.AnnAssign | ast.NamedExpr]
    bindings = [*whole.of(ast.Assign), *whole.of(ast.AnnAssign), *whole.of(ast.NamedExpr)]
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
