"""Fixes of placeholders in quotes (BKD104) and of those that do not fit (BKD105): for each driver, and where there is none."""

from __future__ import annotations

import ast

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.model import Finding

ENGINE = Engine([BoundRule(rule, rule.options) for rule in catalog.rules() if rule.code in ("BKD104", "BKD105")])
HEAD = """\
import aiomysql, aiosqlite, asyncpg, databases, duckdb, mysql.connector, oracledb, psycopg, psycopg2, pymysql, pyodbc, sqlite3
from django.db import connection as django
from peewee import SqliteDatabase
from sqlalchemy import text
from sqlalchemy.orm import Session

lite, pg, pg3 = sqlite3.connect("a"), psycopg2.connect("").cursor(), psycopg.connect("").cursor()
my, mc, duck = pymysql.connect().cursor(), mysql.connector.connect().cursor(), duckdb.connect()
odbc, ora, dj, wee = pyodbc.connect("").cursor(), oracledb.connect().cursor(), django.cursor(), SqliteDatabase("a")
QUERY = "SELECT a FROM t WHERE b = '?'"

async def f(db: asyncpg.Connection, session: Session, base: databases.Database, cur, name: str, age: int, x, y, params):
"""


def checked(body: str) -> tuple[bytes, list[Finding]]:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    data = (HEAD + lines).encode()
    ast.parse(data)
    return data, list(ENGINE.check("app.py", data).findings)


def fixed(data: bytes, findings: list[Finding]) -> str:
    """The body after every fix."""
    for edit in sorted({edit for found in findings if found.fix for edit in found.fix.edits}, reverse=True):
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    ast.parse(data)
    return "\n".join(line.removeprefix("    ") for line in data.decode()[len(HEAD) :].splitlines())


SAFE = {
    # -- quotes
    "sqlite3": (
        """lite.execute("SELECT a FROM t WHERE b = '?'", (x,))""",
        """lite.execute("SELECT a FROM t WHERE b = ?", (x,))""",
    ),
    "sqlite3, quotes of a name": (
        """lite.execute('SELECT a FROM t WHERE b = "?"', [x])""",
        """lite.execute('SELECT a FROM t WHERE b = ?', [x])""",
    ),
    "several, one of them in LIKE": (
        """lite.execute("SELECT a FROM t WHERE b = '?' AND c = ? AND d LIKE '%?%'", (x, y, x.name))""",
        """lite.execute("SELECT a FROM t WHERE b = ? AND c = ? AND d LIKE ?", (x, y, f"%{x.name}%"))""",
    ),
    "an expression with quotes": (
        """lite.execute("SELECT a FROM t WHERE b LIKE '?%'", (x["a"],))""",
        """lite.execute("SELECT a FROM t WHERE b LIKE ?", (f'{x["a"]}%',))""",
    ),
    "literals side by side": (
        """lite.execute("SELECT a" " FROM t WHERE" " b LIKE '%?%'", (await x.y(),))""",
        """lite.execute("SELECT a" " FROM t WHERE" " b LIKE ?", (f"%{await x.y()}%",))""",
    ),
    "escapes": (
        """lite.execute('SELECT a\\nFROM t WHERE b = \\'?\\'\\n', (x,))""",
        """lite.execute('SELECT a\\nFROM t WHERE b = ?\\n', (x,))""",
    ),
    "a variable used once": (
        """sql = "SELECT a FROM t WHERE b = '?'"\nlite.execute(sql, (x,))""",
        """sql = "SELECT a FROM t WHERE b = ?"\nlite.execute(sql, (x,))""",
    ),
    "psycopg2, a parameter that is text": (
        """pg.execute("SELECT a FROM t WHERE b = '%s'", (name,))""",
        """pg.execute("SELECT a FROM t WHERE b = %s", (name,))""",
    ),
    "psycopg2, text by str()": (
        """pg.execute("SELECT a FROM t WHERE b = '%s'::date", [str(x)])""",
        """pg.execute("SELECT a FROM t WHERE b = %s::date", [str(x)])""",
    ),
    "psycopg2, by name": (
        """pg.execute("SELECT a FROM t WHERE b LIKE '%%%(n)s%%' AND c = %(m)s", {"n": name, "m": 1})""",
        """pg.execute("SELECT a FROM t WHERE b LIKE %(n)s AND c = %(m)s", {"n": f"%{name}%", "m": 1})""",
    ),
    "psycopg": (
        """pg3.execute("SELECT a FROM t WHERE b = '%s'", (name,))""",
        """pg3.execute("SELECT a FROM t WHERE b = %s", (name,))""",
    ),
    "PyMySQL": (
        """my.execute("INSERT INTO t (a, b) VALUES ('%s', '%s')", (name, str(x)))""",
        """my.execute("INSERT INTO t (a, b) VALUES (%s, %s)", (name, str(x)))""",
    ),
    "asyncpg": (
        """await db.fetch("SELECT a FROM t WHERE b = '$1' AND c LIKE '%$2'", x, y, timeout=3)""",
        """await db.fetch("SELECT a FROM t WHERE b = $1 AND c LIKE $2", x, f"%{y}", timeout=3)""",
    ),
    "pyodbc": (
        """odbc.execute("SELECT a FROM t WHERE b = '?' AND c = '?'", x, y)""",
        """odbc.execute("SELECT a FROM t WHERE b = ? AND c = ?", x, y)""",
    ),
    "oracledb": (
        """ora.execute("SELECT a FROM t WHERE b = ':b'", {"b": x})""",
        """ora.execute("SELECT a FROM t WHERE b = :b", {"b": x})""",
    ),
    "duckdb": (
        """duck.execute("SELECT a FROM t WHERE b LIKE '%?'", [x])""",
        """duck.execute("SELECT a FROM t WHERE b LIKE ?", [f"%{x}"])""",
    ),
    "Django": (
        """dj.execute("SELECT a FROM t WHERE b LIKE '%%%s%%'", [name])""",
        """dj.execute("SELECT a FROM t WHERE b LIKE %s", [f"%{name}%"])""",
    ),
    "SQLAlchemy": (
        """session.execute(text("SELECT a FROM t WHERE b LIKE '%:b%'"), {"b": name})""",
        """session.execute(text("SELECT a FROM t WHERE b LIKE :b"), {"b": f"%{name}%"})""",
    ),
    "databases": (
        """await base.fetch_all(query="SELECT a FROM t WHERE b = ':b'", values={"b": name})""",
        """await base.fetch_all(query="SELECT a FROM t WHERE b = :b", values={"b": name})""",
    ),
    # -- another style
    "%s for sqlite3": (
        """lite.execute("SELECT a FROM t WHERE b = %s AND c LIKE 'a%%'", (x,))""",
        """lite.execute("SELECT a FROM t WHERE b = ? AND c LIKE 'a%'", (x,))""",
    ),
    "%(b)s for sqlite3": (
        """lite.execute("SELECT a FROM t WHERE b = %(b)s AND c = %(c)s", {"b": x, "c": y})""",
        """lite.execute("SELECT a FROM t WHERE b = :b AND c = :c", {"b": x, "c": y})""",
    ),
    "? for psycopg2": (
        """pg.execute("SELECT a FROM t WHERE b = ? AND c LIKE 'a%'", (x,))""",
        """pg.execute("SELECT a FROM t WHERE b = %s AND c LIKE 'a%%'", (x,))""",
    ),
    "$1 for psycopg2": (
        """pg.execute("SELECT a FROM t WHERE b = $1 AND c = $2", (x, y))""",
        """pg.execute("SELECT a FROM t WHERE b = %s AND c = %s", (x, y))""",
    ),
    ":b for psycopg2": (
        """pg.execute("SELECT a FROM t WHERE b = :b", {"b": x})""",
        """pg.execute("SELECT a FROM t WHERE b = %(b)s", {"b": x})""",
    ),
    "? for PyMySQL": (
        """my.execute("SELECT a FROM t WHERE b = ?", (x,))""",
        """my.execute("SELECT a FROM t WHERE b = %s", (x,))""",
    ),
    "? for Django": (
        """dj.execute("SELECT a FROM t WHERE b = ?", [x])""",
        """dj.execute("SELECT a FROM t WHERE b = %s", [x])""",
    ),
    "%s for asyncpg": (
        """await db.fetch("SELECT a FROM t WHERE b = %s AND c = %s", x, y)""",
        """await db.fetch("SELECT a FROM t WHERE b = $1 AND c = $2", x, y)""",
    ),
    "? and a tuple for asyncpg": (
        """await db.fetch("SELECT a FROM t WHERE b = ? AND c = ?", (x, y,), timeout=3)""",
        """await db.fetch("SELECT a FROM t WHERE b = $1 AND c = $2", x, y, timeout=3)""",
    ),
    "%s for pyodbc": (
        """odbc.execute("SELECT a FROM t WHERE b = %s AND c = %s", x, y)""",
        """odbc.execute("SELECT a FROM t WHERE b = ? AND c = ?", x, y)""",
    ),
    "? for oracledb": (
        """ora.execute("SELECT a FROM t WHERE b = ? AND c = ?", [x, y])""",
        """ora.execute("SELECT a FROM t WHERE b = :1 AND c = :2", [x, y])""",
    ),
    "%(b)s for SQLAlchemy": (
        """session.execute(text("SELECT a FROM t WHERE b = %(b)s"), {"b": x})""",
        """session.execute(text("SELECT a FROM t WHERE b = :b"), {"b": x})""",
    ),
    "%s for SQLAlchemy": (
        """session.execute(text("SELECT a FROM t WHERE b = %s AND c = %s"), (x.id, name))""",
        """session.execute(text("SELECT a FROM t WHERE b = :id AND c = :name"), {"id": x.id, "name": name})""",
    ),
    # -- a collection
    "(x)": (
        """lite.execute("SELECT a FROM t WHERE b = ?", (name))""",
        """lite.execute("SELECT a FROM t WHERE b = ?", (name,))""",
    ),
    "x": (
        """pg.execute("SELECT a FROM t WHERE b = %s", vars=name)""",
        """pg.execute("SELECT a FROM t WHERE b = %s", vars=(name,))""",
    ),
    "a literal": (
        """mc.execute("SELECT a FROM t WHERE b = %s", f"%{x}%")""",
        """mc.execute("SELECT a FROM t WHERE b = %s", (f"%{x}%",))""",
    ),
    # -- formatted in vain
    "format() in vain": (
        """pg.execute(("SELECT a FROM t " "WHERE b = %s AND c LIKE 'a%'").format((x)))""",
        """pg.execute(("SELECT a FROM t " "WHERE b = %s AND c LIKE 'a%%'"), ((x),))""",
    ),
    "format() in vain, Django": (
        """dj.execute("SELECT a FROM t WHERE b = %s".format(x))""",
        """dj.execute("SELECT a FROM t WHERE b = %s", [x])""",
    ),
    "format() in vain, asyncpg": (
        """await db.fetch("SELECT a FROM t WHERE b = $1 AND c = $2".format(\n    x,\n    y,\n))""",
        """await db.fetch("SELECT a FROM t WHERE b = $1 AND c = $2", x,\n    y)""",
    ),
}


@pytest.mark.parametrize(("before", "after"), SAFE.values(), ids=SAFE)
def test_safe(before: str, after: str) -> None:
    data, findings = checked(before)
    assert {found.fix.applicability for found in findings if found.fix} == {"safe"}
    assert fixed(data, findings) == after
    assert checked(after)[1] == []


UNSAFE = {
    "a number that psycopg2 fills in without quotes": (
        """pg.execute("SELECT a FROM t WHERE b = '%s'", (age,))""",
        """pg.execute("SELECT a FROM t WHERE b = %s", (age,))""",
    ),
    "a value of unknown type": (
        """dj.execute("SELECT a FROM t WHERE b LIKE '%%%s%%'", [x])""",
        """dj.execute("SELECT a FROM t WHERE b LIKE %s", [f"%{x}%"])""",
    ),
    "text in double quotes, which MySQL takes with the driver's quotes": (
        """my.execute('INSERT INTO t (a, b) VALUES ("%s", "%s")', (name, name))""",
        """my.execute('INSERT INTO t (a, b) VALUES (%s, %s)', (name, name))""",
    ),
    "a dictionary of which sqlite3 may ignore a name": (
        """lite.execute("SELECT a FROM t WHERE b = ':b'", {"b": x})""",
        """lite.execute("SELECT a FROM t WHERE b = :b", {"b": x})""",
    ),
    "a cursor of which only the name is known": (
        """cur.execute("SELECT a FROM t WHERE b = '%s'", (name,))""",
        """cur.execute("SELECT a FROM t WHERE b = %s", (name,))""",
    ),
    "a library that takes several databases": (
        """wee.execute_sql("SELECT a FROM t WHERE b = '?'", (name,))""",
        """wee.execute_sql("SELECT a FROM t WHERE b = ?", (name,))""",
    ),
}


@pytest.mark.parametrize(("before", "after"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe(before: str, after: str) -> None:
    data, findings = checked(before)
    assert {found.fix and found.fix.applicability for found in findings} == {"unsafe"}
    assert fixed(data, findings) == after
    assert checked(after)[1] == []


UNCHANGED = {
    # -- quotes
    "fewer parameters than placeholders: the quoted one is text": """lite.execute("SELECT a FROM t WHERE b = '?' AND c = ?", (x,))""",
    "unknown number of parameters": """cur.execute("SELECT a FROM t WHERE b = '%s'", params)""",
    "a name that is bound as well": """await db.fetch("SELECT a FROM t WHERE b LIKE '%$1%' OR c = $1", x)""",
    "a typed literal": """pg.execute("SELECT a FROM t WHERE b = DATE '%s'", (name,))""",
    "a path into JSON": """pg.execute("SELECT a FROM t WHERE b->>'%s' = 'a'", (name,))""",
    "the name of a column": """pg.execute("SELECT a AS '%s' FROM t", (name,))""",
    "the name of a table": """pg.execute('SELECT a FROM "%s"', (name,))""",
    "a cast that SQLAlchemy would read as a part of the name": """session.execute(text("SELECT a FROM t WHERE b = ':b'::date"), {"b": name})""",
    "wildcards around an expression that is none to name": """lite.execute("SELECT a FROM t WHERE b LIKE '%?%'", (x + y,))""",
    "a query that is sent twice": """sql = "SELECT a FROM t WHERE b = '?'"\nlite.execute(sql, (x,))\nlite.execute(sql, (y,))""",
    "a query that is shown too": """sql = "SELECT a FROM t WHERE b = '?'"\nprint(sql)\nlite.execute(sql, (x,))""",
    "a constant of the module": """lite.execute(QUERY, (x,))""",
    "a part that is not known": """lite.execute(f"SELECT a FROM {x} WHERE b = '?'", (x,))""",
    # -- another style
    "% doubled and not": """lite.execute("SELECT a FROM t WHERE b = %s AND c LIKE 'a%'", (x,))""",
    "% that may be doubled already": """pg.execute("SELECT a FROM t WHERE b = ? AND c LIKE 'a%%'", (x,))""",
    "numbered in another order": """pg.execute("SELECT a FROM t WHERE b = $2 AND c = $1", (x, y))""",
    "two placeholders, one parameter": """lite.execute("SELECT a FROM t WHERE b = %s AND c = %s", (x,))""",
    "a name that is not passed": """lite.execute("SELECT a FROM t WHERE b = %(b)s AND c = %(c)s", {"b": x})""",
    "two styles": """odbc.execute("SELECT a FROM t WHERE b = %s AND c = $1", x, y)""",
    "text that the new style would read": """session.execute(text("SELECT a FROM t WHERE b = %s AND c = '12:30'"), (x,))""",
    "a list that may be one value": """await db.fetch("SELECT a FROM t WHERE b = ?", [x])""",
    "a collection of values": """await db.fetch("SELECT a FROM t WHERE b = ?", params)""",
    "a comment between values": """await db.fetch("SELECT a FROM t WHERE b = ?", (  # this\n    x,))""",
    "values without names": """session.execute(text("SELECT a FROM t WHERE b = %s AND c = %s"), (x[0], x))""",
    # -- a collection
    "one value for two placeholders": """lite.execute("SELECT a FROM t WHERE b = ? AND c = ?", (name))""",
    # -- formatted in vain
    "one value formatted for two placeholders": """pg.execute("SELECT a FROM t WHERE b = %s AND c = %s".format(x))""",
    "a keyword": """pg.execute(query="SELECT a FROM t WHERE b = %s".format(x))""",
    "in parentheses of its own": """pg.execute(("SELECT a FROM t WHERE b = %s".format(x)))""",
    "formatted in another statement": """sql = "SELECT a FROM t WHERE b = %s".format(x)\npg.execute(sql)""",
    "formatted in another style": """lite.execute("SELECT a FROM t WHERE b = %s".format(x))""",
    "a comment behind format()": """pg.execute("SELECT a FROM t WHERE b = %s".format(  # this\n    x))""",
}


@pytest.mark.parametrize("body", UNCHANGED.values(), ids=UNCHANGED)
def test_unchanged(body: str) -> None:
    _, findings = checked(body)
    assert [found.fix for found in findings] == [None] * len(findings)
    assert findings


def test_a_nested_function_that_is_left_out_of_the_tree_uses_the_text_too() -> None:
    sql = """sql = "SELECT a FROM t WHERE b = '?'\""""
    _, findings = checked(f"{sql}\ndef show():\n    print(sql)\nlite.execute(sql, (x,))\nshow()")
    assert [found.fix for found in findings] == [None]


def test_lines_end_as_they_did() -> None:
    body = 'lite.execute("""SELECT ä\n  FROM t WHERE b = \'?\'""", (x,))\nlite.execute("""SELECT a FROM t\n  WHERE b = ? AND c = ?""".format(x,\n  y))'
    data, _ = checked(body)
    data = data.replace(b"\n", b"\r\n")
    after = data
    for edit in sorted((e for f in ENGINE.check("app.py", data).findings if f.fix for e in f.fix.edits), reverse=True):
        after = after[: edit.start] + edit.text.encode() + after[edit.end :]
    assert (after.count(b"\r\n"), after.count(b"\r"), after.count(b"\n")) == (data.count(b"\r\n"),) * 3
    assert [found.code for found in ENGINE.check("app.py", after).findings] == []
