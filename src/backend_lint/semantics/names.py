"""What a name stands for: bindings through scopes, qualified names through aliases, and the path of calls
that made an object (`sqlite3.connect().cursor()`)."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import NamedTuple

import libcst as cst

from backend_lint.semantics.annotations import instance_of
from backend_lint.semantics.bindings import Binding, Scope
from backend_lint.semantics.flow import Flow
from backend_lint.semantics.index import Index, last_name

_BUILTINS = frozenset(dir(builtins))
#: Scopes whose statements run in order.
_FLOWING = (cst.Module, cst.FunctionDef, cst.ClassDef)
#: Longest chain of assignments, calls and attributes that is followed.
_DEPTH = 12


class Lookup(NamedTuple):
    """The bindings a name can have at a use, nearest first, and the scope that holds them. `open` is True
    when the name may also be unbound there."""

    bindings: tuple[Binding, ...]
    scope: Scope
    open: bool


class Names:
    """Resolves names of one file. Everything that is not known is None."""

    def __init__(self, index: Index, flow: Flow) -> None:
        self.index = index
        self._flow = flow
        self._paths: dict[cst.CSTNode, str | None] = {}
        #: By identity; with the name, of which a quoted annotation may be the only one that knows.
        self._lookups: dict[int, tuple[cst.Name, Lookup | None]] = {}
        self._earlier: dict[int, tuple[Binding, ...]] = {}
        self._returned: dict[cst.FunctionDef, list[cst.BaseExpression]] = {}

    def lookup(self, name: cst.Name) -> Lookup | None:
        """The bindings of `name` that can reach this use; None when the file does not bind it (a builtin, a star import).
        In the scope of the use, bindings are followed statement by statement; of enclosing scopes all count."""
        if id(name) not in self._lookups:
            self._lookups[id(name)] = name, self._looked_up(name)
        return self._lookups[id(name)][1]

    def _looked_up(self, name: cst.Name) -> Lookup | None:
        index = self.index
        scope: Scope | None = index.scope(name)
        function = _flow_root(scope)
        first = scope
        while scope is not None:
            visible = scope is first or not isinstance(scope.node, cst.ClassDef)
            if visible and name.value in scope.bindings:
                if _flow_root(scope) is function and scope.node is function:
                    reaching = self._flow.before(name.value, index.statement(name), scope.node)
                    if reaching.bindings:
                        return Lookup(reaching.bindings, scope, reaching.open)
                bindings = tuple(b for b in scope.bindings[name.value] if b.kind != "mutate")
                return Lookup(bindings, scope, False) if bindings else None
            scope = scope.parent
        return None

    def single(self, name: cst.Name) -> Binding | None:
        """The one binding that reaches this use, or None when there are several or none."""
        found = self.lookup(name)
        return found.bindings[0] if found and len(found.bindings) == 1 and not _escapes(found) else None

    @cached_property
    def aliases(self) -> dict[str, set[str]]:
        """Names under which this file imports something else's last name: `from bcrypt import gensalt as g`
        gives {"gensalt": {"g"}}; assignments of one name to another count too."""
        found: dict[str, set[str]] = {}
        for alias in self.index.of(cst.ImportAlias):
            if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
                found.setdefault(last_name(alias.name), set()).add(alias.asname.name.value)
        for node in self.index.of(cst.Assign):
            if isinstance(node.value, cst.Name | cst.Attribute):
                for target in node.targets:
                    if isinstance(target.target, cst.Name | cst.Attribute):
                        found.setdefault(last_name(node.value), set()).add(last_name(target.target))
        return found

    def earlier(self, binding: Binding) -> tuple[Binding, ...]:
        """The other bindings of the same name that can be in force when `binding`, an `+=` or an `append`, runs: in a loop
        the binding itself is one too, which says nothing new."""
        if id(binding) not in self._earlier:
            scope = self.index.scope(binding.statement)
            known = binding.name in scope.bindings
            before = self._flow.before(binding.name, binding.statement, scope.node).bindings if known else ()
            self._earlier[id(binding)] = tuple(other for other in before if other is not binding)
        return self._earlier[id(binding)]

    def is_unchanged(self, name: cst.Name, statement: cst.CSTNode) -> bool:
        """Whether the bindings that `name` can have at another statement of its scope are those that it has where it stands."""
        scope = self.index.scope(name)
        here, there = (self._flow.before(name.value, at, scope.node) for at in (self.index.statement(name), statement))
        return set(here.bindings) == set(there.bindings)

    def qualname(self, node: cst.CSTNode | None) -> str | None:
        """The dotted name under which a library knows what `node` names, through aliases, re-assignments and shadowing:
        `b.hashpw` after `import bcrypt as b` is "bcrypt.hashpw". A name that this file defines is ".name"; a builtin is
        its own name."""
        path = self.path(node)
        return None if path is None or "(" in path or "[" in path else path

    def path(self, node: cst.CSTNode | None, depth: int = 0) -> str | None:
        """How `node` came to be, as a dotted path in which `()` is a call and `[]` a subscript: `conn` after
        `conn = sqlite3.connect(p)` is "sqlite3.connect()". An annotated parameter of type T is "T()". Awaiting, entering
        `with` and iterating do not show."""
        if node is None or depth > _DEPTH:
            return None
        if node in self._paths:
            return self._paths[node]
        self._paths[node] = None
        found = self._paths[node] = self._path(node, depth)
        return found

    def _path(self, node: cst.CSTNode, depth: int) -> str | None:
        if isinstance(node, cst.Name):
            return self._name_path(node, depth)
        if isinstance(node, cst.Attribute):
            if isinstance(node.value, cst.Name) and node.value.value in ("self", "cls"):
                member = self._member_path(node, depth)
                if member is not None:
                    return member
            owner = self.path(node.value, depth + 1)
            return None if owner is None else f"{owner}.{node.attr.value}"
        if isinstance(node, cst.Call):
            callee = self.path(node.func, depth + 1)
            if callee is None:
                return None
            return self._call_path(node, callee, depth)
        if isinstance(node, cst.Await):
            return self.path(node.expression, depth + 1)
        if isinstance(node, cst.Subscript):
            owner = self.path(node.value, depth + 1)
            return None if owner is None else f"{owner}[]"
        if isinstance(node, cst.NamedExpr):
            return self.path(node.value, depth + 1)
        if isinstance(node, cst.BooleanOperation):
            return self.path(node.left, depth + 1) or self.path(node.right, depth + 1)
        return None

    def _name_path(self, name: cst.Name, depth: int) -> str | None:
        found = self.lookup(name)
        if found is None:
            return name.value if name.value in _BUILTINS else None
        paths = [self.binding_path(binding, depth + 1) for binding in found.bindings]
        known = [path for path in paths if path is not None]
        if not known:
            return None
        if all(binding.kind == "import" for binding in found.bindings):
            return known[0]  # try/except ImportError: the first is the one that is meant
        return known[0] if len(set(paths)) == 1 else (known[0] if len(set(known)) == 1 and "(" in known[0] else None)

    def binding_path(self, binding: Binding, depth: int = 0) -> str | None:
        """The path of what `binding` binds."""
        node = binding.node
        if binding.kind == "import":
            return _imported(node, self.index)
        if binding.kind in ("def", "class"):
            return f".{binding.name}"
        if binding.kind == "param" and isinstance(node, cst.Param):
            return self._param_path(node, depth)
        if isinstance(node, cst.AnnAssign):
            annotated = instance_of(self, node.annotation.annotation, depth)
            made = self.path(binding.value, depth)
            return made if made and made.endswith(")") else annotated or made
        if binding.kind in ("assign", "with", "for"):
            return self.path(binding.value, depth)
        return None

    def _param_path(self, param: cst.Param, depth: int) -> str | None:
        if param.annotation is not None:
            annotated = instance_of(self, param.annotation.annotation, depth)
            if annotated is not None:
                return annotated
        return self.path(param.default, depth) if isinstance(param.default, cst.Call) else None

    def _member_path(self, node: cst.Attribute, depth: int) -> str | None:
        for binding in self.members(node):
            path = self.binding_path(binding, depth + 1)
            if path is not None:
                return path
        return None

    def members(self, node: cst.Attribute) -> list[Binding]:
        """What `self.x` is bound to in the class around it, its bases in this file included."""
        owner = self.index.enclosing(node, cst.ClassDef)
        found: list[Binding] = []
        seen: set[cst.ClassDef] = set()
        while owner is not None and owner not in seen:
            seen.add(owner)
            found += self.index.attributes.get((owner, node.attr.value), [])
            found += self.index.scopes[owner].bindings.get(node.attr.value, [])
            owner = next((c for base in owner.bases if (c := self.local_class(base.value))), None)
        return found

    def local_class(self, node: cst.BaseExpression) -> cst.ClassDef | None:
        """The class of this file that `node` names."""
        if isinstance(node, cst.Name):
            binding = self.single(node)
            if binding is not None and isinstance(binding.node, cst.ClassDef):
                return binding.node
        return None

    def local_function(self, func: cst.BaseExpression) -> cst.FunctionDef | None:
        """The function or method of this file that a call of `func` runs."""
        if isinstance(func, cst.Name):
            binding = self.single(func)
            if binding is not None and isinstance(binding.node, cst.FunctionDef):
                return binding.node
        if isinstance(func, cst.Attribute) and isinstance(func.value, cst.Name):
            if func.value.value in ("self", "cls"):
                bindings = self.members(func)
            else:
                owner = self.local_class(func.value)
                bindings = self.index.scopes[owner].bindings.get(func.attr.value, []) if owner else []
            for binding in bindings:
                if isinstance(binding.node, cst.FunctionDef):
                    return binding.node
        return None

    def _call_path(self, call: cst.Call, callee: str, depth: int) -> str | None:
        function = self.local_function(call.func)
        if function is not None:
            returned = self.returned_path(function, depth + 1)
            if returned is not None:
                return returned
        if callee in ("fastapi.Depends", "fastapi.Security", "fastapi.params.Depends") and call.args:
            provider = self.local_function(call.args[0].value)
            return self.returned_path(provider, depth + 1) if provider else None
        if callee in ("contextlib.closing", "typing.cast") and call.args:
            return self.path(call.args[-1].value, depth + 1)
        return f"{callee}()"

    def returned_path(self, function: cst.FunctionDef, depth: int = 0) -> str | None:
        """The path of what a function of this file returns or yields, or of its return annotation."""
        for statement in self.returned(function):
            path = self.path(statement, depth + 1)
            if path is not None:
                return path
        return instance_of(self, function.returns.annotation, depth + 1) if function.returns else None

    def returned(self, function: cst.FunctionDef) -> list[cst.BaseExpression]:
        """The expressions that `function` itself returns or yields (nested functions left out)."""
        known = self._returned.get(function)
        if known is None:
            index = self.index
            nested = index.inside(function.body, cst.FunctionDef, cst.Lambda, cst.ClassDef)
            ends: list[cst.Return | cst.Yield] = [
                *index.inside(function.body, cst.Return),
                *index.inside(function.body, cst.Yield),
            ]
            known = self._returned[function] = [
                node.value
                for node in index.inside_out(ends)
                if isinstance(node.value, cst.BaseExpression)
                and not any(index.contains(inner, node) for inner in nested)
            ]
        return known


def _flow_root(scope: Scope | None) -> cst.CSTNode | None:
    """The function, class or module whose statements run in order around a (comprehension) scope."""
    while scope is not None and type(scope.node) not in _FLOWING:
        scope = scope.parent
    return scope.node if scope else None


def _escapes(found: Lookup) -> bool:
    """Whether other scopes rebind the name (`global x`), so that one binding is not the whole story."""
    binding = found.bindings[0]
    return binding.kind == "mutate" or (found.open and binding.kind not in ("param", "import"))


def _imported(alias: cst.CSTNode, index: Index) -> str | None:
    if not isinstance(alias, cst.ImportAlias):
        return None
    name = dotted(alias.name)
    statement = index.parents[alias]
    if isinstance(statement, cst.ImportFrom):
        module = dotted(statement.module) if statement.module else ""
        return f"{'.' * len(statement.relative)}{module}.{name}" if statement.relative else f"{module}.{name}"
    return name if alias.asname else name.partition(".")[0]


def dotted(node: cst.CSTNode) -> str:
    """`a.b.c` of a chain of names; "" of anything else."""
    if isinstance(node, cst.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr.value}" if owner else ""
    return node.value if isinstance(node, cst.Name) else ""
