"""The libraries that send SQL, each by the source of a function that sends one statement."""

from __future__ import annotations

import dataclasses
import textwrap
from typing import Literal

Database = Literal["sqlite", "postgresql", "mariadb"]
Style = Literal["qmark", "format", "pyformat", "named", "dollar"]
#: What takes parameters: the text with `{}` for them.
TUPLE, LIST, SPREAD, MAPPING, VALUES = ", ({},)", ", [{}]", ", {}", ", {{{}}}", ", values={{{}}}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Library:
    """One way to send a statement. `opens` is a module up to the place `<BODY>` of a function that takes
    `<PARAMETERS>`; in it `sends` sends the statement `<SQL>` with the parameters `<GIVEN>`, and `reads` sends it and
    returns its rows. `part`: it takes a condition in place of a statement. `like`: it is much like that other library.
    `wrong`: another style than it reads, and `takes_wrong` what people pass with that."""

    name: str
    database: Database
    module: str
    opens: str
    sends: str = ""
    reads: str
    style: Style
    passes: str
    part: bool = False
    like: str = ""
    wrong: Style = "format"
    takes_wrong: str = TUPLE

    def source(self, sql: str, parameters: str, passed: str = "", before: str = "", *, changes: bool = False) -> str:
        """The module whose function sends the Python expression `sql` with the arguments `passed` after it, after the
        statements `before`; afterwards it reads the whole table when it `changes` it."""
        body = self.reads
        if changes:
            everyone = self.reads.replace("<SQL>", '"SELECT id, name, city, age, note FROM people"').replace(
                "<GIVEN>", ""
            )
            body = f"{self.sends}\n{everyone}"
        body = "\n".join(filter(None, [before, body])).replace("<SQL>", sql).replace("<GIVEN>", passed)
        line = next(line for line in self.opens.splitlines() if "<BODY>" in line)
        inside = textwrap.indent(body, line.removesuffix("<BODY>"))
        return self.opens.replace("<PARAMETERS>", parameters).replace(line, inside)

    def passed(self, names: tuple[str, ...], style: Style | None = None, passes: str | None = None) -> str:
        """The arguments after the SQL that pass the variables `names`."""
        if not names:
            return ""
        by_name = (style or self.style) in ("named", "pyformat")
        one_each = [f'"{name}": {name}' for name in names] if by_name else list(names)
        return (passes or self.passes).format(", ".join(one_each))


def mark(style: Style, name: str, number: int) -> str:
    """The placeholder for the parameter `name`, the `number`-th (1-based) of the statement."""
    return {"qmark": "?", "format": "%s", "pyformat": f"%({name})s", "named": f":{name}", "dollar": f"${number}"}[style]


_CURSOR = """\
import {module}

def run(connection: {connection}, <PARAMETERS>):
    {cursor}
    <BODY>
"""
_WITH_CURSOR = """\
import {module}

{define} run(connection: {connection}, <PARAMETERS>):
    {define_with} connection.cursor() as cursor:
        <BODY>
"""
_CONNECTION = """\
import {module}

{define} run(connection: {connection}, <PARAMETERS>):
    <BODY>
"""
_EXECUTE = {"sends": "cursor.execute(<SQL><GIVEN>)", "reads": "cursor.execute(<SQL><GIVEN>)\nreturn cursor.fetchall()"}
_AWAIT_EXECUTE = {
    "sends": "await cursor.execute(<SQL><GIVEN>)",
    "reads": "await cursor.execute(<SQL><GIVEN>)\nreturn await cursor.fetchall()",
}


def _cursor(module: str, connection: str) -> str:
    return _CURSOR.format(module=module, connection=connection, cursor="cursor = connection.cursor()")


def _with_cursor(module: str, connection: str, *, waits: bool = False) -> str:
    define, inner = ("async def", "async with") if waits else ("def", "with")
    return _WITH_CURSOR.format(module=module, connection=connection, define=define, define_with=inner)


def _connection(module: str, connection: str, *, waits: bool = False) -> str:
    return _CONNECTION.format(module=module, connection=connection, define="async def" if waits else "def")


_SQLALCHEMY = """\
from {package} import Session{more}

def run(session: Session, <PARAMETERS>):
    <BODY>
"""
_DRIVER_SQL = """\
from sqlalchemy import create_engine

ENGINE = create_engine("{url}")

def run(_, <PARAMETERS>):
    with ENGINE.connect() as connection:
        <BODY>
"""
_DJANGO = """\
from django.db import connection

def run(_, <PARAMETERS>):
    with connection.cursor() as cursor:
        <BODY>
"""
_MODEL = """\
{imports}

def run(_, <PARAMETERS>):
    <BODY>
"""


_TORTOISE = """\
from tortoise import Tortoise, connections

async def start():
    await Tortoise.init(db_url="sqlite://:memory:", modules={"models": ["on_databases.tortoisemodels"]})

async def run(_, <PARAMETERS>):
    connection = connections.get("default")
    <BODY>
"""


def _model(*imports: str) -> str:
    return _MODEL.format(imports="\n".join(imports))


_PERSON = "from on_databases.djangomodels import Person"
_FOUND = "return [(found.id, found.name) for found in {}]"

LIBRARIES = (
    Library(name="sqlite3", database="sqlite", module="sqlite3", opens=_cursor("sqlite3", "sqlite3.Connection"), **_EXECUTE,
            style="qmark", passes=TUPLE),
    Library(name="sqlite3, by name", like="sqlite3", database="sqlite", module="sqlite3", opens=_connection("sqlite3", "sqlite3.Connection"),
            sends="connection.execute(<SQL><GIVEN>)", reads="return connection.execute(<SQL><GIVEN>).fetchall()",
            style="named", passes=MAPPING),
    Library(name="aiosqlite", like="sqlite3", database="sqlite", module="aiosqlite", opens=_connection("aiosqlite", "aiosqlite.Connection", waits=True),
            sends="await connection.execute(<SQL><GIVEN>)",
            reads="async with connection.execute(<SQL><GIVEN>) as cursor:\n    return await cursor.fetchall()",
            style="qmark", passes=LIST),
    Library(name="psycopg2", database="postgresql", module="psycopg2", opens=_with_cursor("psycopg2", "psycopg2.extensions.connection"), **_EXECUTE,
            style="format", passes=TUPLE, wrong="qmark"),
    Library(name="psycopg2, by name", like="psycopg2", database="postgresql", module="psycopg2", opens=_cursor("psycopg2", "psycopg2.extensions.connection"), **_EXECUTE,
            style="pyformat", passes=MAPPING, wrong="named", takes_wrong=MAPPING),
    Library(name="psycopg", database="postgresql", module="psycopg", opens=_connection("psycopg", "psycopg.Connection"),
            sends="connection.execute(<SQL><GIVEN>)", reads="return connection.execute(<SQL><GIVEN>).fetchall()",
            style="format", passes=TUPLE, wrong="qmark"),
    Library(name="psycopg, async", like="psycopg", database="postgresql", module="psycopg", opens=_with_cursor("psycopg", "psycopg.AsyncConnection", waits=True), **_AWAIT_EXECUTE,
            style="format", passes=LIST, wrong="qmark", takes_wrong=LIST),
    Library(name="asyncpg", database="postgresql", module="asyncpg", opens=_connection("asyncpg", "asyncpg.Connection", waits=True),
            sends="await connection.execute(<SQL><GIVEN>)", reads="return await connection.fetch(<SQL><GIVEN>)",
            style="dollar", passes=SPREAD, takes_wrong=SPREAD),
    Library(name="PyMySQL", database="mariadb", module="pymysql", opens=_with_cursor("pymysql", "pymysql.connections.Connection"), **_EXECUTE,
            style="format", passes=TUPLE, wrong="qmark"),
    Library(name="aiomysql", like="PyMySQL", database="mariadb", module="aiomysql", opens=_with_cursor("aiomysql", "aiomysql.Connection", waits=True), **_AWAIT_EXECUTE,
            style="format", passes=TUPLE, wrong="qmark"),
    Library(name="mysqlclient", like="PyMySQL", database="mariadb", module="MySQLdb", opens=_with_cursor("MySQLdb", "MySQLdb.connections.Connection"), **_EXECUTE,
            style="format", passes=LIST, wrong="qmark", takes_wrong=LIST),
    Library(name="SQLAlchemy session", database="postgresql", module="sqlalchemy", opens=_SQLALCHEMY.format(package="sqlalchemy.orm", more="\nfrom sqlalchemy import text"),
            sends="session.execute(text(<SQL>)<GIVEN>)", reads="return session.execute(text(<SQL>)<GIVEN>).all()",
            style="named", passes=MAPPING),
    Library(name="SQLAlchemy connection", like="SQLAlchemy session", database="mariadb", module="sqlalchemy", opens=_connection("sqlalchemy", "sqlalchemy.Connection"),
            sends="connection.execute(sqlalchemy.text(<SQL>)<GIVEN>)", reads="return connection.execute(sqlalchemy.text(<SQL>)<GIVEN>).fetchall()",
            style="named", passes=MAPPING, wrong="qmark"),
    Library(name="exec_driver_sql, psycopg", like="psycopg", database="postgresql", module="sqlalchemy", opens=_DRIVER_SQL.format(url="postgresql+psycopg://"),
            sends="connection.exec_driver_sql(<SQL><GIVEN>)", reads="return connection.exec_driver_sql(<SQL><GIVEN>).all()",
            style="format", passes=TUPLE, wrong="qmark"),
    Library(name="exec_driver_sql, sqlite3", like="sqlite3", database="sqlite", module="sqlalchemy", opens=_DRIVER_SQL.format(url="sqlite://"),
            sends="connection.exec_driver_sql(<SQL><GIVEN>)", reads="return connection.exec_driver_sql(<SQL><GIVEN>).all()",
            style="qmark", passes=TUPLE),
    Library(name="SQLModel", like="SQLAlchemy session", database="sqlite", module="sqlmodel", opens=_SQLALCHEMY.format(package="sqlmodel", more=", text"),
            sends="session.exec(text(<SQL>)<GIVEN>)", reads="return session.exec(text(<SQL>)<GIVEN>).all()",
            style="named", passes=", params={{{}}}", takes_wrong=", params=({},)"),
    Library(name="databases", database="sqlite", module="databases", opens=_connection("databases", "databases.Database", waits=True),
            sends="await connection.execute(<SQL><GIVEN>)", reads="return await connection.fetch_all(<SQL><GIVEN>)",
            style="named", passes=VALUES, takes_wrong=", [{}]"),
    Library(name="Django cursor", database="sqlite", module="django", opens=_DJANGO, **_EXECUTE, style="format", passes=LIST,
            wrong="qmark", takes_wrong=LIST),
    Library(name="Django raw", like="Django cursor", database="sqlite", module="django", opens=_model(_PERSON),
            reads=_FOUND.format("Person.objects.raw(<SQL><GIVEN>)"), style="format", passes=LIST, wrong="qmark", takes_wrong=LIST),
    Library(name="Django extra", database="sqlite", module="django", opens=_model(_PERSON),
            reads=_FOUND.format("Person.objects.extra(where=[<SQL>]<GIVEN>)"), style="format", passes=", params=[{}]", part=True),
    Library(name="Django RawSQL", database="sqlite", module="django",
            opens=_model("from django.db.models.expressions import RawSQL", _PERSON),
            reads=_FOUND.format("Person.objects.annotate(hit=RawSQL(<SQL>, (<GIVEN>))).filter(hit=True)"), style="format", passes="{},", part=True),
    Library(name="Tortoise", database="sqlite", module="tortoise", opens=_TORTOISE,
            sends="await connection.execute_query(<SQL><GIVEN>)", reads="return await connection.execute_query_dict(<SQL><GIVEN>)",
            style="qmark", passes=LIST, takes_wrong=LIST),
    Library(name="peewee", like="sqlite3", database="sqlite", module="peewee", opens=_connection("peewee", "peewee.SqliteDatabase"),
            sends="connection.execute_sql(<SQL><GIVEN>)", reads="return connection.execute_sql(<SQL><GIVEN>).fetchall()",
            style="qmark", passes=TUPLE),
    Library(name="peewee SQL", database="sqlite", module="peewee", opens=_model("from peewee import SQL", "from on_databases.peeweemodels import Person"),
            reads=_FOUND.format("Person.select().where(SQL(<SQL><GIVEN>))"), style="qmark", passes=LIST, part=True),
    Library(name="SQLAlchemy where", database="sqlite", module="sqlalchemy",
            opens=_SQLALCHEMY.format(package="sqlalchemy.orm", more="\nfrom sqlalchemy import select, text\nfrom on_databases.sqlalchemymodels import Person"),
            reads="return session.execute(select(Person.id, Person.name).where(text(<SQL>))).all()", style="named", passes="", part=True),
)  # fmt: skip
