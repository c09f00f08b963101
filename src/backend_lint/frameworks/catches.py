"""What a file's `except` clauses do with what they catch, and where a failure must not hide the first one."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import msgspec

from backend_lint.frameworks.exceptions import ExceptionKind, exception_kind, exception_types
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_CLEANUP = regex(
    r"(?i)(?:^|_)(?:a?close|shut_?down|clean_?up|tear_?down|rollback|dispose|disconnect|stop|terminate|kill|unlink|del|"
    r"exit|aexit|finalize|abort|cancel|release|destroy|unsubscribe|rmtree|quit|logout|unlock)(?:_|$)|^set_exception$"
)
#: A comment that says something, rather than one that silences another tool.
_EXPLANATION = regex(r"#(?!\s*(?:noqa|nosec|pragma|type:|pylint|pyright|mypy|ruff|want)\b)[\s#]{0,250}\w")
_NOTHING = frozenset({"", "None", "False", "[]", "{}", "()", "''", '""', "b''", 'b""'})
_PREDICATE = regex(
    r"^_*(is|has|can|should|supports?|are|was|verify|valid|validate|check|detect|matches)(_|$)"
    r"|(^|_)(exists?|available|valid)$"
)
#: The humps of `abortConnection`.
_HUMP = regex(r"(?<=[a-z0-9])(?=[A-Z])")
_LOGS = regex(r"(?i)(^|_)log(ger|ging)?$")
#: `debug` and `info` speak of what goes on, not of a failure.
_LOG_METHODS = frozenset({"warning", "warn", "error", "exception", "critical", "fatal"})


class Catch(msgspec.Struct, frozen=True):
    """What an `except` does with what it catches."""

    kind: ExceptionKind
    #: Nothing but `pass`, `...`, `continue`, `break` or an empty `return` stands in it.
    does_nothing: bool
    #: As `does_nothing`, and nothing is returned either.
    only_passes: bool
    #: A comment in it says something.
    explained: bool
    #: What is tried is an import.
    optional_import: bool
    cleans_up: bool
    #: It answers `False` in a function that is a test by name: what fails is not so.
    denies: bool
    #: What comes next in any case, or when every turn of a loop has failed, raises or logs.
    told_after: bool
    #: Success leaves the loop around it; a failure goes on to the next candidate.
    tries_next: bool


class Catches:
    """What one file does with the exceptions that it catches."""

    def __init__(self, analysis: Analysis) -> None:
        self._index, self._code = analysis.index, analysis.module.code_for_node

    def of(self, handler: cst.ExceptHandler) -> Catch:
        """What `handler` does with what it catches."""
        attempt = self._index.parents[handler]
        tried = block(attempt.body) if isinstance(attempt, cst.Try) else []
        statements = block(handler.body)
        code = self._code
        passes = all(_is_nothing(each, handler) for each in statements)
        returns = (
            isinstance(statements[-1], cst.Return)
            and code(statements[-1].value or cst.Name("None")).strip() in _NOTHING
        )
        return Catch(
            exception_kind(exception_types(handler)),
            passes or (returns and all(_is_nothing(each, handler) for each in statements[:-1])),
            passes,
            _EXPLANATION.search(code(handler)) is not None,
            isinstance(tried[0], cst.Import | cst.ImportFrom) if tried else False,
            self.cleans_up(attempt),
            returns and code(statements[-1]).strip() == "return False" and self._is_in_test(attempt),
            passes and self._is_told_after(attempt, statements),
            passes and _is_way_out(attempt) and self._around(attempt) is not None,
        )

    def cleans_up(self, attempt: cst.CSTNode) -> bool:
        """Whether a `try`, a `with` or an expression only releases something, or stands where that is done: in a
        `finally`, in another handler, in `close`, `__del__` and the like. A failure there must not hide the first one."""
        function = self._index.function(attempt)
        if function is not None and _is_cleanup(function.name.value.strip("_")):
            return True
        for ancestor in self._index.ancestors(attempt):
            if ancestor is function:
                break
            if isinstance(ancestor, cst.Finally | cst.ExceptHandler):
                return True
        body = getattr(attempt, "body", None)
        statements = block(body) if isinstance(body, cst.BaseSuite) else []
        return bool(statements) and all(any(_is_cleanup(name) for name in _called(each)) for each in statements)

    def _is_in_test(self, attempt: cst.CSTNode) -> bool:
        function = self._index.function(attempt)
        return function is not None and _PREDICATE.search(function.name.value) is not None

    def _is_told_after(self, attempt: cst.CSTNode, statements: list[cst.CSTNode]) -> bool:
        """Whether the failure that a handler of these statements passes over is raised or logged by what comes next."""
        jumps = any(isinstance(each, cst.Continue | cst.Break) for each in statements)
        if not jumps and _tells(self._next(attempt)):
            return True
        loop = self._around(attempt)
        if loop is None or not _is_way_out(attempt) or any(isinstance(each, cst.Break) for each in statements):
            return False
        if not jumps and self._next(attempt) is not None:
            return False
        first = block(loop.orelse.body)[0] if loop.orelse is not None else self._next(loop)
        return _tells(first)

    def _around(self, attempt: cst.CSTNode) -> cst.For | None:
        """The loop over candidates in whose body the `try` stands."""
        loop = self._index.parents.get(self._index.parents[attempt])
        return loop if isinstance(loop, cst.For) else None

    def _next(self, statement: cst.CSTNode) -> cst.CSTNode | None:
        """The statement that follows in the same body."""
        body = self._index.parents[statement]
        statements = block(body) if isinstance(body, cst.BaseSuite | cst.Module) else []
        after = [each for each, before in zip(statements[1:], statements, strict=False) if before is statement]
        return after[0] if after else None


def _is_way_out(attempt: cst.CSTNode) -> bool:
    """Whether a `try` that succeeds leaves the loop around it."""
    if not isinstance(attempt, cst.Try):
        return False
    last = block(attempt.orelse.body if attempt.orelse is not None else attempt.body)[-1]
    return isinstance(last, cst.Return | cst.Break)


def _tells(statement: cst.CSTNode | None) -> bool:
    """Whether the statement raises or logs a failure."""
    if isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Call):
        func = statement.value.func
        if isinstance(func, cst.Attribute) and func.attr.value in _LOG_METHODS:
            return _LOGS.search(last_name(func.value)) is not None
    return isinstance(statement, cst.Raise)


def _is_nothing(statement: cst.CSTNode, handler: cst.ExceptHandler) -> bool:
    if isinstance(statement, cst.Pass | cst.Continue | cst.Break):
        return True
    if not isinstance(statement, cst.Expr):
        return False
    value = statement.value
    caught = handler.name.name if handler.name else None
    itself = isinstance(value, cst.Name) and isinstance(caught, cst.Name) and value.value == caught.value
    return itself or isinstance(value, cst.Ellipsis | cst.SimpleString | cst.ConcatenatedString)


def _is_cleanup(name: str) -> bool:
    return _CLEANUP.search(_HUMP.sub("_", name)) is not None


def _called(statement: cst.CSTNode) -> Iterator[str]:
    """The names of what a statement calls, awaited or not, one `if` or `with` deep."""
    if isinstance(statement, cst.If | cst.With | cst.For) and isinstance(statement.body, cst.BaseSuite):
        for inner in block(statement.body):
            yield from _called(inner)
    if isinstance(statement, cst.Expr | cst.Assign | cst.Return):
        value = statement.value
        value = value.expression if isinstance(value, cst.Await) else value
        if isinstance(value, cst.Call):
            yield last_name(value.func)
            for argument in value.args:
                if isinstance(argument.value, cst.Call):
                    yield last_name(argument.value.func)
