"""What an exception type says about the failure: anything at all, a fault inside, or an expected outcome."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Literal

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.flow import block
from backend_lint.semantics.index import last_name

#: "broad" catches everything; "internal" is a fault of a database, a network, a disk or of the program;
#: "expected" is an ordinary outcome of a look-up; "narrow" is any other named type.
ExceptionKind = Literal["broad", "internal", "expected", "narrow"]

_BROAD = frozenset({"Exception", "BaseException"})
#: Names under which libraries raise what no caller expects (written names: `exc.OperationalError` too).
_INTERNAL = (
    "SQLAlchemyError", "DBAPIError", "OperationalError", "DatabaseError", "ProgrammingError", "InternalError",
    "InterfaceError", "DataError", "PostgresError", "PyMongoError", "RedisError", "RequestException",
    "HTTPError",
    "ClientError", "BotoCoreError", "SystemError", "MemoryError", "NameError",
    "SMTPException",
)  # fmt: skip
_EXPECTED = frozenset({
    "KeyError", "StopIteration", "StopAsyncIteration", "ImportError", "ModuleNotFoundError",
    "FileNotFoundError",
    "CancelledError", "TimeoutError", "Empty", "Full", "QueueEmpty", "QueueFull", "ProcessLookupError",
    "FileExistsError",
    "ObjectDoesNotExist", "DoesNotExist", "NoResultFound", "NoReverseMatch", "KeyboardInterrupt",
    "GeneratorExit",
    "BrokenPipeError", "ConnectionResetError", "PackageNotFoundError", "WebSocketDisconnect",
    "ConnectionClosed",
})  # fmt: skip
_BLANK = rb"[ \t]*(?:#[^\n]*)?(?:\n[ \t]*(?:#[^\n]*)?)*"
_EMPTY_RETURN = rb"return(?:[ \t]+(?:None|False|\[\]|\{\}|\(\)|b?''|b?\"\"))?"
_WIDE = rb"(?:[ \t]*\*?[ \t]*:|[^:]*\b(?:Exception|BaseException|" + "|".join(_INTERNAL).encode() + rb")\b[^:]*:)"
#: An `except` whose first statement does nothing, over as many lines as it takes: what must be there for it to
#: swallow what it catches.
SWALLOWING_TRIGGERS: tuple[tuple[bytes, bytes], ...] = (
    (
        b"except",
        rb"\A\s*except\b" + _WIDE + _BLANK + rb"(?:[\"']|(?:\.\.\.|continue|break|" + _EMPTY_RETURN
        + rb"|(?!raise\b)[A-Za-z_]\w*)[ \t]*(?:;|#|\n|\Z))",
    ),
)  # fmt: skip
#: Other types that are passed over on purpose, which only --strict speaks of.
PASSING_TRIGGERS: tuple[tuple[bytes, bytes], ...] = (
    (b"except", rb"\A\s*except\b[^:]*:" + _BLANK + rb"(?:pass|\.\.\.)[ \t]*(?:;|#|\n|\Z)"),
)

#: Libraries whose exceptions carry SQL, addresses, paths or payloads in their text.
REVEALING_LIBRARIES = frozenset({
    "sqlalchemy", "psycopg", "psycopg2", "asyncpg", "pymysql", "MySQLdb", "mysql", "sqlite3", "aiosqlite",
    "pyodbc",
    "oracledb", "pymongo", "redis", "requests", "httpx", "aiohttp", "urllib", "urllib3", "botocore",
    "boto3", "socket",
    "ssl", "smtplib", "subprocess", "json", "ldap", "paramiko", "elasticsearch", "opensearchpy",
    "kubernetes", "docker",
    "kombu", "pika",
})  # fmt: skip
REVEALING_BUILTINS = frozenset({
    "Exception", "BaseException", "OSError", "IOError", "EnvironmentError", "ConnectionError",
    "PermissionError",
    "ConnectionRefusedError", "ConnectionResetError", "FileNotFoundError", "NotADirectoryError",
    "IsADirectoryError",
})  # fmt: skip
_HARMLESS = frozenset({"NoResultFound", "MultipleResultsFound"})

_CLEANUP = re.compile(
    r"(?i)(?:^|_)(?:a?close|shut_?down|clean_?up|tear_?down|rollback|dispose|disconnect|stop|terminate|kill|unlink|del|"
    r"exit|aexit|finalize|abort|cancel|release|destroy|unsubscribe|rmtree|quit|logout|unlock)(?:_|$)|^set_exception$"
)
#: A comment that says something, rather than one that silences another tool.
_EXPLANATION = re.compile(r"#(?!\s*(?:noqa|nosec|pragma|type:|pylint|pyright|mypy|ruff|want)\b)[\s#]*\w")
_NOTHING = frozenset({"", "None", "False", "[]", "{}", "()", "''", '""', "b''", 'b""'})
_PREDICATE = re.compile(
    r"^_*(is|has|can|should|supports?|are|was|verify|valid|validate|check|detect|matches)(_|$)"
    r"|(^|_)(exists?|available|valid)$"
)
#: The humps of `abortConnection`.
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LOGS = re.compile(r"(?i)(^|_)log(ger|ging)?$")
#: `debug` and `info` speak of what goes on, not of a failure.
_LOG_METHODS = frozenset({"warning", "warn", "error", "exception", "critical", "fatal"})


@dataclasses.dataclass(frozen=True, slots=True)
class Catch:
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


def catch(handler: cst.ExceptHandler, analysis: Analysis) -> Catch:
    """What `handler` does with what it catches."""
    attempt = analysis.index.parents[handler]
    tried = block(attempt.body) if isinstance(attempt, cst.Try) else []
    statements = block(handler.body)
    code = analysis.module.code_for_node
    passes = all(_is_nothing(each, handler) for each in statements)
    returns = (
        isinstance(statements[-1], cst.Return) and code(statements[-1].value or cst.Name("None")).strip() in _NOTHING
    )
    return Catch(
        exception_kind(exception_types(handler)),
        passes or (returns and all(_is_nothing(each, handler) for each in statements[:-1])),
        passes,
        _EXPLANATION.search(code(handler)) is not None,
        isinstance(tried[0], cst.Import | cst.ImportFrom) if tried else False,
        cleans_up(attempt, analysis),
        returns and code(statements[-1]).strip() == "return False" and _is_in_test(attempt, analysis),
        passes and _is_told_after(attempt, statements, analysis),
        passes and _is_way_out(attempt) and _around(attempt, analysis) is not None,
    )


def _is_in_test(attempt: cst.CSTNode, analysis: Analysis) -> bool:
    function = analysis.index.function(attempt)
    return function is not None and _PREDICATE.search(function.name.value) is not None


def _is_told_after(attempt: cst.CSTNode, statements: list[cst.CSTNode], analysis: Analysis) -> bool:
    """Whether the failure that a handler of these statements passes over is raised or logged by what comes next."""
    jumps = any(isinstance(each, cst.Continue | cst.Break) for each in statements)
    if not jumps and _tells(_next(attempt, analysis)):
        return True
    loop = _around(attempt, analysis)
    if loop is None or not _is_way_out(attempt) or any(isinstance(each, cst.Break) for each in statements):
        return False
    if not jumps and _next(attempt, analysis) is not None:
        return False
    first = block(loop.orelse.body)[0] if loop.orelse is not None else _next(loop, analysis)
    return _tells(first)


def _around(attempt: cst.CSTNode, analysis: Analysis) -> cst.For | None:
    """The loop over candidates in whose body the `try` stands."""
    loop = analysis.index.parents.get(analysis.index.parents[attempt])
    return loop if isinstance(loop, cst.For) else None


def _is_way_out(attempt: cst.CSTNode) -> bool:
    """Whether a `try` that succeeds leaves the loop around it."""
    if not isinstance(attempt, cst.Try):
        return False
    last = block(attempt.orelse.body if attempt.orelse is not None else attempt.body)[-1]
    return isinstance(last, cst.Return | cst.Break)


def _next(statement: cst.CSTNode, analysis: Analysis) -> cst.CSTNode | None:
    """The statement that follows in the same body."""
    body = analysis.index.parents[statement]
    statements = block(body) if isinstance(body, cst.BaseSuite | cst.Module) else []
    after = [each for each, before in zip(statements[1:], statements, strict=False) if before is statement]
    return after[0] if after else None


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


def exception_types(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> tuple[cst.BaseExpression, ...]:
    """The types a handler names; none for a bare `except:`."""
    kinds = handler.type
    if isinstance(kinds, cst.Tuple):
        return tuple(element.value for element in kinds.elements)
    return () if kinds is None else (kinds,)


def exception_kind(types: tuple[cst.BaseExpression, ...]) -> ExceptionKind:
    """The widest kind among the types as they are written; no types at all are broad."""
    kinds = {_kind(last_name(each)) for each in types}
    if not kinds or "broad" in kinds:
        return "broad"
    if "internal" in kinds:
        return "internal"
    return "expected" if kinds == {"expected"} else "narrow"


def _kind(name: str) -> ExceptionKind:
    if name in _BROAD:
        return "broad"
    if name in _INTERNAL:
        return "internal"
    return "expected" if name in _EXPECTED else "narrow"


def reveals_internals(types: tuple[cst.BaseExpression, ...], analysis: Analysis) -> str | None:
    """The first of the types whose text tells about the inside of the program; "Exception" for none at all."""
    if not types:
        return "Exception"
    for each in types:
        name = analysis.names.qualname(each)
        if name is None:
            continue
        library, _, rest = name.partition(".")
        last = name.rpartition(".")[2]
        if name.startswith("django.db.") or (rest and library in REVEALING_LIBRARIES):
            if last not in _HARMLESS:
                return last
        elif name in REVEALING_BUILTINS:
            return name
    return None


def cleans_up(attempt: cst.CSTNode, analysis: Analysis) -> bool:
    """Whether a `try` or a `with` only releases something, or stands where that is done: in a `finally`, in
    another handler, in `close`, `__del__` and the like. A failure there must not hide the first one."""
    function = analysis.index.function(attempt)
    if function is not None and _is_cleanup(function.name.value.strip("_")):
        return True
    for ancestor in analysis.index.ancestors(attempt):
        if ancestor is function:
            break
        if isinstance(ancestor, cst.Finally | cst.ExceptHandler):
            return True
    body = getattr(attempt, "body", None)
    statements = block(body) if isinstance(body, cst.BaseSuite) else []
    return bool(statements) and all(any(_is_cleanup(name) for name in _called(each)) for each in statements)


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
