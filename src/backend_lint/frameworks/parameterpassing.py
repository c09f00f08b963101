"""How each driver takes the parameters of a query: what stands for one in the text, in what they are passed, and where."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import libcst as cst

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.drivers import UNKNOWN, Driver
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

Style = Literal["qmark", "format", "dollar", "named"]
Container = Literal["tuple", "list", "spread", "dict", "bindparams"]
#: When the driver reads `%%` as `%`: never; in a query with parameters; always, so that the text is written for it.
Percent = Literal["plain", "with parameters", "always"]


class Passing(NamedTuple):
    """How one call takes parameters. `keyword` is what the call calls them, and `named` says that they must be passed under
    it. `strict`: the server fixes the type of each parameter, and the driver sends no other. `guessed`: which driver it is
    is not certain. `reserved` words, in capitals, cannot be names of parameters."""

    style: Style
    container: Container
    keyword: str = ""
    named: bool = False
    percent: Percent = "plain"
    strict: bool = False
    guessed: bool = False
    reserved: frozenset[str] = frozenset()


#: Oracle Database SQL Language Reference, "Oracle SQL Reserved Words": ORA-01745 for `:uid`.
_ORACLE_WORDS = frozenset({
    "ACCESS", "ADD", "ALL", "ALTER", "AND", "ANY", "AS", "ASC", "AUDIT", "BETWEEN", "BY", "CHAR", "CHECK", "CLUSTER",
    "COLUMN", "COMMENT", "COMPRESS", "CONNECT", "CREATE", "CURRENT", "DATE", "DECIMAL", "DEFAULT", "DELETE", "DESC",
    "DISTINCT", "DROP", "ELSE", "EXCLUSIVE", "EXISTS", "FILE", "FLOAT", "FOR", "FROM", "GRANT", "GROUP", "HAVING",
    "IDENTIFIED", "IMMEDIATE", "IN", "INCREMENT", "INDEX", "INITIAL", "INSERT", "INTEGER", "INTERSECT", "INTO", "IS",
    "LEVEL", "LIKE", "LOCK", "LONG", "MAXEXTENTS", "MINUS", "MLSLABEL", "MODE", "MODIFY", "NOAUDIT", "NOCOMPRESS",
    "NOT", "NOWAIT", "NULL", "NUMBER", "OF", "OFFLINE", "ON", "ONLINE", "OPTION", "OR", "ORDER", "PCTFREE", "PRIOR",
    "PUBLIC", "RAW", "RENAME", "RESOURCE", "REVOKE", "ROW", "ROWID", "ROWNUM", "ROWS", "SELECT", "SESSION", "SET",
    "SHARE", "SIZE", "SMALLINT", "START", "SUCCESSFUL", "SYNONYM", "SYSDATE", "TABLE", "THEN", "TO", "TRIGGER", "UID",
    "UNION", "UNIQUE", "UPDATE", "USER", "VALIDATE", "VALUES", "VARCHAR", "VARCHAR2", "VIEW", "WHENEVER", "WHERE",
    "WITH",
})  # fmt: skip
_FORMAT = Passing("format", "tuple", percent="with parameters")
_BY_DRIVER: dict[str, Passing] = {
    "sqlite3": Passing("qmark", "tuple"),
    "aiosqlite": Passing("qmark", "tuple", "parameters"),
    "psycopg2": _FORMAT._replace(keyword="vars"),
    "psycopg": _FORMAT._replace(keyword="params"),
    "aiopg": _FORMAT._replace(keyword="parameters"),
    "asyncpg": Passing("dollar", "spread", strict=True),
    "pymysql": _FORMAT._replace(keyword="args"),
    "aiomysql": _FORMAT._replace(keyword="args"),
    "mysql-connector": _FORMAT._replace(keyword="params"),
    "pymssql": _FORMAT._replace(keyword="params"),
    "pyodbc": Passing("qmark", "spread"),
    "aioodbc": Passing("qmark", "spread"),
    "oracledb": Passing("named", "dict", "parameters", reserved=_ORACLE_WORDS),
    "databases": Passing("named", "dict", "values", named=True, strict=True),
    "django": _FORMAT._replace(container="list", keyword="params"),
}
#: Methods that take a query with its parameters. The others take rows of them, none, or a file.
_METHODS = frozenset({
    "execute", "stream", "mogrify", "fetch", "fetchrow", "fetchval", "cursor", "execute_fetchall", "execute_insert",
    "fetch_all", "fetch_one", "fetch_val", "iterate", "execute_query", "execute_query_dict", "execute_sql", "exec_driver_sql",
})  # fmt: skip
#: What stands for a parameter where an URL names the database, by how the URL begins.
_URLS: dict[str, Passing] = {
    "sqlite": Passing("qmark", "tuple"), "postgresql": _FORMAT, "postgres": _FORMAT, "mysql": _FORMAT, "mariadb": _FORMAT,
    "postgresql+psycopg2": _FORMAT, "postgresql+psycopg": _FORMAT, "mysql+pymysql": _FORMAT, "mysql+mysqldb": _FORMAT,
    "mysql+mysqlconnector": _FORMAT, "sqlite+pysqlite": Passing("qmark", "tuple"), "sqlite+aiosqlite": Passing("qmark", "tuple"),
    "asyncpg": Passing("dollar", "list", strict=True),
}  # fmt: skip
#: Where a file connects; elision may have left these out of the tree.
_ENGINE = regex(r"\bcreate_(?:async_)?engine\((?:\s*[\"'](?P<scheme>[\w+]+):)?")
_TORTOISE = regex(r"\bdb_url\s*=(?:\s*[\"'](?P<scheme>[\w+]+):)?")
_PEEWEE: dict[str, Style] = {"SqliteDatabase": "qmark", "PostgresqlDatabase": "format", "MySQLDatabase": "format",
           "PooledPostgresqlDatabase": "format", "PooledMySQLDatabase": "format", "SqliteExtDatabase": "qmark",
           "PostgresqlExtDatabase": "format"}  # fmt: skip

#: Made, imported or as an annotation: where several are named, the style is a guess.
_PEEWEE_DATABASE = regex(rf"\b({'|'.join(_PEEWEE)})\b")


class Passings:
    """How the calls of one file take parameters."""

    def __init__(self, analysis: Analysis) -> None:
        self._names = analysis.names
        self._index = analysis.index
        self._text = analysis.source.text

    def of(self, query: Query) -> Passing | None:
        """How `query` takes parameters; None where it takes none, or that is not known."""
        if query.via is not None:
            return None
        method = last_name(query.call.func)
        if query.api == "text()":
            strict = self._is_asynchronous() or self._index.enclosing(query.call, cst.Await) is not None
            return Passing("named", "dict" if self.sending(query.call) else "bindparams", strict=strict)
        if query.api in ("RawSQL()", ".extra()") and query.driver.name == "django":
            return Passing("format", "list", "params", query.api == ".extra()", "always")
        if query.api == ".raw()":
            return self._raw(query)
        if query.api == "SQL()" and query.driver.name == "peewee":
            return self._peewee("tuple")
        driver = query.advised
        if driver is UNKNOWN or method not in _METHODS or method not in driver.sinks:
            return None
        found = self._called(driver, method)
        return found and found._replace(guessed=not query.certain or found.guessed)

    def _called(self, driver: Driver, method: str) -> Passing | None:
        if driver.name == "sqlalchemy":
            return self._by_url(_ENGINE) if method == "exec_driver_sql" else None
        if driver.name == "tortoise":
            found = self._by_url(_TORTOISE)
            return found and found._replace(container="list", keyword="values")
        if driver.name == "peewee":
            found = self._peewee("tuple")
            return found._replace(keyword="params")
        return _BY_DRIVER.get(driver.name)

    def _raw(self, query: Query) -> Passing | None:
        """Django's `Model.objects.raw()`, peewee's `Model.raw()`."""
        if query.certain:
            return Passing("format", "list", "params", percent="always")
        owner = query.call.func.value if isinstance(query.call.func, cst.Attribute) else query.call.func
        model = self._names.local_class(owner)
        bases = [self._names.qualname(base.value) or "" for base in model.bases] if model is not None else []
        inherited = model is not None and any(
            (base := self._names.local_class(each.value)) is not None
            and any((self._names.qualname(outer.value) or "").startswith("peewee.") for outer in base.bases)
            for each in model.bases
        )
        return self._peewee("spread") if inherited or any(base.startswith("peewee.") for base in bases) else None

    def _peewee(self, container: Container) -> Passing:
        styles = {_PEEWEE[name] for name in _PEEWEE_DATABASE.findall(self._text)}
        style: Style = "qmark" if styles == {"qmark"} else "format"
        percent: Percent = "with parameters" if style == "format" else "plain"
        return Passing(style, container, percent=percent, guessed=len(styles) != 1)

    def _by_url(self, opening: re.Pattern[str]) -> Passing | None:
        """As the one kind of database says that the file connects to, by URLs that it writes out."""
        found = {_URLS.get(match["scheme"] or "") for match in opening.finditer(self._text)}
        return found.pop() if len(found) == 1 else None

    def sending(self, call: cst.Call) -> cst.Call | None:
        """The `execute(text(…))` around a `text(…)` that takes its parameters as the second argument."""
        argument = self._index.parents[call]
        outer = self._index.parents.get(argument)
        if not isinstance(argument, cst.Arg) or not isinstance(outer, cst.Call) or argument is not outer.args[0]:
            return None
        return outer if last_name(outer.func) in ("execute", "scalar", "scalars", "stream", "stream_scalars") else None

    def _is_asynchronous(self) -> bool:
        """Whether the file works with SQLAlchemy's asyncio, whose drivers for PostgreSQL prepare every statement."""
        return any(
            isinstance(module := each.module, cst.Attribute) and last_name(module) == "asyncio"
            for each in self._index.of(cst.ImportFrom)
        )
