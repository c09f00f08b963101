"""What a program takes when a variable of its environment is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.configplaces import is_settings
from backend_lint.frameworks.environment import Environment, Read
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name

_RANDOM = frozenset({
    "secrets.token_hex", "secrets.token_urlsafe", "secrets.token_bytes", "os.urandom", "uuid.uuid4", "secrets.choice",
    "django.core.management.utils.get_random_secret_key", "cryptography.fernet.Fernet.generate_key",
})  # fmt: skip


class Fallback(NamedTuple):
    """What a program takes when a variable is missing: the variable, the name that the value gets (a settings
    field has no other), the expression, and whether that makes a new random value each time."""

    variable: str | None
    target: str | None
    value: cst.BaseExpression
    random: bool


class Fallbacks:
    """What one file takes when a variable of the environment is missing."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._names, self._values = analysis.index, analysis.names, analysis.values
        self._reads = analysis.know(Environment).reads
        self._declares = any(library in analysis.source.text for library in ("environ", "dynaconf"))

    def all(self) -> Iterator[Fallback]:
        """Every value that is taken when a variable is missing."""
        by_node = {read.node: read for read in self._reads}
        for read in self._reads:
            target = self._target(read.node)
            if read.default is not None:
                yield self._fallback(read.variable, target, read.default)
            yield from self._other_arm(read, target)
        yield from self._later(by_node)
        for owner in self._index.of(cst.ClassDef):
            if is_settings(owner, self._names):
                yield from self._fields(owner)
        if self._declares:
            for call in self._index.of(cst.Call):
                yield from self._declared(call)

    def _fallback(self, variable: str | None, target: str | None, value: cst.BaseExpression) -> Fallback:
        return Fallback(variable, target, value, self._is_random(value))

    def _is_random(self, node: cst.BaseExpression) -> bool:
        """Whether an expression makes a new random value each time."""
        return any(
            isinstance(each, cst.Call | cst.Attribute | cst.Name)
            and self._names.qualname(getattr(each, "func", each)) in _RANDOM
            for each in (
                node,
                *(argument.value for argument in getattr(node, "args", ())),
                getattr(getattr(node, "func", None), "value", node),
            )
        )

    def _other_arm(self, read: Read, target: str | None) -> Iterator[Fallback]:
        """`os.getenv("X") or "y"`, `os.environ["X"] if "X" in os.environ else "y"`."""
        node: cst.CSTNode = read.node
        while True:
            parent = self._index.parents[node]
            if isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.Or) and parent.left is node:
                yield self._fallback(read.variable, target, parent.right)
                return
            if isinstance(parent, cst.IfExp):
                other = parent.orelse if parent.body is node else parent.body if parent.orelse is node else None
                if other is not None and self._asks_environment(parent.test):
                    yield self._fallback(read.variable, target, other)
                return
            through = isinstance(parent, cst.Arg | cst.Attribute) or (
                isinstance(parent, cst.Call) and len(parent.args) <= 1
            )
            if not through:
                return
            node = parent

    def _asks_environment(self, test: cst.BaseExpression) -> bool:
        if isinstance(test, cst.UnaryOperation):
            return self._asks_environment(test.expression)
        if isinstance(test, cst.Comparison):
            return any(
                self._names.path(target.comparator) == "os.environ" for target in test.comparisons
            ) or self._asks_environment(test.left)
        return any(read.node is test for read in self._reads)

    def _later(self, reads: Mapping[cst.BaseExpression, Read]) -> Iterator[Fallback]:
        """A second assignment: in `except KeyError`, or under `if not X` / `if X is None`."""
        for attempt in self._index.of(cst.Try):
            read = {name: reads[value] for name, value in _assigned(attempt.body) if value in reads}
            for handler in attempt.handlers:
                for name, value in _assigned(handler.body):
                    if name in read:
                        yield self._fallback(read[name].variable, name, value)
        for condition in self._index.of(cst.If):
            tested = _tested(condition.test)
            if tested is None:
                continue
            bindings = self._index.scope(tested).bindings.get(tested.value, ())
            known = next((reads[b.value] for b in bindings if b.value is not None and b.value in reads), None)
            for name, value in _assigned(condition.body):
                if known is not None and name == tested.value:
                    yield self._fallback(known.variable, name, value)

    def _fields(self, owner: cst.ClassDef) -> Iterator[Fallback]:
        for statement in block(owner.body):
            if (
                isinstance(statement, cst.AnnAssign)
                and isinstance(statement.target, cst.Name)
                and statement.value is not None
                and not statement.target.value.startswith("_")  # pydantic: private, not read from the environment
            ):
                yield self._fallback(None, statement.target.value, statement.value)

    def _declared(self, call: cst.Call) -> Iterator[Fallback]:
        """django-environ's scheme, `Env(SECRET_KEY=(str, "x"))`, and dynaconf's `Validator("X", default="x")`."""
        path = self._names.path(call.func) or ""
        if path in ("environ.Env", "environ.FileAwareEnv"):
            for argument in call.args:
                if argument.keyword and isinstance(argument.value, cst.Tuple) and len(argument.value.elements) == 2:
                    yield self._fallback(argument.keyword.value, None, argument.value.elements[1].value)
        if path == "dynaconf.Validator" and call.args:
            for argument in call.args:
                if argument.keyword and argument.keyword.value == "default":
                    yield self._fallback(self._constant(call.args[0].value), None, argument.value)

    def _target(self, node: cst.CSTNode) -> str | None:
        """The name that the value of an expression gets."""
        for ancestor in self._index.ancestors(node):
            if isinstance(ancestor, cst.AnnAssign):
                return last_name(ancestor.target)
            if isinstance(ancestor, cst.Assign):
                target = ancestor.targets[0].target
                if isinstance(target, cst.Subscript) and isinstance(target.slice[0].slice, cst.Index):
                    return self._constant(target.slice[0].slice.value)
                return last_name(target) or None
            if isinstance(ancestor, cst.Arg) and ancestor.keyword is not None:
                return ancestor.keyword.value
            if isinstance(ancestor, cst.DictElement):
                return self._constant(ancestor.key)
            if isinstance(ancestor, cst.BaseStatement | cst.BaseSmallStatement):
                return None
        return None

    def _constant(self, node: cst.BaseExpression) -> str | None:
        value = self._values.value(node)
        return value if isinstance(value, str) else None


def _assigned(body: cst.BaseSuite) -> Iterator[tuple[str, cst.BaseExpression]]:
    for statement in block(body):
        if isinstance(statement, cst.Assign):
            yield last_name(statement.targets[0].target), statement.value
        elif isinstance(statement, cst.AnnAssign) and statement.value is not None:
            yield last_name(statement.target), statement.value


def _tested(test: cst.BaseExpression) -> cst.Name | None:
    """`X` of `not X` and of `X is None`."""
    if (
        isinstance(test, cst.UnaryOperation)
        and isinstance(test.operator, cst.Not)
        and isinstance(test.expression, cst.Name)
    ):
        return test.expression
    if isinstance(test, cst.Comparison) and isinstance(test.left, cst.Name) and len(test.comparisons) == 1:
        target = test.comparisons[0]
        if isinstance(target.operator, cst.Is | cst.Equal) and isinstance(
            target.comparator, cst.Name | cst.SimpleString
        ):
            return test.left
    return None
