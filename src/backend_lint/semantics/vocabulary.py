"""Knows what a whole file speaks of: names, classes and their bases, imports, and what may be a constant."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable

from backend_lint.semantics.parts import Part, Words, last_name

_CONSTANT = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.IfExp, ast.BoolOp,
             ast.UnaryOp, ast.Subscript, ast.NamedExpr)  # fmt: skip


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
    for part in parts:
        for assigned in part.of(ast.Assign):
            if any(isinstance(target, ast.Name) and target.id in bases for target in assigned.targets):
                bases.add(last_name(assigned.value))
    bases |= {name.rpartition(".")[2] for local, name in imported if local in bases}
    return Words(frozenset(names), frozenset(classes), frozenset(bases), frozenset(imported))


def handed(parts: Iterable[Part]) -> frozenset[str]:
    """The names and attributes that a file, all of whose parts these are, uses other than by calling them."""
    found: set[str] = set()
    for part in parts:
        called = {id(call.func) for call in part.of(ast.Call)}
        found.update(name.id for name in part.of(ast.Name) if id(name) not in called)
        found.update(each.attr for each in part.of(ast.Attribute) if id(each) not in called)
    return frozenset(found)


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
