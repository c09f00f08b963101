"""Knows the units that a file is made of, before LibCST has parsed anything: functions, classes, other statements.

Units are what elision keeps or leaves out. A nested function belongs to the outermost one; a definition in an `if`
or `try` outside of functions is a unit of its own."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from backend_lint.semantics.parts import OUTSIDE, UNDEFINED, Nodes, Part, by_type, last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.vocabulary import Words, constants, handed

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPOUND = (*_DEFINITIONS, ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.With, ast.AsyncWith,
             ast.Match)  # fmt: skip
_TELLING_FIELD: re.Pattern[str] = regex(r"^__|(?i:pass|pw|secret)")
_TELLING_CLASS: re.Pattern[str] = regex(r"Service|Repo|DAO|Settings|Config|Test|Migration")
#: Modules whose import says where a file's configuration or business logic is, or which half of a library it uses.
_TELLING_MODULE: re.Pattern[str] = regex(
    r"(?:^|[._])(?:conf|config|settings|services?|usecases?|repositor(?:y|ies)|crud|dao|domain|web|asyncio)(?:[._]|$)"
)
#: A function of so many simple statements, its docstring not counted, only returns something.
_SHORT = 2


class Unit:
    """A statement outside of functions, without the definitions in it. `first` and `last` are its 1-based lines,
    decorators included; `owner` is the class around it; `nested` says that it stands in a compound statement."""

    def __init__(self, outline: Outline, node: ast.stmt, owner: Class | None, nested: bool) -> None:
        self._outline = outline
        self.node = node
        self.owner = owner
        self.nested = nested
        self.first = first_line(node)
        self.last = node.end_lineno or node.lineno

    @cached_property
    def part(self) -> Part:
        """The nodes of the unit."""
        return self._outline.part(by_type([self.node], UNDEFINED))

    @cached_property
    def binds(self) -> frozenset[str]:
        """The names by which other code means this unit."""
        if isinstance(self.node, ast.Import | ast.ImportFrom):
            return frozenset(alias.asname or alias.name.partition(".")[0] for alias in self.node.names)
        return frozenset(target.id for target in self._targets if isinstance(target, ast.Name))

    @property
    def is_import(self) -> bool:
        """Whether the statement imports."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @cached_property
    def is_passive(self) -> bool:
        """Whether the statement only binds names or says nothing: it matters only to what uses those names."""
        if isinstance(self.node, ast.Assign | ast.AnnAssign):
            return all(isinstance(target, ast.Name) for target in self._targets)
        if isinstance(self.node, ast.Expr):
            return isinstance(self.node.value, ast.Constant)
        if self.is_import:
            return self not in self._outline.telling_imports
        return isinstance(self.node, ast.Pass)

    @property
    def tells(self) -> bool:
        """Whether a field says what the class around it is by its name (`TESTING`, `__tablename__`, a column for
        passwords), or declares a part of its objects."""
        if isinstance(self.node, ast.AnnAssign):
            return True
        return any(name.isupper() or _TELLING_FIELD.search(name) for name in self.binds)

    @property
    def uses_around(self) -> frozenset[str]:
        """The names that the unit uses where the fields of the class around it are meant by their names alone."""
        return self.part.ids

    @cached_property
    def _targets(self) -> list[ast.expr]:
        pending = list(self.node.targets) if isinstance(self.node, ast.Assign) else []
        pending += [self.node.target] if isinstance(self.node, ast.AnnAssign) else []
        found: list[ast.expr] = []
        while pending:
            target = pending.pop()
            if isinstance(target, ast.Tuple | ast.List):
                pending += target.elts
            else:
                found.append(target)
        return found


class Function(Unit):
    """An outermost function; its part holds its decorators and parameters too."""

    node: ast.FunctionDef | ast.AsyncFunctionDef

    @cached_property
    def part(self) -> Part:
        return self._outline.part(by_type([self.node]))

    @cached_property
    def binds(self) -> frozenset[str]:
        nodes = self.part.of(ast.Global) if self._outline.declares_globals else ()
        return frozenset([self.node.name, *(name for node in nodes for name in node.names)])

    @cached_property
    def uses_around(self) -> frozenset[str]:
        head = by_type([*self.node.decorator_list, self.node.args])
        return frozenset(name.id for name in head.get(ast.Name, ()))  # type: ignore[attr-defined]

    @property
    def is_short(self) -> bool:
        """Whether the body is one or two simple statements: the helper that only returns something."""
        body = self.node.body
        if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body = body[1:]
        return len(body) <= _SHORT and not any(isinstance(statement, _COMPOUND) for statement in body)


class Class(Unit):
    """A class outside of functions; its part holds its bases and decorators, `members` what stands in its body."""

    node: ast.ClassDef

    def __init__(self, outline: Outline, node: ast.ClassDef, owner: Class | None, nested: bool) -> None:
        super().__init__(outline, node, owner, nested)
        self.members: list[Unit] = []

    @cached_property
    def part(self) -> Part:
        nodes = by_type([*self.node.decorator_list, *self.node.bases, *self.node.keywords])
        return self._outline.part({**nodes, ast.ClassDef: [self.node]})

    @cached_property
    def binds(self) -> frozenset[str]:
        return frozenset([self.node.name])

    @cached_property
    def tells(self) -> bool:
        """Whether the class may say by its name or a base what the file is for: tests, settings, a layer. What an import
        calls otherwise may be any base."""
        bases = [last_name(base.value if isinstance(base, ast.Subscript) else base) for base in self.node.bases]
        return any(map(_TELLING_CLASS.search, (self.node.name, *bases))) or not self._outline.renamed.isdisjoint(bases)


class Outline:
    """The units of one file; `members` are those of the module's body, in order."""

    def __init__(self, tree: ast.Module, *, declares_globals: bool = True) -> None:
        """`declares_globals`: a function may hold a `global` statement. Where the text has no such word, the bodies of most
        functions are not looked at."""
        self.declares_globals = declares_globals
        self.members: list[Unit] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.statements: list[Unit] = []
        self._tree = tree
        self._divide()
        self._functions: dict[str, list[Function]] = defaultdict(list)
        for function in self.functions:
            self._functions[function.node.name].append(function)

    def _divide(self) -> None:
        pending: list[tuple[ast.AST, Class | None, list[Unit] | None]] = [(self._tree, None, self.members)]
        while pending:
            node, owner, members = pending.pop()
            for child in ast.iter_child_nodes(node):
                nested = members is None
                unit: Unit
                if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                    unit = Function(self, child, owner, nested)
                    self.functions.append(unit)
                elif isinstance(child, ast.ClassDef):
                    unit = Class(self, child, owner, nested)
                    self.classes.append(unit)
                    pending.append((child, unit, unit.members))
                elif isinstance(child, ast.stmt):
                    unit = Unit(self, child, owner, nested)
                    if not nested:
                        self.statements.append(unit)
                    if isinstance(child, _COMPOUND):
                        pending.append((child, owner, None))
                else:
                    if isinstance(child, ast.excepthandler | ast.match_case):
                        pending.append((child, owner, None))
                    continue
                if members is not None:
                    members.append(unit)

    def part(self, nodes: Nodes) -> Part:
        """These nodes as a part of the file; definitions in them are left out unless they are the file's functions."""
        return Part(nodes, self)

    def functions_named(self, name: str) -> list[Part]:
        """The functions of that name."""
        return [function.part for function in self._functions.get(name, ())]

    def assigned(self, name: str) -> list[ast.expr]:
        """What a name of the module is given; in a branch or loop as well."""
        return self._assigned.get(name, [])

    @cached_property
    def _assigned(self) -> dict[str, list[ast.expr]]:
        found: dict[str, list[ast.expr]] = defaultdict(list)
        for unit in self.statements:
            for node in unit.part.of(ast.Assign) if unit.owner is None else ():
                for target in node.targets:
                    for inner in ast.walk(target):
                        if isinstance(inner, ast.Name):
                            found[inner.id].append(node.value)
            for annotated in unit.part.of(ast.AnnAssign) if unit.owner is None else ():
                if isinstance(annotated.target, ast.Name) and annotated.value is not None:
                    found[annotated.target.id].append(annotated.value)
        return found

    def callers(self, name: str) -> list[Part]:
        """The functions that call something of that name."""
        return self._callers.get(name, [])

    @cached_property
    def _callers(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = defaultdict(list)
        for function in self.functions:
            for name in function.part.called_names:
                found[name].append(function.part)
        return found

    @cached_property
    def outside(self) -> Part:
        """All that stands outside of functions, as one part; the heads of functions included."""
        return self.part(_without_functions(by_type([self._tree], OUTSIDE)))

    @cached_property
    def _whole(self) -> Part:
        return self.part(by_type([self._tree]))

    @cached_property
    def telling_imports(self) -> frozenset[Unit]:
        """The imports that say something of the file, whoever uses them: the first of each package, those of a module
        that stands for a part of the program, those of everything."""
        found: set[Unit] = set()
        packages: set[str] = set()
        for unit in self.statements:
            node = unit.node
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            module = f"{'.' * node.level}{node.module or ''}." if isinstance(node, ast.ImportFrom) else ""
            names = [f"{module}{alias.name}" for alias in node.names]
            new = {name.partition(".")[0] for name in names} - packages - {""}
            packages |= new
            if new or any(name.endswith("*") or _TELLING_MODULE.search(name) for name in names):
                found.add(unit)
        return frozenset(found)

    @cached_property
    def renamed(self) -> frozenset[str]:
        """The names that imports outside of functions give to what is called otherwise."""
        nodes = (unit.node for unit in self.statements if isinstance(unit.node, ast.Import | ast.ImportFrom))
        return frozenset(alias.asname for node in nodes for alias in node.names if alias.asname)

    @cached_property
    def words(self) -> Words:
        """What the file speaks of."""
        return Words(self._tree, lambda: self._whole)

    @cached_property
    def handed(self) -> frozenset[str]:
        """The names that are used other than by calling them."""
        return handed(self._whole)

    @cached_property
    def constants(self) -> frozenset[str]:
        """The names that may be constants, those of functions included."""
        return constants(self._whole)


def _without_functions(nodes: Nodes) -> Nodes:
    return {kind: some for kind, some in nodes.items() if kind not in _DEFINITIONS[:2]}


def first_line(statement: ast.stmt) -> int:
    """The 1-based line on which a statement begins, its decorators included."""
    decorators: Iterable[ast.expr] = getattr(statement, "decorator_list", ())
    return min((decorator.lineno for decorator in decorators), default=statement.lineno)
