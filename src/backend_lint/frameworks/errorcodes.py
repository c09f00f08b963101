"""The error codes that a file writes down: in error bodies, in exception classes, in what raises them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import libcst as cst
import msgspec

from backend_lint.frameworks.errorbodies import Value
from backend_lint.frameworks.responses import Answers
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.texts import arguments_of

#: Names under which a body or an exception holds its code.
CODE_KEYS = frozenset({"code", "error_code", "errorCode"})
#: What exceptions are called.
EXCEPTION = regex(r"(Error|Exception|Failure|Fault)$")
#: Packages whose exceptions have code conventions of their own: Django's and DRF's codes are lower case.
FOREIGN = frozenset({
    "django", "rest_framework", "pydantic", "pydantic_core", "stripe", "graphql", "marshmallow", "botocore",
    "authlib",
    "oauthlib", "grpc", "click", "argparse", "wtforms", "sqlalchemy", "jose", "jwt", "fastapi", "starlette",
    "werkzeug",
    "urllib", "rest_framework_simplejwt", "slack_sdk", "openai", "telegram", "discord", "websockets",
    "aiohttp",
})  # fmt: skip


class ErrorCode(msgspec.Struct, frozen=True, eq=False):
    """A code in words, as written at `node`."""

    node: cst.BaseExpression
    text: str


class ErrorCodes:
    """The error codes that one file writes down. Numbers are left to the rule about shapes."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._answers = analysis.know(Answers)

    @cached_property
    def all(self) -> tuple[ErrorCode, ...]:
        """Every code, each place once."""
        found: dict[cst.CSTNode, ErrorCode] = {}
        for node in (*self._in_bodies(), *self._in_classes(), *self._raised()):
            text = self._analysis.values.value(node)
            if isinstance(text, str) and text:
                found.setdefault(node, ErrorCode(node, text))
        return tuple(found.values())

    def _in_bodies(self) -> Iterator[cst.BaseExpression]:
        bodies = self._answers.bodies
        failed = {answer.node for answer in self._answers.errors}
        for answer in self._answers.all:
            error = answer.body.fields.get("error")
            inner = bodies.fold(error) if error is not None else None
            for body in (inner, answer.body if answer.node in failed else None):
                if body is not None and body.kind == "object":
                    for key in CODE_KEYS & body.fields.keys():
                        yield from self._written(body.fields[key])

    def _written(self, value: Value) -> Iterator[cst.BaseExpression]:
        """Where the code is written: in the body, in a constant, or by the callers of the helper that sends it."""
        if value.annotation:
            return
        origin = self._answers.bodies.follow(value).node
        binding = self._analysis.names.single(origin) if isinstance(origin, cst.Name) else None
        function = self._analysis.index.function(origin)
        if not isinstance(origin, cst.Name) or binding is None or binding.kind != "param" or function is None:
            yield origin
            return
        for call in self._analysis.index.calls.get(function.name.value, ()):
            if self._analysis.names.local_function(call.func) is function:
                argument = arguments_of(call, function).get(origin.value)
                if argument is not None:
                    yield argument

    def _in_classes(self) -> Iterator[cst.BaseExpression]:
        for owner in self._analysis.index.of(cst.ClassDef):
            if not self._is_own_exception(owner):
                continue
            for statement in block(owner.body):
                if isinstance(statement, cst.Assign):
                    target, value = statement.targets[0].target, statement.value
                elif isinstance(statement, cst.AnnAssign) and statement.value is not None:
                    target, value = statement.target, statement.value
                else:
                    continue
                if last_name(target) in CODE_KEYS:
                    yield value

    def _is_own_exception(self, owner: cst.ClassDef) -> bool:
        """Whether the class is an exception whose codes this project chooses."""
        bases = [self._analysis.names.qualname(base.value) or "" for base in owner.bases]
        if any(base.partition(".")[0] in FOREIGN for base in bases):
            return False
        return any(EXCEPTION.search(base) for base in bases)

    def _raised(self) -> Iterator[cst.BaseExpression]:
        """`AppError(code="NOT_FOUND")`."""
        for name, calls in self._analysis.index.calls.items():
            if not EXCEPTION.search(name):
                continue
            for call in calls:
                library = (self._analysis.names.qualname(call.func) or "?").partition(".")[0]
                for argument in call.args if library != "?" and library not in FOREIGN else ():
                    if argument.keyword is not None and argument.keyword.value in CODE_KEYS:
                        yield argument.value
