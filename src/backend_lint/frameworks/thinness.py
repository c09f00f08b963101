"""What a thin handler may do without being a place of business logic: guards, input, logs, responses."""

from __future__ import annotations

import re
from typing import cast

import libcst as cst

from backend_lint.frameworks.branchbodies import chooses, converts, is_default, is_guard
from backend_lint.frameworks.branchtests import BranchTests, asks_another
from backend_lint.frameworks.pagebuilding import PageBuilding
from backend_lint.frameworks.requests import coerced, tainted
from backend_lint.frameworks.thintables import (
    AUTH,
    CLOCK,
    COLLECTING,
    DISPATCH,
    ERROR_STEPS,
    KINDS,
    LOGGING,
    METHOD,
    NEGOTIATION,
    PLACE,
    REFUSAL,
    REQUEST,
    SERIALIZING,
    SETTINGS,
    STORES,
    TELLS,
    VALID,
)
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name

#: Calls that only set something of the response.
_ON_RESPONSES = frozenset({"set_cookie", "delete_cookie", "set_header", "set_status"})
#: Calls that keep a number within bounds.
_BOUNDS = frozenset({"min", "max"})


class Thinness:
    """Judges the statements of one file's handlers."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._bodies = analysis.know(Bodies)
        self._tests = analysis.know(BranchTests)
        self._pages = analysis.know(PageBuilding)
        self._sources: dict[int, str] = {}

    def source(self, node: cst.CSTNode) -> str:
        """The source of `node`, made once, as LibCST is slow at it."""
        if id(node) not in self._sources:
            self._sources[id(node)] = self._analysis.module.code_for_node(node)
        return self._sources[id(node)]

    def quiet(self, node: cst.CSTNode) -> bool:
        """Whether `node` is part of a log call, a metric, or an error's text."""
        for ancestor in self._index.ancestors(node):
            kind = type(ancestor)
            if kind is cst.Raise:
                return True
            if kind is cst.Call and self.logs(cast("cst.Call", ancestor)):
                return True
            if isinstance(ancestor, cst.BaseStatement):
                return self._pages.holds(node)
        return False

    def logs(self, call: cst.Call) -> bool:
        """Whether the call logs, measures or tells the user."""
        func: cst.BaseExpression = call.func
        if LOGGING.match(last_name(func)):
            return True
        while isinstance(func, cst.Attribute | cst.Call):
            func = func.value if isinstance(func, cst.Attribute) else func.func
            if isinstance(func, cst.Attribute | cst.Name) and LOGGING.match(last_name(func)):
                return True
        return False

    def free_branch(self, node: cst.If) -> bool:
        """Whether an `if` or `elif` is no decision about the domain."""
        test, statements = self.source(node.test), block(node.body)
        if METHOD.search(test) or VALID.search(test) or SETTINGS.search(test) or NEGOTIATION.search(test):
            return True
        if all(self._presents(statement) or self._pages.renders(statement) for statement in statements):
            return True
        if all(map(self._corrects_input, statements)) and self._tests.only_input(node.test):
            return True
        guards = is_guard(statements)
        if guards and self._in_error(node):
            return True  # an error is told apart, to be answered
        loop = self._index.enclosing(node, cst.For, cst.FunctionDef)
        if self._dispatches(node) or self._tests.asks_who(node.test) or self._tests.asks_which(node.test):
            return True
        if self._pages.holds(node) or (isinstance(loop, cst.For) and self._reads_input(loop)):
            return True
        existence = self._tests.existence(node.test)
        if existence and converts(node):
            return True
        if guards and (existence or node.orelse is None):
            refuses = REFUSAL.search(self.source(node.body)) is not None
            return (
                existence
                or refuses
                or AUTH.search(test) is not None
                or self._tests.only_input(node.test)
                or asks_another(node.test)
            )
        return (
            existence and (self._tests.only_input(node.test) or self._tests.only_given(node.test))
        ) or self._tests.only_pages(node.test)

    def _in_error(self, node: cst.CSTNode) -> bool:
        """Whether `node` handles an exception."""
        return isinstance(self._index.enclosing(node, cst.ExceptHandler, cst.FunctionDef), cst.ExceptHandler)

    def _corrects_input(self, statement: cst.CSTNode) -> bool:
        """Whether a statement changes nothing but what came with the request: `given["tags"] = []`."""
        return isinstance(statement, cst.Assign) and all(
            isinstance(each.target, cst.Subscript) and tainted(self._analysis, each.target.value)
            for each in statement.targets
        )

    def _dispatches(self, node: cst.If) -> bool:
        """Whether the branch is one of three or more that compare the same thing and only delegate."""
        subject = self._subject(node)
        function = self._index.function(node)
        if subject is None or function is None:
            return False
        return sum(self._subject(other) == subject for other in self._bodies.of(function, cst.If)) >= DISPATCH

    def _subject(self, node: cst.If) -> str | None:
        """The source of `kind` in `if kind == A: return f(x)`, a body of one statement."""
        statements = block(node.body)
        if len(statements) != 1 or not isinstance(statements[0], cst.Return | cst.Expr | cst.Assign):
            return None
        if isinstance(statements[0], cst.Assign) and not chooses(statements[0]):
            return None
        test = node.test
        if not isinstance(test, cst.Comparison):
            return None
        asked = test.comparisons[0]
        if isinstance(asked.operator, cst.In) and isinstance(test.left, cst.SimpleString):
            return self.source(asked.comparator)  # `if "user_id" in given: …`
        if not isinstance(asked.operator, cst.Equal | cst.Is):
            return None
        if isinstance(test.left, cst.Attribute) and test.left.attr.value not in KINDS:
            return None  # `order.status == PAID` decides about the order
        return self.source(test.left)

    def free_choice(self, node: cst.IfExp) -> bool:
        """Whether a ternary only supplies a default or shapes a response."""
        test = self.source(node.test)
        if (
            self._tests.existence(node.test)
            or SETTINGS.search(test)
            or NEGOTIATION.search(test)
            or self._tests.only_pages(node.test)
            or self._tests.asks_who(node.test)
            or self._tests.asks_which(node.test)
            or self._in_error(node)
            or (is_default(node.orelse) and f"{test}." in self.source(node.body))
        ):
            return True
        return self._index.enclosing(node, cst.Return) is not None or self.quiet(node)

    def free_match(self, node: cst.Match) -> bool:
        """Whether every case only delegates, answers or refuses."""
        return all(len(block(case.body)) == 1 and isinstance(block(case.body)[0], cst.Return | cst.Raise | cst.Expr | cst.Pass)
                   for case in node.cases)  # fmt: skip

    def free_loop(self, node: cst.BaseCompoundStatement) -> bool:
        """Whether a loop only collects, writes, yields or reads input, or receives from a websocket."""
        if isinstance(node, cst.While) and re.search(r"\.(receive\w*|recv|read)\(", self.source(node.body)):
            return True
        if self._pages.holds(node) or (isinstance(node, cst.For) and self._reads_input(node)):
            return True
        statements = block(node.body)
        if all(
            isinstance(each, cst.If) and is_guard(block(each.body)) and self.free_branch(each) for each in statements
        ):
            return True
        steps = [each for each in statements if not self._prepares(each)]
        return bool(steps) and all(map(self._collects, steps))

    def _reads_input(self, node: cst.For) -> bool:
        """Whether a loop over the parts of a request only sorts them into variables."""
        over_request = REQUEST.search(self.source(node.iter)) is not None
        return (
            over_request and not self._bodies.inside(node.body, cst.Await) and not STORES.search(self.source(node.body))
        )

    def free_arithmetic(self, node: cst.CSTNode) -> bool:
        """Whether a computation is of pages or of the clock, keeps input within bounds, or is only logged."""
        names = [name.value for name in self._bodies.inside(node, cst.Name)]
        return (
            self._tests.only_pages(node)
            or any(CLOCK.match(name) for name in names)
            or self.quiet(node)
            or (isinstance(node, cst.Call) and last_name(node.func) in _BOUNDS and self._is_input(node))
        )

    def _is_input(self, node: cst.BaseExpression) -> bool:
        """Whether a number came with the request, or is written down: what `max(1, int(request.GET["days"]))` parses."""
        if isinstance(node, cst.Call) and last_name(node.func) in _BOUNDS | {"int", "float"}:
            return all(self._is_input(argument.value) for argument in node.args)
        if isinstance(node, cst.Integer | cst.Float) or (isinstance(node, cst.Name) and node.value.isupper()):
            return True
        return tainted(self._analysis, node) or coerced(self._analysis, node)

    def free_try(self, node: cst.Try) -> bool:
        """Whether every handler only turns an error into an answer."""
        return all(self._answers(block(handler.body)) for handler in node.handlers)

    def _answers(self, statements: list[cst.CSTNode]) -> bool:
        return all(
            isinstance(statement, cst.Raise | cst.Return | cst.Pass | cst.Continue | cst.Break)
            or (isinstance(statement, cst.If) and is_guard(block(statement.body)))
            or (isinstance(statement, cst.Expr) and self._tells(statement))
            or isinstance(statement, cst.Assign)
            for statement in statements
        )

    def _tells(self, statement: cst.Expr) -> bool:
        """Whether a statement of an error's handling logs or shows it, or ends the work that failed."""
        value = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
        if isinstance(value, cst.Call) and TELLS.search(last_name(value.func)):
            return True
        return ERROR_STEPS.search(self.source(statement)) is not None

    def _presents(self, statement: cst.CSTNode) -> bool:
        """Whether a statement logs, or sets a header, a cookie, a redirect's address, something serialized or a value of
        the template's context."""
        if isinstance(statement, cst.Pass | cst.Continue | cst.Break):
            return True
        if isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Call | cst.Await):
            call = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
            return isinstance(call, cst.Call) and (self.logs(call) or last_name(call.func) in _ON_RESPONSES)
        if isinstance(statement, cst.AugAssign):
            return PLACE.search(last_name(statement.target)) is not None
        if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
            target = statement.targets[0].target
            if isinstance(target, cst.Name) and (
                PLACE.search(target.value) or SERIALIZING.search(self.source(statement.value))
            ):
                return True
            return re.match(r"(response|resp|headers|context|ctx|request\.session)\b", self.source(target)) is not None
        return False

    def _prepares(self, statement: cst.CSTNode) -> bool:
        """Whether a statement of a loop only names a value for what is collected."""
        if isinstance(statement, cst.AnnAssign):
            return isinstance(statement.target, cst.Name)
        return isinstance(statement, cst.Assign) and all(
            isinstance(each.target, cst.Name | cst.Tuple) for each in statement.targets
        )

    def _shapes(self, statement: cst.CSTNode) -> bool:
        """Whether a statement of a branch in a loop only makes what is collected."""
        return self._prepares(statement) or isinstance(statement, cst.Break) or self._collects(statement)

    def _collects(self, statement: cst.CSTNode) -> bool:
        if self._pages.renders(statement):
            return True
        if isinstance(statement, cst.If):
            rest = statement.orelse
            return (self._tests.existence(statement.test) or self.free_branch(statement)) and all(
                map(self._shapes, [*block(statement.body), *([] if rest is None else [rest])])
            )
        if isinstance(statement, cst.Else):
            return all(map(self._shapes, block(statement.body)))
        if isinstance(statement, cst.Expr):
            value = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
            if isinstance(value, cst.Yield):
                return True
            return isinstance(value, cst.Call) and (self.logs(value) or last_name(value.func) in COLLECTING)
        if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
            return isinstance(statement.targets[0].target, cst.Subscript)
        if isinstance(statement, cst.AugAssign):
            return isinstance(statement.operator, cst.AddAssign) and isinstance(
                statement.value, cst.List | cst.ListComp
            )
        return isinstance(statement, cst.Pass | cst.Continue)
