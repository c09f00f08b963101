"""How much business logic a handler holds: the score of the catalogue's table,
with a reason for each point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.branchtests import BranchTests
from backend_lint.frameworks.computation import Computation
from backend_lint.frameworks.effects import effect
from backend_lint.frameworks.ormaccess import DatabaseAccess
from backend_lint.frameworks.pagebuilding import PageBuilding
from backend_lint.frameworks.routes import Routes
from backend_lint.frameworks.thinness import Thinness
from backend_lint.frameworks.thintables import (
    FREE_SERVICES,
    NOT_ENTITIES,
    SERVICE,
    SERVICE_MODULE,
    STATEMENTS_PER_POINT,
)
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name
from backend_lint.semantics.lexis import mentions
from backend_lint.semantics.names import dotted

_COMPREHENSIONS: tuple[type[cst.BaseComp], ...] = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp)


class Reason(NamedTuple):
    """What a handler does itself, where, and how many points it is worth."""

    node: cst.CSTNode
    points: int
    text: str


class HandlerLogic:
    """The logic in the handlers of one file (`analysis.know(HandlerLogic)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names
        self._index = analysis.index
        self._bodies = analysis.know(Bodies)
        self._routes = analysis.know(Routes)
        self._thin = analysis.know(Thinness)
        self._tests = analysis.know(BranchTests)
        self._pages = analysis.know(PageBuilding)
        self._database = analysis.know(DatabaseAccess)
        self._computation = analysis.know(Computation)
        self._claimed: dict[cst.FunctionDef, cst.FunctionDef] = {}
        self._defined = frozenset(function.name.value for function in analysis.index.of(cst.FunctionDef))

    def of(self, function: cst.FunctionDef, max_statements: int) -> list[Reason]:
        """The reasons for the score of a handler or dependency, those of its helpers (depth 1) included."""
        found = list(self._reasons(function, max_statements))
        for helper in self.helpers(function):
            if not self._is_shown(helper, function):
                found += self._reasons(helper, max_statements)
        return found

    def _is_shown(self, helper: cst.FunctionDef, function: cst.FunctionDef) -> bool:
        """Whether a helper is only called for what a page of the handler shows, and queries nothing for it."""
        calls = self._index.calls.get(helper.name.value, ())
        shown = [self._pages.holds(call) for call in calls if self._index.contains(function, call)]
        return all(shown) and bool(shown) and not self._database.of(helper)

    def helpers(self, function: cst.FunctionDef) -> list[cst.FunctionDef]:
        """Functions of this file that only handlers call, this handler first of them."""
        handlers = self._routes.handlers
        found: list[cst.FunctionDef] = []
        for call in self._bodies.of(function, cst.Call):
            if last_name(call.func) not in self._defined:
                continue
            helper = self._names.local_function(call.func)
            if helper is None or self._index.enclosing(helper, cst.FunctionDef) is not None:
                continue  # a function inside the handler is part of its body
            if helper in handlers or helper in self._routes.dependencies or helper.decorators:
                continue
            if helper not in self._claimed and self._only_handlers_use(helper):
                self._claimed[helper] = function
            if self._claimed.get(helper) is function and helper not in found and helper is not function:
                found.append(helper)
        return found

    def _only_handlers_use(self, helper: cst.FunctionDef) -> bool:
        """Whether every mention of the helper's name in the file is its definition or a call in a handler. The
        file's text is counted, since functions without handlers may not be in the tree."""
        name = helper.name.value
        calls = [call for call in self._index.calls.get(name, ()) if self._routes.of(call) is not None]
        return mentions(self._analysis.source.text, name) == len(calls) + 1

    def _reasons(self, function: cst.FunctionDef, max_statements: int) -> Iterator[Reason]:
        yield from self._loops(function)
        yield from self._branches(function)
        yield from self._computations(function)
        yield from self._entities(function)
        access = next((a for a in self._database.of(function) if self._is_work(a.node, a.kind)), None)
        if access is not None:
            yield Reason(access.node, 2, f"database access `{self._short(access.node.func)}()`")
        yield from self._effects(function)
        yield from self._services(function)
        for node in self._bodies.of(function, cst.Try):
            if not self._thin.free_try(node):
                yield Reason(node, 1, "error handling that does more than answer")
        count = self._statements(function)
        points = (count - max_statements) // STATEMENTS_PER_POINT
        if points > 0:
            yield Reason(function.name, points, f"{count} statements")

    def _is_work(self, node: cst.Call, kind: str) -> bool:
        return kind == "query" or (kind == "django" and not last_name(node.func).endswith("_404"))

    def _short(self, node: cst.CSTNode) -> str:
        text = " ".join(self._thin.source(node).split())
        return text if len(text) <= 40 else f"{text[:37]}..."

    def _loops(self, function: cst.FunctionDef) -> Iterator[Reason]:
        loops = [*self._bodies.of(function, cst.For), *self._bodies.of(function, cst.While)]
        for loop in loops:
            if not self._thin.free_loop(loop):
                what = f"loop over `{self._short(loop.iter)}`" if isinstance(loop, cst.For) else "`while` loop"
                yield Reason(loop, 2, what)
        for kind in _COMPREHENSIONS:
            for made in self._bodies.of(function, kind):
                if self._decides(made) and not self._thin.quiet(made):
                    yield Reason(made, 1, "comprehension with condition or arithmetic")

    def _decides(self, node: cst.BaseComp) -> bool:
        part: cst.CompFor | None = node.for_in
        while part is not None:
            if any(not self._tests.existence(condition.test) for condition in part.ifs):
                return True
            part = part.inner_for_in
        made = node.value if isinstance(node, cst.DictComp) else getattr(node, "elt", node)
        return any(
            self._computation.is_arithmetic(operation) for operation in self._bodies.inside(made, cst.BinaryOperation)
        )

    def _branches(self, function: cst.FunctionDef) -> Iterator[Reason]:
        for node in self._bodies.of(function, cst.If):
            if not self._thin.free_branch(node):
                yield Reason(node, 1, f"branch on `{self._short(node.test)}`")
        for choice in self._bodies.of(function, cst.IfExp):
            if not self._thin.free_choice(choice):
                yield Reason(choice, 1, f"choice by `{self._short(choice.test)}`")
        for match in self._bodies.of(function, cst.Match):
            if not self._thin.free_match(match):
                yield Reason(match, len(match.cases), f"`match` on `{self._short(match.subject)}`")

    def _computations(self, function: cst.FunctionDef) -> Iterator[Reason]:
        """One reason for each statement that computes."""
        seen: set[cst.CSTNode] = set()
        for node in self._computation.of(function):
            statement = self._index.statement(node)
            if statement not in seen and not self._thin.free_arithmetic(node):
                seen.add(statement)
                yield Reason(node, 2, f"computation `{self._short(node)}`")

    def _entities(self, function: cst.FunctionDef) -> Iterator[Reason]:
        """One reason for each object whose attributes are assigned."""
        seen: set[str] = set()
        targets: list[cst.BaseExpression] = [t.target for n in self._bodies.of(function, cst.Assign) for t in n.targets]
        targets += [node.target for node in self._bodies.of(function, cst.AugAssign)]
        for target in targets:
            if not isinstance(target, cst.Attribute) or not isinstance(target.value, cst.Name | cst.Attribute):
                continue
            name = self._thin.source(target.value)
            if self._is_caught(target.value):
                continue
            if (
                name in seen
                or any(NOT_ENTITIES.match(part) for part in name.split(".")[:1])
                or self._is_answer(target.value)
            ):
                continue
            seen.add(name)
            yield Reason(target, 2, f"assignment to `{self._short(target)}`")
        for call in self._bodies.of(function, cst.Call):
            if not (isinstance(call.func, cst.Name) and call.func.value == "setattr"):
                continue
            if self._index.enclosing(call, cst.For) is not None and self._names.qualname(call.func) == "setattr":
                yield Reason(call, 2, "`setattr` in a loop")

    def _is_caught(self, node: cst.BaseExpression) -> bool:
        """Whether the object is an exception: `except Invalid as e: e.code = …`."""
        found = self._names.lookup(node) if isinstance(node, cst.Name) else None
        return found is not None and any(binding.kind == "except" for binding in found.bindings)

    def _is_answer(self, node: cst.BaseExpression) -> bool:
        """Whether an object is a response or schema that the handler makes to answer with."""
        path = self._names.path(node) or ""
        return bool(
            re.search(
                r"(Response|Read|Out|Schema|Form|Serializer|model_validate|from_orm|make_response)(\(\))?$",
                path,
            )
        )

    def _effects(self, function: cst.FunctionDef) -> Iterator[Reason]:
        seen: set[str] = set()
        for call in self._bodies.of(function, cst.Call):
            kind = effect(self._analysis, call)
            if kind is not None and kind not in seen:
                seen.add(kind)
                yield Reason(call, 2, f"{kind} `{self._short(call.func)}()`")

    def _services(self, function: cst.FunctionDef) -> Iterator[Reason]:
        """Distinct service calls beyond the second; a call that is an argument of another is part of it."""
        seen: dict[str, cst.Call] = {}
        for call in self._bodies.of(function, cst.Call):
            if self._is_service(call.func) and not isinstance(self._index.parents[call], cst.Arg):
                seen.setdefault(dotted(call.func), call)
        for written, call in list(seen.items())[FREE_SERVICES:]:
            yield Reason(call, 1, f"further service call `{written}()`")

    def _is_service(self, func: cst.BaseExpression) -> bool:
        """Whether what is called belongs to a service or repository: by its object's name or type, or by the
        module that a function is imported from. Classes are made, not asked."""
        if not dotted(func) or last_name(func)[:1].isupper():
            return False
        if isinstance(func, cst.Attribute):
            owner = last_name(func.value)
            made = (self._names.path(func.value) or "").removesuffix("()")
            return not owner[:1].isupper() and bool(SERVICE.search(owner) or ("(" not in made and SERVICE.search(made)))
        return SERVICE_MODULE.search((self._names.qualname(func) or "").rpartition(".")[0]) is not None

    def _statements(self, function: cst.FunctionDef) -> int:
        """Statements of the body; a docstring, logging, building a page and `pass` do not count."""
        count = 0
        pending = list(block(function.body))
        if (
            pending
            and isinstance(pending[0], cst.Expr)
            and isinstance(pending[0].value, cst.SimpleString | cst.ConcatenatedString)
        ):
            pending = pending[1:]
        while pending:
            node = pending.pop()
            if self._pages.renders(node):
                continue
            logged = isinstance(node, cst.Expr) and isinstance(node.value, cst.Call) and self._thin.logs(node.value)
            count += not logged and not isinstance(node, cst.Pass | cst.Import | cst.ImportFrom)
            for part in _suites(node):
                pending.extend(block(part))
        return count


def _suites(node: cst.CSTNode) -> Iterator[cst.BaseSuite]:
    """The bodies of a compound statement, those of its `elif`, `else`, `except` and `finally` included."""
    body = getattr(node, "body", None)
    if isinstance(body, cst.BaseSuite):
        yield body
    for name in ("orelse", "finalbody"):
        part = getattr(node, name, None)
        if part is not None:
            yield from _suites(part)
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield from _suites(part)
