"""What a thin handler may do without being a place of business logic: guards, input, pages, logs,
responses."""

from __future__ import annotations

import re
from typing import cast

import libcst as cst

from backend_lint.frameworks.requests import coerced, tainted
from backend_lint.frameworks.thintables import (
    AUTH,
    CARRIERS,
    CLOCK,
    DISPATCH,
    ERROR_STEPS,
    KINDS,
    LOGGING,
    METHOD,
    NEGOTIATION,
    PAGE,
    PAGING,
    REFUSAL,
    REQUEST,
    RESOURCE,
    SETTINGS,
    STORES,
    VALID,
)
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name


class Thinness:
    """Judges the statements of one file's handlers."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._bodies = analysis.know(Bodies)
        self._pages: dict[cst.With, bool] = {}

    def source(self, node: cst.CSTNode) -> str:
        """The source of `node`."""
        return self._analysis.module.code_for_node(node)

    def quiet(self, node: cst.CSTNode) -> bool:
        """Whether `node` is part of a log call, a metric, or an error's text."""
        for ancestor in self._index.ancestors(node):
            kind = type(ancestor)
            if kind is cst.Raise:
                return True
            if kind is cst.Call and self.logs(cast("cst.Call", ancestor)):
                return True
            if isinstance(ancestor, cst.BaseStatement):
                return self.in_page(node)
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
        if all(self._presents(statement) or self.renders(statement) for statement in statements):
            return True
        if _is_guard(statements) and self._index.enclosing(
            node, cst.ExceptHandler, cst.FunctionDef
        ) is not self._index.function(node):
            return True  # an error is told apart, to be answered
        loop = self._index.enclosing(node, cst.For, cst.FunctionDef)
        if self._dispatches(node):
            return True
        if self.in_page(node) or (isinstance(loop, cst.For) and self._reads_input(loop)):
            return True
        existence = self.existence(node.test)
        if _is_guard(statements) and node.orelse is None:
            refuses = REFUSAL.search(self.source(node.body)) is not None
            return (
                existence
                or refuses
                or AUTH.search(test) is not None
                or self._only_input(node.test)
                or _called(node.test)
            )
        return (existence and self._only_input(node.test)) or self._only_pages(node.test)

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
        if len(statements) != 1 or not isinstance(statements[0], cst.Return | cst.Expr):
            return None
        test = node.test
        if not isinstance(test, cst.Comparison) or not isinstance(test.comparisons[0].operator, cst.Equal | cst.Is):
            return None
        if isinstance(test.left, cst.Attribute) and test.left.attr.value not in KINDS:
            return None  # `order.status == PAID` decides about the order
        return self.source(test.left)

    def free_choice(self, node: cst.IfExp) -> bool:
        """Whether a ternary only supplies a default or shapes a response."""
        test = self.source(node.test)
        if (
            self.existence(node.test)
            or SETTINGS.search(test)
            or NEGOTIATION.search(test)
            or self._only_pages(node.test)
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
        if self.in_page(node) or (isinstance(node, cst.For) and self._reads_input(node)):
            return True
        return all(self._collects(statement) for statement in block(node.body))

    def _reads_input(self, node: cst.For) -> bool:
        """Whether a loop over the parts of a request only sorts them into variables."""
        over_request = REQUEST.search(self.source(node.iter)) is not None
        return (
            over_request and not self._bodies.inside(node.body, cst.Await) and not STORES.search(self.source(node.body))
        )

    def free_arithmetic(self, node: cst.CSTNode) -> bool:
        """Whether a computation is of pages or of the clock, or only logged."""
        names = [name.value for name in self._bodies.inside(node, cst.Name)]
        return self._only_pages(node) or any(CLOCK.match(name) for name in names) or self.quiet(node)

    def free_try(self, node: cst.Try) -> bool:
        """Whether every handler only turns an error into an answer."""
        return all(
            isinstance(statement, cst.Raise | cst.Return | cst.Pass | cst.Continue | cst.Break)
            or (isinstance(statement, cst.If) and _is_guard(block(statement.body)))
            or (isinstance(statement, cst.Expr) and ERROR_STEPS.search(self.source(statement)) is not None)
            or isinstance(statement, cst.Assign)
            for handler in node.handlers
            for statement in block(handler.body)
        )

    def existence(self, test: cst.BaseExpression) -> bool:
        """Whether a test only asks if something is there."""
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            return self.existence(test.expression)
        if isinstance(test, cst.BooleanOperation):
            return self.existence(test.left) and self.existence(test.right)
        if isinstance(test, cst.NamedExpr):
            return True
        if isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
            right = test.comparisons[0].comparator
            return isinstance(right, cst.Name) and right.value == "None"
        return isinstance(test, cst.Name)

    def _only_input(self, test: cst.BaseExpression) -> bool:
        """Whether everything that a test looks at came with the request."""
        names = [
            n for n in self._bodies.inside(test, cst.Name) if self._index.parents[n] is not None and self._is_value(n)
        ]
        return bool(names) and all(tainted(self._analysis, name) or coerced(self._analysis, name) for name in names)

    def _is_value(self, name: cst.Name) -> bool:
        parent = self._index.parents[name]
        if isinstance(parent, cst.Attribute) and parent.attr is name:
            return False
        lookup = self._analysis.names.lookup(name)
        return (
            lookup is not None
            and any(b.kind not in ("import", "def", "class") for b in lookup.bindings)
            and not name.value.isupper()
        )

    def _only_pages(self, node: cst.CSTNode) -> bool:
        """Whether an expression is made of numbers of pages and rows."""
        names = [name.value for name in self._bodies.inside(node, cst.Name) if name.value not in CARRIERS]
        return any(PAGING.match(name) for name in names) and all(PAGE.match(name) for name in names)

    def _presents(self, statement: cst.CSTNode) -> bool:
        """Whether a statement logs, or sets a header, a cookie or a value of the template's context."""
        if isinstance(statement, cst.Pass | cst.Continue | cst.Break):
            return True
        if isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Call):
            return self.logs(statement.value) or last_name(statement.value.func) in (
                "set_cookie",
                "delete_cookie",
                "set_header",
            )
        if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
            target = statement.targets[0].target
            return re.match(r"(response|resp|headers|context|ctx|request\.session)\b", self.source(target)) is not None
        return False

    def renders(self, statement: cst.CSTNode) -> bool:
        """Whether a statement builds a page: `with tag.div(): text("…")`,
        and loops and branches over such."""
        if not isinstance(statement, cst.With):
            return False
        if statement not in self._pages:
            self._pages[statement] = all(
                item.asname is None
                and isinstance(item.item, cst.Call)
                and not RESOURCE.search(last_name(item.item.func))
                for item in statement.items
            ) and all(self._part_of_page(inner) for inner in block(statement.body))
        return self._pages[statement]

    def in_page(self, node: cst.CSTNode) -> bool:
        """Whether `node` only decides what a page shows."""
        around = self._index.enclosing(node, cst.With)
        while around is not None:
            if self.renders(around):
                return True
            around = self._index.enclosing(around, cst.With)
        return False

    def _part_of_page(self, statement: cst.CSTNode) -> bool:
        if isinstance(statement, cst.For | cst.If | cst.Else):
            rest = getattr(statement, "orelse", None)
            return all(self._part_of_page(s) for s in block(statement.body)) and (
                rest is None or self._part_of_page(rest)
            )
        return isinstance(statement, cst.Expr | cst.Pass | cst.Assign) or self.renders(statement)

    def _collects(self, statement: cst.CSTNode) -> bool:
        if self.renders(statement):
            return True
        if isinstance(statement, cst.Expr):
            value = statement.value.expression if isinstance(statement.value, cst.Await) else statement.value
            if isinstance(value, cst.Yield):
                return True
            return isinstance(value, cst.Call) and (
                self.logs(value) or last_name(value.func) in ("append", "add", "write", "send", "send_text")
            )
        if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
            return isinstance(statement.targets[0].target, cst.Subscript)
        return isinstance(statement, cst.Pass)


def _is_guard(statements: list[cst.CSTNode]) -> bool:
    """Whether a body only says no: it ends in `raise`, `return` or `abort()` and does little before."""
    if not statements or len(statements) > 3:
        return False
    last = statements[-1]
    if isinstance(last, cst.Expr) and isinstance(last.value, cst.Call):
        return last_name(last.value.func) in ("abort", "send_error", "raise_for_status", "fail")
    return isinstance(last, cst.Raise | cst.Return)


def _called(test: cst.BaseExpression) -> bool:
    """Whether a test asks another function: the decision is made there."""
    if isinstance(test, cst.UnaryOperation):
        test = test.expression
    return isinstance(test, cst.Call | cst.Await)
