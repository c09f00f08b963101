"""Fixes of SQL that is built from values: every driver, every way of building, and what must stay as it is."""

from __future__ import annotations

import ast

import pytest

from backend_lint.session import Options, Session

#: What stands above the code of a case, by driver; the code is the body of its function.
HEADS = {
    "sqlite3": "import sqlite3\ndef run(db: sqlite3.Connection, name, uid, user, table, rows):",
    "aiosqlite": "import aiosqlite\nasync def run(db: aiosqlite.Connection, name, uid):",
    "psycopg2": "import psycopg2\ndef run(name: str, uid, user):\n    cur = psycopg2.connect('').cursor()",
    "psycopg": "import psycopg\ndef run(cur: psycopg.Cursor, name: str, uid):",
    "untyped psycopg2": "import psycopg2\ndef run(name):\n    cur = psycopg2.connect('').cursor()",
    "untyped pymysql": "import pymysql\ndef run(name):\n    cur = pymysql.connect().cursor()",
    "untyped sqlalchemy": "from sqlalchemy import text\nfrom sqlalchemy.orm import Session\ndef run(db: Session, name):",
    "aiopg": "import aiopg\nasync def run(name: str, uid):\n    cur = await (await aiopg.connect('')).cursor()",
    "asyncpg": "import asyncpg\nasync def run(db: asyncpg.Connection, name: str, uid: int, size):",
    "pymysql": "import pymysql\ndef run(name: str, uid, count: int):\n    cur = pymysql.connect().cursor()",
    "aiomysql": "import aiomysql\nasync def run(name: str, uid):\n    cur = await (await aiomysql.connect()).cursor()",
    "mysqlclient": "import MySQLdb\ndef run(name: str, uid):\n    cur = MySQLdb.connect().cursor()",
    "mysql-connector": "import mysql.connector\ndef run(name: str, uid):\n    cur = mysql.connector.connect().cursor()",
    "pyodbc": "import pyodbc\ndef run(name: str, uid):\n    cur = pyodbc.connect('').cursor()",
    "oracledb": "import oracledb\ndef run(name: str, uid):\n    cur = oracledb.connect().cursor()",
    "sqlalchemy": "from sqlalchemy import select, text\nfrom sqlalchemy.orm import Session\n"
    "def run(db: Session, name: str, uid, user, params):",
    "async sqlalchemy": "from sqlalchemy import text\nfrom sqlalchemy.ext.asyncio import AsyncSession\n"
    "async def run(db: AsyncSession, name: str, uid: int):",
    "sqlite engine": "from sqlalchemy import create_engine\nengine = create_engine('sqlite:///x.db')\n"
    "def run(name: str):\n  with engine.connect() as db:",
    "an engine": "from sqlalchemy import create_engine\nimport os\nengine = create_engine(os.environ['DB'])\n"
    "def run(name: str):\n  with engine.connect() as db:",
    "sqlmodel": "from sqlmodel import Session, text\ndef run(db: Session, name: str):",
    "databases": "from databases import Database\nasync def run(db: Database, name: str, uid: int):",
    "django": "from django.db import connection\nfrom django.db.models.expressions import RawSQL\n"
    "def run(name: str, uid, table):\n  with connection.cursor() as cur:",
    "tortoise": "from tortoise import Tortoise, connections\nTortoise.init(db_url='sqlite://x.db')\n"
    "async def run(name: str):\n    db = connections.get('default')",
    "unknown tortoise": "from tortoise import connections\nasync def run(name: str):\n    db = connections.get('default')",
    "peewee": "from peewee import SQL, Model, PostgresqlDatabase\ndb = PostgresqlDatabase('x')\nclass Person(Model): pass\n"
    "def run(name: str):",
    "peewee on sqlite": "import peewee\ndef run(db: peewee.SqliteDatabase, name: str):",
    "some peewee": "from peewee import Model\nfrom app import db\nclass Person(Model): pass\ndef run(name: str):",
    "a cursor": "import sqlite3\ndef run(cursor, name: str):",
}

#: Driver, code, code after the fix, and whether that is sure to keep what the code does.
CASES = {
    "quotes are dropped": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '%s'" % name.replace("'", ""))""",
                           """db.execute("SELECT a FROM t WHERE b = ?", (name.replace("'", ""),))""", True),
    "escaped for a page": ("sqlite3", """import html\ndb.execute(f"SELECT a FROM t WHERE b = '{html.escape(name)}'")""",
                           """import html\ndb.execute("SELECT a FROM t WHERE b = ?", (html.escape(name),))""", True),
    # -- drivers --------------------------------------------------------------------------------------
    "sqlite3": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = {uid}")""",
                """db.execute("SELECT a FROM t WHERE b = ? AND c = ?", (name, uid))""", True),
    "aiosqlite": ("aiosqlite", """await db.execute_fetchall(f"SELECT a FROM t WHERE b = '{name}'")""",
                  """await db.execute_fetchall("SELECT a FROM t WHERE b = ?", (name,))""", True),
    "psycopg2": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
                 """cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "psycopg": ("psycopg", """cur.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
                """cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "psycopg knows no type in a function": ("psycopg", """cur.execute(f"SELECT a FROM t WHERE b = md5('{name}')")""",
                                            """cur.execute("SELECT a FROM t WHERE b = md5(%s)", (name,))""", False),
    "peewee on sqlite": ("peewee on sqlite", """db.execute_sql(f"SELECT a FROM t WHERE b = '{name}'")""",
                         """db.execute_sql("SELECT a FROM t WHERE b = ?", (name,))""", True),
    # PostgreSQL compares no number with text, and MySQL's 0 equals every text without a digit in front.
    "psycopg2, what may be a number": ("untyped psycopg2", """cur.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
                                       """cur.execute("SELECT a FROM t WHERE b = %s", (str(name),))""", True),
    "pymysql, what may be a number": ("untyped pymysql", """cur.execute("SELECT a FROM t WHERE b = '%s'" % name)""",
                                      """cur.execute("SELECT a FROM t WHERE b = %s", (str(name),))""", True),
    "text(), what may be a number": ("untyped sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}'"))""",
                                     """db.execute(text("SELECT a FROM t WHERE b = :name"), {"name": str(name)})""", True),
    "not in quotes": ("untyped psycopg2", """cur.execute(f"SELECT a FROM t WHERE b = {name}")""",
                      """cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "aiopg": ("aiopg", """await cur.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
              """await cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "asyncpg, a number": ("asyncpg", """await db.fetchval(f"SELECT a FROM t WHERE b = {uid} AND c LIKE '{name}%'", timeout=3)""",
                          """await db.fetchval("SELECT a FROM t WHERE b = $1 AND c LIKE $2", uid, f"{name}%", timeout=3)""", True),
    "asyncpg, a text may be a date": ("asyncpg", """await db.fetch(f"SELECT a FROM t WHERE b = '{name}'")""",
                                      """await db.fetch("SELECT a FROM t WHERE b = $1", name)""", False),
    "asyncpg, a pattern is text": ("asyncpg", """await db.fetch(f"SELECT a FROM t WHERE b LIKE '{name}%'")""",
                                   """await db.fetch("SELECT a FROM t WHERE b LIKE $1", f"{name}%")""", True),
    "asyncpg, unknown type": ("asyncpg", """await db.fetch(f"SELECT a FROM t WHERE b = {size}")""",
                              """await db.fetch("SELECT a FROM t WHERE b = $1", size)""", False),
    "asyncpg, existing": ("asyncpg", """await db.fetch(f"SELECT a FROM t WHERE b LIKE '{name}%' AND c = $1 AND d = $2", 1, 2)""",
                          """await db.fetch("SELECT a FROM t WHERE b LIKE $3 AND c = $1 AND d = $2", 1, 2, f"{name}%")""", True),
    "pymysql": ("pymysql", """cur.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
                """cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "pymysql, text in quotes": ("pymysql", """cur.execute(f'SELECT a FROM t WHERE b = "{name}"')""",
                                """cur.execute('SELECT a FROM t WHERE b = %s', (name,))""", True),
    "pymysql, limit": ("pymysql", """cur.execute(f"SELECT a FROM t LIMIT {uid}")""",
                       """cur.execute("SELECT a FROM t LIMIT %s", (uid,))""", False),
    "pymysql, limit by a number": ("pymysql", """cur.execute(f"SELECT a FROM t WHERE b = '{name}' LIMIT {count}")""",
                                   """cur.execute("SELECT a FROM t WHERE b = %s LIMIT %s", (name, count))""", True),
    "aiomysql": ("aiomysql", """await cur.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
                 """await cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "mysqlclient": ("mysqlclient", """cur.execute("SELECT a FROM t WHERE b = '%s'" % name)""",
                    """cur.execute("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "mysql-connector": ("mysql-connector", """cur.execute(operation=f"SELECT a FROM t WHERE b = '{name}'")""",
                        """cur.execute(operation="SELECT a FROM t WHERE b = %s", params=(name,))""", True),
    "pyodbc": ("pyodbc", """cur.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = {uid}")""",
               """cur.execute("SELECT a FROM t WHERE b = ? AND c = ?", name, uid)""", True),
    "pyodbc, a list": ("pyodbc", """cur.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = ?", [uid])""",
                       """cur.execute("SELECT a FROM t WHERE b = ? AND c = ?", [name, uid])""", True),
    "pyodbc, spread": ("pyodbc", """cur.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = ?", uid)""",
                       """cur.execute("SELECT a FROM t WHERE b = ? AND c = ?", name, uid)""", True),
    "oracledb": ("oracledb", """cur.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = {uid}")""",
                 """cur.execute("SELECT a FROM t WHERE b = :name AND c = :uid_", {"name": name, "uid_": uid})""", True),
    "text()": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}' AND c = {user.id}"))""",
               """db.execute(text("SELECT a FROM t WHERE b = :name AND c = :user_id"), {"name": name, "user_id": user.id})""",
               True),
    "text(), cast": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}'::date"))""",
                     """db.execute(text("SELECT a FROM t WHERE b = (:name)::date"), {"name": name})""", True),
    "text(), existing": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}' AND c = :c"), {"c": uid})""",
                         """db.execute(text("SELECT a FROM t WHERE b = :name AND c = :c"), {"c": uid, "name": name})""", True),
    "text(), passed on": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}' AND c = :c"), params)""",
                          """db.execute(text("SELECT a FROM t WHERE b = :name AND c = :c").bindparams(name=name), params)""",
                          True),
    "text(), kept": ("sqlalchemy", """query = text(f"SELECT a FROM t WHERE b = '{name}'")\nreturn db.execute(query)""",
                     """query = text("SELECT a FROM t WHERE b = :name").bindparams(name=name)\nreturn db.execute(query)""", True),
    "text(), a name twice": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{user.id}' AND c = '{user['id']}'"))"""
                             .replace("user['id']", "run.user_id"),
                             """db.execute(text("SELECT a FROM t WHERE b = :user_id AND c = :run_user_id"), """
                             """{"user_id": str(user.id), "run_user_id": str(run.user_id)})""", True),
    "text(), a name taken": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}' AND c = :name"), {"name": 1})""",
                             """db.execute(text("SELECT a FROM t WHERE b = :name_2 AND c = :name"), {"name": 1, "name_2": name})""",
                             True),
    "text(), the same twice": ("sqlalchemy", """db.execute(text(f"SELECT a FROM t WHERE b = '{name}' OR c = '{name}'"))""",
                               """db.execute(text("SELECT a FROM t WHERE b = :name OR c = :name"), {"name": name})""", True),
    "text(), a fragment": ("sqlalchemy", """return select(t).where(text("b = '" + name + "'"))""",
                           """return select(t).where(text("b = :name").bindparams(name=name))""", True),
    "text(), two fragments": (
        "sqlalchemy", """return select(t).where(text(f"b = '{user.get('id')}'"), text(f"c = '{run.get('id')}'"))""",
        """return select(t).where(text("b = :id").bindparams(id=str(user.get('id'))), """
        """text("c = :id_2").bindparams(id_2=str(run.get('id'))))""", True),
    "text(), a fragment for many": ("sqlalchemy", """return text(f"SELECT a FROM t WHERE b = '{name}'")""",
                                    """return text("SELECT a FROM t WHERE b = :name").bindparams(name=name)""", False),
    "text(), asyncio": ("async sqlalchemy", """await db.execute(text(f"SELECT a FROM t WHERE b = '{name}'"))""",
                        """await db.execute(text("SELECT a FROM t WHERE b = :name"), {"name": name})""", False),
    "exec_driver_sql()": ("sqlite engine", """db.exec_driver_sql(f"SELECT a FROM t WHERE b = '{name}'")""",
                          """db.exec_driver_sql("SELECT a FROM t WHERE b = ?", (name,))""", True),
    "sqlmodel": ("sqlmodel", """db.exec(text(f"SELECT a FROM t WHERE b = '{name}'"))""",
                 """db.exec(text("SELECT a FROM t WHERE b = :name").bindparams(name=name))""", True),
    "databases": ("databases", """await db.fetch_all(query=f"SELECT a FROM t WHERE b = {uid} AND c LIKE '{name}%'")""",
                  """await db.fetch_all(query="SELECT a FROM t WHERE b = :uid AND c LIKE :name", values={"uid": uid, "name": f"{name}%"})""", True),
    "databases, existing": ("databases", """await db.execute(f"UPDATE t SET a = :a WHERE b = '{name}'", {"a": 1})""",
                            """await db.execute("UPDATE t SET a = :a WHERE b = :name", {"a": 1, "name": name})""", False),
    "django cursor": ("django", """cur.execute(f"SELECT a FROM t WHERE b = '{name}' AND c LIKE 'x%'")""",
                      """cur.execute("SELECT a FROM t WHERE b = %s AND c LIKE 'x%%'", [name])""", True),
    "django raw": ("django", """Person.objects.raw("SELECT a FROM t WHERE b = '%s'" % name)""",
                   """Person.objects.raw("SELECT a FROM t WHERE b = %s", [name])""", True),
    "django extra": ("django", """Person.objects.extra(where=["b = '%s'" % name, "c = %s"], params=[uid])""",
                     """Person.objects.extra(where=["b = %s", "c = %s"], params=[name, uid])""", True),
    "django RawSQL": ("django", """Person.objects.annotate(x=RawSQL(f"SELECT a FROM t WHERE b = '{name}'", ()))""",
                      """Person.objects.annotate(x=RawSQL("SELECT a FROM t WHERE b = %s", [name]))""", True),
    "tortoise": ("tortoise", """await db.execute_query(f"SELECT a FROM t WHERE b = '{name}'")""",
                 """await db.execute_query("SELECT a FROM t WHERE b = ?", [name])""", True),
    "peewee": ("peewee", """db.execute_sql(f"SELECT a FROM t WHERE b = '{name}'")""",
               """db.execute_sql("SELECT a FROM t WHERE b = %s", (name,))""", True),
    "peewee raw": ("peewee", """return Person.raw(f"SELECT a FROM t WHERE b = '{name}'")""",
                   """return Person.raw("SELECT a FROM t WHERE b = %s", name)""", True),
    "peewee SQL": ("peewee", """return Person.select().where(SQL(f"a = (SELECT b FROM t WHERE b = '{name}')"))""",
                   """return Person.select().where(SQL("a = (SELECT b FROM t WHERE b = %s)", (name,)))""", True),
    "peewee of some database": ("some peewee", """return Person.raw(f"SELECT a FROM t WHERE b = '{name}'")""",
                                """return Person.raw("SELECT a FROM t WHERE b = %s", name)""", False),
    "a cursor of which only the name is known": ("a cursor", """cursor.execute(f"SELECT a FROM t WHERE b = '{name}'")""",
                                                 """cursor.execute("SELECT a FROM t WHERE b = ?", (name,))""", False),
    # -- ways of building -----------------------------------------------------------------------------
    "% of one value": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '%s' AND c LIKE 'x%%'" % name)""",
                       """db.execute("SELECT a FROM t WHERE b = ? AND c LIKE 'x%'", (name,))""", True),
    "% of a tuple": ("psycopg2", """cur.execute("SELECT a FROM t WHERE b = '%s' AND c = %s AND d LIKE 'x%%'" % (name, uid))""",
                     """cur.execute("SELECT a FROM t WHERE b = %s AND c = %s AND d LIKE 'x%%'", (name, uid))""", True),
    "% of a dictionary": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '%(n)s'" % {"n": name})""",
                          """db.execute("SELECT a FROM t WHERE b = ?", (name,))""", True),
    "% in parentheses": ("sqlite3", """q = ("SELECT a FROM t "\n     "WHERE b = '%(n)s'" % {"n": name})\nreturn db.execute(q)""",
                         """q = ("SELECT a FROM t "\n     "WHERE b = ?")\nreturn db.execute(q, (name,))""", True),
    "% of parentheses": ("sqlite3", """db.execute(("SELECT a FROM t "\n            "WHERE b = '%s'") % (name))""",
                         """db.execute(("SELECT a FROM t "\n            "WHERE b = ?"), (name,))""", True),
    "% with a table": ("psycopg2", """cur.execute("SELECT a FROM %s WHERE b = '%s'" % (user.table, name))""",
                       """cur.execute("SELECT a FROM %s WHERE b = %%s" % (user.table,), (name,))""", True),
    "format by position": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '{}' AND c = {}".format(name, uid))""",
                           """db.execute("SELECT a FROM t WHERE b = ? AND c = ?", (name, uid))""", True),
    "format by number": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '{1}' AND c = {0} OR d = {0}".format(uid, name))""",
                         """db.execute("SELECT a FROM t WHERE b = ? AND c = ? OR d = ?", (name, uid, uid))""", True),
    "format by name": ("sqlite3", """db.execute("SELECT a, '{{}}' FROM t WHERE b = '{n}'".format(n=name))""",
                       """db.execute("SELECT a, '{}' FROM t WHERE b = ?", (name,))""", True),
    "format with a table": ("sqlite3", """db.execute("SELECT a FROM {} WHERE b = '{}'".format(table, name))""",
                            """db.execute("SELECT a FROM {} WHERE b = ?".format(table), (name,))""", True),
    "+": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '" + name + "' AND c = " + str(uid))""",
          """db.execute("SELECT a FROM t WHERE b = ? AND c = ?", (name, uid))""", True),
    "+ on lines": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '"\n           + name\n           + "' AND c = 1")""",
                   """db.execute("SELECT a FROM t WHERE b = ?"\n           + " AND c = 1", (name,))""", True),
    "+ in parentheses": ("sqlite3", """q = (\n    "SELECT a " "FROM t "\n    "WHERE b = '" + name + "' "\n    "LIMIT 1"\n)\nreturn db.execute(q)""",
                         """q = (\n    "SELECT a " "FROM t "\n    "WHERE b = ?" + " "\n    "LIMIT 1"\n)\nreturn db.execute(q, (name,))""", True),
    "+ of other quotes": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '" + name + '\\' AND c = 1')""",
                          """db.execute("SELECT a FROM t WHERE b = ?" + ' AND c = 1', (name,))""", True),
    "+=": ("sqlite3", """q = "SELECT a FROM t WHERE c"\nq += " AND b = '" + name + "'"\nreturn db.execute(q)""",
           """q = "SELECT a FROM t WHERE c"\nq += " AND b = ?"\nreturn db.execute(q, (name,))""", True),
    "+= of a value": ("sqlite3", """q = "SELECT a FROM t WHERE c = "\nq += uid\nreturn db.execute(q)""",
                      """q = "SELECT a FROM t WHERE c = "\nq += "?"\nreturn db.execute(q, (uid,))""", True),
    "+= of a value in quotes": (
        "sqlite3", """q = "SELECT a FROM t WHERE b = '"\nq += name\nq += "'"\nq += " AND c"\nreturn db.execute(q)""",
        """q = "SELECT a FROM t WHERE b = ?"\nq += " AND c"\nreturn db.execute(q, (name,))""", True),
    "several variables": ("sqlite3", """a = "SELECT a FROM t "\nb = f"WHERE b = '{name}'"\nreturn db.execute(a + b)""",
                          """a = "SELECT a FROM t "\nb = "WHERE b = ?"\nreturn db.execute(a + b, (name,))""", True),
    "a template": ("sqlite3", """q = "SELECT a FROM t WHERE b = '%s'"\nreturn db.execute(q % name)""",
                   """q = "SELECT a FROM t WHERE b = ?"\nreturn db.execute(q, (name,))""", True),
    "side by side": ("sqlite3", """db.execute("SELECT a FROM t "\n           f"WHERE b = '{name}' "\n           "AND '{}' = d")""",
                     """db.execute("SELECT a FROM t "\n           "WHERE b = ? "\n           "AND '{}' = d", (name,))""", True),
    "lines": ("sqlite3", 'db.execute(\n    f"""\n    SELECT a FROM t  -- {{x}}\n    WHERE b = \'{name}\'\n    """\n)',
              'db.execute(\n    """\n    SELECT a FROM t  -- {x}\n    WHERE b = ?\n    """,\n    (name,),\n)', True),
    "lines that end with the call": ("sqlite3", """db.execute(\n    "SELECT a FROM t WHERE b = '%s'" %\n    (name))""",
                                     """db.execute(\n    "SELECT a FROM t WHERE b = ?",\n    (name,))""", True),
    "a raw f-string": ("sqlite3", """db.execute(rf"SELECT a FROM t WHERE b = '{name}' AND c REGEXP '\\d'")""",
                       """db.execute(r"SELECT a FROM t WHERE b = ? AND c REGEXP '\\d'", (name,))""", True),
    "a table stays": ("sqlite3", """db.execute(f"SELECT a, '{{}}' FROM {table} WHERE b = '{name}'")""",
                      """db.execute(f"SELECT a, '{{}}' FROM {table} WHERE b = ?", (name,))""", True),
    "dedent": ("sqlite3", """import textwrap\ndb.execute(textwrap.dedent(f"SELECT a FROM t WHERE b = '{name}'"))""",
               """import textwrap\ndb.execute(textwrap.dedent("SELECT a FROM t WHERE b = ?"), (name,))""", True),
    # -- values ---------------------------------------------------------------------------------------
    "a pattern": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b LIKE '%{name}%'")""",
                  """cur.execute("SELECT a FROM t WHERE b LIKE %s", (f"%{name}%",))""", True),
    "a pattern by %": ("psycopg2", """cur.execute("SELECT a FROM t WHERE b LIKE '%%%s%%'" % name)""",
                       """cur.execute("SELECT a FROM t WHERE b LIKE %s", (f"%{name}%",))""", True),
    "a pattern beside parameters": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b LIKE '%%{name}' AND c = %s", (1,))""",
                                    """cur.execute("SELECT a FROM t WHERE b LIKE %s AND c = %s", (f"%{name}", 1))""", True),
    "more in the quotes": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = 'it''s {name}_{uid}'")""",
                           """db.execute("SELECT a FROM t WHERE b = ?", (f"it's {name}_{uid}",))""", True),
    "quotes in what the quotes hold": ("sqlite3", """db.execute('SELECT a FROM t WHERE b LIKE "%' + user["n"] + '"')""",
                                       """db.execute('SELECT a FROM t WHERE b LIKE ?', (f'%{user["n"]}',))""", True),
    "repr in quotes": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name!r}'")""",
                       """db.execute("SELECT a FROM t WHERE b = ?", (repr(name),))""", True),
    "repr for quotes": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = {name!r}")""",
                        """db.execute("SELECT a FROM t WHERE b = ?", (name,))""", False),
    "beside words": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}'AND c = 1")""",
                     """db.execute("SELECT a FROM t WHERE b = ? AND c = 1", (name,))""", True),
    "beside an expression": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE length(b) > {uid}")""",
                             """db.execute("SELECT a FROM t WHERE length(b) > ?", (uid,))""", False),
    "insert": ("sqlite3", """db.execute(f"INSERT INTO t (a, b) VALUES ('{name}', {uid})")""",
               """db.execute("INSERT INTO t (a, b) VALUES (?, ?)", (name, uid))""", True),
    "update": ("sqlite3", """db.execute(f"UPDATE t SET a = '{name}', b = b + 1 WHERE c = {user.id}")""",
               """db.execute("UPDATE t SET a = ?, b = b + 1 WHERE c = ?", (name, user.id))""", True),
    "existing tuple": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = ? AND c = '{name}' AND d = ?", (1, 2))""",
                       """db.execute("SELECT a FROM t WHERE b = ? AND c = ? AND d = ?", (1, name, 2))""", True),
    "existing one": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = ? AND c = '{name}'", (1,))""",
                     """db.execute("SELECT a FROM t WHERE b = ? AND c = ?", (1, name))""", True),
    "existing dictionary": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b = %(b)s AND c = '{name}'", {"b": 1})""",
                            """cur.execute("SELECT a FROM t WHERE b = %(b)s AND c = %(name)s", {"b": 1, "name": name})""", True),
    "existing None": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}'", ())""",
                      """db.execute("SELECT a FROM t WHERE b = ?", (name,))""", True),
    "a call in the same call": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name.strip()}'")""",
                                """db.execute("SELECT a FROM t WHERE b = ?", (name.strip(),))""", True),
    "a call right before": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{user.get()}'"\nreturn db.execute(q)""",
                            """q = "SELECT a FROM t WHERE b = ?"\nreturn db.execute(q, (user.get(),))""", True),
    "a name from further up": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{name}'"\nprint(1)\nreturn db.execute(q)""",
                               """q = "SELECT a FROM t WHERE b = ?"\nprint(1)\nreturn db.execute(q, (name,))""", True),
    "one of two queries of one name": (
        "sqlite3", """q = f"SELECT a FROM t WHERE b = '{name}'"\ndb.execute(q)\nq = f"SELECT a FROM t WHERE c = '{uid}'"\ndb.execute(q)""",
        """q = "SELECT a FROM t WHERE b = ?"\ndb.execute(q, (name,))\nq = "SELECT a FROM t WHERE c = ?"\ndb.execute(q, (uid,))""", True),
}  # fmt: skip

#: What stays as it is, by the reason.
KEPT = {
    "no parameters in scripts": ("sqlite3", """db.executescript(f"DELETE FROM t WHERE b = '{name}'")"""),
    "rows are many": ("sqlite3", """db.executemany(f"INSERT INTO t VALUES ('{name}', ?)", rows)"""),
    "definitions": ("sqlite3", """db.execute(f"CREATE TABLE x AS SELECT a FROM t WHERE b = '{name}'")"""),
    "several statements": ("sqlite3", """db.execute(f"DELETE FROM t WHERE b = '{name}'; DELETE FROM u")"""),
    "maybe a condition": ("sqlite3", """where = rows.where()\ndb.execute(f"SELECT a FROM t WHERE b = {where}")"""),
    "maybe a list": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b IN ({uid})")"""),
    "a joined list": ("sqlite3", """db.execute("SELECT a FROM t WHERE b IN ('%s')" % "', '".join(rows))"""),
    "a list of values": ("sqlite3", """db.execute(f"INSERT INTO t VALUES ({uid})")"""),
    "a part of a name": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = x{name}")"""),
    "a part of a number": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = 1{name}")"""),
    "a literal of a type": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b > DATE '{name}'")"""),
    "an interval": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b > now() - INTERVAL '{name} days'")"""),
    "an escape string": ("psycopg2", """cur.execute(f"SELECT a FROM t WHERE b = E'{name}'")"""),
    "a column in PostgreSQL": ("psycopg2", """cur.execute(f'SELECT a FROM t WHERE b = "{name}"')"""),
    "a format": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = {uid:>5}")"""),
    "keys": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '{u[name]}'".format(u=user))"""),
    "all names": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '%(name)s'" % locals())"""),
    "a tuple by its name": ("sqlite3", """params = user.get()\ndb.execute("SELECT a FROM t WHERE b = '%s'" % params)"""),
    "parameters from elsewhere": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = ?", rows)"""),
    "too few parameters": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = ? AND d = ?", (1,))"""),
    "parameters in a row": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}'", *rows)"""),
    "an open quote": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = '{name}")"""),
    "used in a function as well": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{name}'"\ndb.execute(q)\nreturn lambda: q"""),
    "shown as well": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{name}'"\nprint(q)\ndb.execute(q)"""),
    "one of two texts": ("sqlite3", """q = "SELECT a FROM t"\nif uid:\n    q += f" WHERE b = '{name}'"\ndb.execute(q)"""),
    "grown in a loop": ("sqlite3", """q = "SELECT a FROM t WHERE c"\nfor row in rows:\n    q += f" OR b = '{row}'"\n    db.execute(q)"""),
    "bound again": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{name}'"\nname = 1\ndb.execute(q)"""),
    "assigned again": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{user.id}'"\nuser.id = 1\ndb.execute(q)"""),
    "a call from further up": ("sqlite3", """q = f"SELECT a FROM t WHERE b = '{user.get()}'"\nprint(1)\ndb.execute(q)"""),
    "calls in another order": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '{1}' AND c = '{0}'".format(rows.a(), rows.b()))"""),
    "one call for two": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '{0}' OR c = '{0}'".format(rows.a()))"""),
    "a fragment for each": ("sqlalchemy", """return [text(f"SELECT a FROM t WHERE b = '{each}'") for each in params]"""),
    "text of an unknown driver": ("an engine", """db.exec_driver_sql(f"SELECT a FROM t WHERE b = '{name}'")"""),
    "an unknown backend": ("unknown tortoise", """await db.execute_query(f"SELECT a FROM t WHERE b = '{name}'")"""),
    "a cursor by name with parameters": ("a cursor", """cursor.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = ?", (1,))"""),
    "escaped by hand": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '" + name.replace("'", "''") + "'")"""),
    "escaped before": ("sqlite3", """b = name\nb = b.replace("'", "''")\ndb.execute(f"SELECT a FROM t WHERE b = '{b}'")"""),
    "escaped by a function": ("pymysql", """cur.execute(f"SELECT a FROM t WHERE b = '{cur.connection.escape_string(name)}'")"""),
    "with quotes of its own": ("sqlite3", """db.execute(f"SELECT a FROM t WHERE b = {db.literal(name)}")"""),
    "a comment in what goes": ("sqlite3", """db.execute("SELECT a FROM t WHERE b = '%s'"  # why\n           % name)"""),
}  # fmt: skip


def written(head: str, code: str) -> str:
    return "\n".join([HEADS[head], *(f"    {line}" for line in code.split("\n")), ""])


def fixed(code: str) -> tuple[str, set[str]]:
    """The code after one pass of fixes, and how sure these are."""
    found = [each for each in findings(code) if each.fix is not None]
    data = code.encode()
    for edit in sorted((edit for each in found for edit in each.fix.edits), reverse=True):
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    return data.decode(), {each.fix.applicability for each in found}


def findings(code: str):
    found = Session(Options(isolated=True)).run_text("store.py", code.encode()).findings
    assert not [each for each in found if each.code in ("BKD000", "BKD099")]
    return [each for each in found if each.code in ("BKD101", "BKD103") and "last resort" not in each.message]


@pytest.mark.parametrize(("head", "before", "after", "safe"), CASES.values(), ids=CASES)
def test_value_is_bound(head: str, before: str, after: str, safe: bool) -> None:
    code = written(head, before)
    assert findings(code)
    result, applicability = fixed(code)
    assert result == written(head, after)
    assert applicability == {"safe" if safe else "unsafe"}
    ast.parse(result)
    assert not findings(result)


@pytest.mark.parametrize(("head", "code"), KEPT.values(), ids=KEPT)
def test_code_stays(head: str, code: str) -> None:
    """It is reported, but the finding has no fix."""
    assert findings(written(head, code))
    assert fixed(written(head, code))[0] == written(head, code)


def test_lines_end_as_they_did() -> None:
    head, before, after, _ = CASES["lines"]
    result, _ = fixed(written(head, before).replace("\n", "\r\n"))
    assert result == written(head, after).replace("\n", "\r\n")
