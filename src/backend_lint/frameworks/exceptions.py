"""What an exception type says about the failure: anything at all, a fault inside, or an expected outcome."""

from __future__ import annotations

from typing import Literal

import libcst as cst

from backend_lint.semantics.analysis import Analysis
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
_BLANK = rb"[ \t]*(?:#[^\n]*+)?(?:\n[ \t]*(?:#[^\n]*+)?)*"
_EMPTY_RETURN = rb"return(?:[ \t]+(?:None|False|\[\]|\{\}|\(\)|b?''|b?\"\"))?"
_WIDE = rb"(?:[ \t]*(?:\*[ \t]*)?:|[^:]*\b(?:Exception|BaseException|" + "|".join(_INTERNAL).encode() + rb")\b[^:]*:)"
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
    (
        b"except",
        rb"\A\s*except\b[^:]*:"
        + _BLANK
        + rb"(?:[\"']|(?:\.\.\.|(?!(?:raise|return)\b)[A-Za-z_]\w*)[ \t]*(?:;|#|\n|\Z))",
    ),
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
