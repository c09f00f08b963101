"""Which placeholders a driver reads, which it does not, and what a constant SQL text asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backend_lint.frameworks.databases import Query
from backend_lint.frameworks.drivers import DRIVERS, Driver
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.sql import Placeholder, Statement, analyse

#: Placeholder styles that are an error for a driver: it sends them to the database as they are. Left out is
#: what some mode of the driver reads (mysql-connector's prepared cursors, psycopg 3's raw cursors, PEP 249
#: modules whose `paramstyle` can be set) and what the database may mean (`@name`, ClickHouse's `?`).
_PERCENT = frozenset({"format", "pyformat"})
_COLON = frozenset({"named", "numeric"})
_FOREIGN: dict[str, frozenset[str]] = {
    "sqlite3": _PERCENT, "aiosqlite": _PERCENT, "duckdb": _PERCENT,
    "psycopg2": _COLON | {"qmark", "dollar"}, "aiopg": _COLON | {"qmark", "dollar"}, "psycopg": _COLON | {"qmark"},
    "pymysql": _COLON | {"qmark", "dollar"}, "aiomysql": _COLON | {"qmark", "dollar"}, "pymssql": _COLON | {"qmark", "dollar"},
    "asyncpg": _PERCENT | _COLON | {"qmark"}, "pyodbc": _PERCENT | _COLON | {"dollar"}, "aioodbc": _PERCENT | _COLON | {"dollar"},
    "oracledb": _PERCENT | {"qmark"}, "sqlalchemy": _PERCENT | {"qmark", "dollar"}, "databases": _PERCENT | {"qmark", "dollar"},
    "django": frozenset({"qmark", "dollar"}),
}  # fmt: skip
#: Drivers that fill `%s` like Python's `%`, quotes and comments or not.
_FILLED = frozenset({"psycopg2", "psycopg", "aiopg", "pymysql", "aiomysql", "mysql-connector", "pymssql", "django"})
_NAMED = frozenset({"sqlite3", "aiosqlite", "oracledb", "sqlalchemy", "databases"})
_QMARK = frozenset({"sqlite3", "aiosqlite", "pyodbc", "aioodbc", "duckdb"})
#: Drivers that reject one value where a collection is due. PyMySQL, aiomysql, pymssql and the spread drivers
#: take it; mysqlclient iterates over it.
_REJECT_SCALAR = frozenset(
    {"sqlite3", "aiosqlite", "psycopg2", "psycopg", "aiopg", "mysql-connector", "duckdb", "oracledb", "django"}
)
#: Only these statements are bound; in others a placeholder may be part of a definition.
_BOUND = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE", "MERGE"})
_CONVERSION = regex(r"%(?:(?P<escape>%)|\((?P<name>[^()]+)\)s|(?P<kind>.|\Z))", re.DOTALL)
_MARK = regex(r"%\([^()]*\)s|%.|\?\d*|[:$@]\w+")


class Needed(NamedTuple):
    """What a text asks for: `number` of values by position or `names`; one of them is None, the other known."""

    number: int | None
    names: frozenset[str] | None


def mark(text: str, placeholder: Placeholder) -> str:
    """A placeholder as it is written: `%s`, `:name`."""
    found = _MARK.match(text, placeholder.offset)
    return found[0] if found else placeholder.name


def driver_for(query: Query) -> Driver:
    """The driver whose rules the placeholders follow: Django's for a manager's `.raw()`."""
    return DRIVERS["django.db"] if query.api == ".raw()" and query.certain else query.driver


def checked(query: Query) -> bool:
    """Whether it is known how the call reads placeholders. SQLAlchemy reads them in `text()` only: other
    strings go to the driver behind it."""
    if not query.certain or query.kind == "fragment" or query.api in (".extra()", "Func()", "RunSQL()", "SQL()"):
        return False
    return query.driver.name != "sqlalchemy" or query.api == "text()"


def foreign(query: Query, parts: Sequence[object], statement: Statement) -> Iterator[Placeholder]:
    """Placeholders of a style that the driver does not read, in a text that has none that it reads."""
    wrong = _FOREIGN.get(driver_for(query).name, frozenset())
    if statement.verb not in _BOUND or live(query, statement):
        return
    for placeholder in statement.placeholders:
        if placeholder.quote:
            continue
        text = str(parts[placeholder.part])
        if (
            placeholder.style in wrong
            and text[max(placeholder.offset - 1, 0)] not in "[\\"
            and mark(text, placeholder) not in ("%b", "%t")
        ):
            yield placeholder


def live(query: Query, statement: Statement) -> list[Placeholder]:
    """The placeholders of a statement that the driver reads."""
    read = driver_for(query).placeholders
    return [
        placeholder for placeholder in statement.placeholders if placeholder.style in read and not placeholder.quote
    ]


def needed(query: Query, text: str) -> Needed | None:
    """What the constant `text` asks for, by the driver's own way of counting; None when not known."""
    statement = analyse((text,), assume_sql=True)
    name = driver_for(query).name
    if statement is None or statement.verb not in _BOUND or (name == "sqlalchemy" and query.api != "text()"):
        return None
    if name in _FILLED:
        return _filled(text)
    found = [placeholder for placeholder in statement.placeholders if not placeholder.quote]
    styles = {placeholder.style for placeholder in found}
    if name == "asyncpg" and styles <= {"dollar"}:
        return Needed(max((int(placeholder.name) for placeholder in found), default=0), None)
    if name in _QMARK and styles == {"qmark"}:
        return Needed(len(found), None) if text.count("?") == len(found) else None
    if name in _NAMED and styles == {"named"}:
        if any(text[placeholder.offset] != ":" or text[placeholder.offset - 1] in "\\[" for placeholder in found):
            return None
        return Needed(None, frozenset(placeholder.name for placeholder in found))
    return None


def _filled(text: str) -> Needed | None:
    """What `text % parameters` asks for; None when `%` stands for anything else as well."""
    found = [match for match in _CONVERSION.finditer(text) if not match["escape"]]
    names = frozenset(match["name"] for match in found if match["name"])
    if any(match["kind"] not in (None, "s") for match in found) or (names and any(match["kind"] for match in found)):
        return None
    return Needed(None, names) if names else Needed(len(found), None)


def conversions(text: str) -> int:
    """How many `%` of the text are no `%%`."""
    return sum(not match["escape"] for match in _CONVERSION.finditer(text))


def fills_in(driver: Driver) -> bool:
    """Whether the driver itself writes the values into the text, so that every statement takes parameters."""
    return driver.name in _FILLED - {"psycopg"}


def rejects_scalar(query: Query) -> bool:
    """Whether the driver fails on one value where a tuple, a list or a dictionary is due."""
    return driver_for(query).name in _REJECT_SCALAR
