"""What the test of a branch asks: whether something is there, who asks, which button or format was asked for, what
the input holds, which page."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.requests import coerced, tainted
from backend_lint.frameworks.routes import Routes
from backend_lint.frameworks.thintables import ALLOWED, ASKED, CARRIERS, PAGE, PAGING
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.index import last_name


class BranchTests:
    """Judges the tests of one file's branches (`analysis.know(BranchTests)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._bodies = analysis.know(Bodies)
        self._routes = analysis.know(Routes)

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

    def only_input(self, test: cst.BaseExpression) -> bool:
        """Whether everything that a test looks at came with the request."""
        names = [
            n for n in self._bodies.inside(test, cst.Name) if self._index.parents[n] is not None and self._is_value(n)
        ]
        return bool(names) and all(tainted(self._analysis, name) or coerced(self._analysis, name) for name in names)

    def only_given(self, test: cst.BaseExpression) -> bool:
        """Whether a test of a handler's helper looks at nothing but the helper's parameters."""
        function = self._index.function(test)
        if function is None or function in self._routes.handlers:
            return False
        found = [
            self._analysis.names.lookup(name) for name in self._bodies.inside(test, cst.Name) if self._is_value(name)
        ]
        return bool(found) and all(
            lookup is not None and all(binding.statement is function for binding in lookup.bindings) for lookup in found
        )

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

    def only_pages(self, node: cst.CSTNode) -> bool:
        """Whether an expression is made of numbers of pages and rows."""
        names = [name.value for name in self._bodies.inside(node, cst.Name) if name.value not in CARRIERS]
        return any(PAGING.match(name) for name in names) and all(PAGE.match(name) for name in names)

    def asks_who(self, test: cst.BaseExpression) -> bool:
        """Whether a test only asks what the user may do: `user.is_staff or is_admin()`."""
        if isinstance(test, cst.BooleanOperation):
            return self.asks_who(test.left) and self.asks_who(test.right)
        if isinstance(test, cst.UnaryOperation):
            return self.asks_who(test.expression)
        if isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
            right = test.comparisons[0].comparator
            return isinstance(right, cst.Name) and right.value in ("True", "False") and self.asks_who(test.left)
        asked = test.func if isinstance(test, cst.Call) else test.expression if isinstance(test, cst.Await) else test
        return ALLOWED.match(last_name(asked.func if isinstance(asked, cst.Call) else asked)) is not None

    def asks_which(self, test: cst.BaseExpression) -> bool:
        """Whether a test only asks for a button, tab or format: `"_export" in request.GET`."""
        if isinstance(test, cst.BooleanOperation):
            return self.asks_which(test.left) and self.asks_which(test.right)
        if isinstance(test, cst.UnaryOperation | cst.NamedExpr):
            return self.asks_which(test.expression if isinstance(test, cst.UnaryOperation) else test.value)
        if isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
            right = test.comparisons[0].comparator
            one, other = (test.left, right) if isinstance(right, cst.SimpleString) else (right, test.left)
            return isinstance(other, cst.SimpleString) and self.asks_which(one)
        read = _asked_of(test)
        if isinstance(read, cst.Subscript):
            read = read.value
        return isinstance(read, cst.Attribute) and ASKED.match(read.attr.value) is not None and (
            last_name(read.value) in ("request", "req")
        )  # fmt: skip


def _asked_of(node: cst.BaseExpression) -> cst.BaseExpression:
    """`x` of `x.get("key")`, and any other node itself."""
    if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Attribute) or node.func.attr.value != "get":
        return node
    return node.func.value if node.args and isinstance(node.args[0].value, cst.SimpleString) else node


def asks_another(test: cst.BaseExpression) -> bool:
    """Whether a test asks another function: the decision is made there."""
    if isinstance(test, cst.UnaryOperation):
        test = test.expression
    return isinstance(test, cst.Call | cst.Await)
