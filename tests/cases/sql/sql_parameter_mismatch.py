"""Placeholders and parameters that do not fit, per driver; and everything that fits."""

import sqlite3
import uuid

import asyncpg
import databases
import oracledb
import psycopg2
import pymysql
import pyodbc
from django.db import connection
from django.db.models.expressions import RawSQL
from sqlalchemy import bindparam, text

FIND_SQL = "SELECT id FROM users WHERE name = ? AND age > ?"
SOME = ("a", 3)


def sqlite(db: sqlite3.Connection, name: str, rows: list, extra, key: uuid.UUID):
    db.execute("SELECT id FROM users WHERE name = %s", (name,))  # want "sqlite3 uses `?` placeholders but the query has `%s`"
    db.execute(f"SELECT {extra} FROM users WHERE name = %(name)s", {"name": name})  # want "but the query has `%(name)s`"
    db.execute(FIND_SQL, (name,))  # want "query has 2 placeholders, 1 parameter is passed"
    db.execute(FIND_SQL, [name, 1, 2])  # want "query has 2 placeholders, 3 parameters are passed"
    db.execute(FIND_SQL)  # want "query has 2 placeholders, no parameters are passed"
    db.execute("SELECT id FROM users WHERE name = ?", name)  # want "`name` is not a tuple"
    db.execute("SELECT id FROM users WHERE name = ?", ("abc"))  # want "`("abc")` is not a tuple"
    db.execute("SELECT id FROM users WHERE age = ?", 42)  # want "`42` is not a tuple"
    db.execute("SELECT id FROM users WHERE name LIKE ?", f"%{name}%")  # want "is not a tuple"
    db.execute("SELECT id FROM users WHERE key = ?", key)  # want "`key` is not a tuple"
    db.execute("SELECT id FROM users WHERE name = :name", {"nmae": name})  # want "no parameter is passed for `name`"
    db.execute("SELECT id FROM users WHERE name = ?".format(name))  # want "`.format()` fills nothing: the query has `?`"
    db.execute(FIND_SQL, SOME)
    db.execute(FIND_SQL, (name, *rows))
    db.execute(FIND_SQL, extra)
    db.execute(FIND_SQL, *extra)
    db.execute("SELECT id FROM users WHERE name = ?", "a")
    db.executemany("INSERT INTO users (name, age) VALUES (?, ?)", rows)
    db.executemany("INSERT INTO users (name, age) VALUES (?, ?)", [(name, 1)])
    db.execute("SELECT id FROM users WHERE name = '?' AND seen > '12:30' AND x = 'a:b'")
    db.execute("SELECT strftime('%s', seen) FROM users WHERE id = ?", (1,))
    db.execute("SELECT id FROM users WHERE name = :name", {"name": name, "more": 1})
    db.execute("SELECT id FROM users WHERE name = :name", {"name": name, **extra})
    db.execute(f"SELECT id FROM users WHERE id IN ({','.join('?' * len(rows))}) AND name = ?", (name,))
    db.execute("INSERT INTO t VALUES (" + "?, " * 3 + "?)", (1, 2, 3, 4))
    db.execute("SELECT id FROM users WHERE name = '{}'".format(name))


def psycopg(name: str, extra):
    cursor = psycopg2.connect("").cursor()
    cursor.execute("SELECT id FROM users WHERE name = ?", (name,))  # want "psycopg2 uses `%s` placeholders but the query has `?`"
    cursor.execute("SELECT id FROM users WHERE name = $1", (name,))  # want "but the query has `$1`"
    cursor.execute("SELECT id FROM users WHERE name = :name", {"name": name})  # want "but the query has `:name`"
    cursor.execute("SELECT id FROM users WHERE name = %s", (name, 1))  # want "query has 1 placeholder, 2 parameters are passed"
    cursor.execute("SELECT id FROM users WHERE name = %s")  # want "query has 1 placeholder, no parameters are passed"
    cursor.execute("SELECT id FROM users WHERE name = %s", None)  # want "query has 1 placeholder, no parameters are passed"
    cursor.execute("SELECT id FROM users WHERE name = %s", (name))  # want "`(name)` is not a tuple"
    cursor.execute("SELECT id FROM users WHERE name = %(name)s", dict(nmae=name))  # want "no parameter is passed for `name`"
    cursor.execute("SELECT id FROM users WHERE name = '%s'".format(name))  # want "`.format()` fills nothing: the query has `%s`"
    statement = "SELECT id FROM users WHERE name = %s".format(name)
    cursor.execute(statement)  # want "`.format()` fills nothing: the query has `%s`"
    cursor.execute("SELECT id FROM users WHERE name LIKE '%s%'")
    cursor.execute("SELECT id FROM users WHERE name LIKE '%a%%' AND age % 2 = 0")
    cursor.execute("SELECT id FROM users WHERE name LIKE 'a%%' AND age = %s", (3,))
    cursor.execute("SELECT id::text, tags[1:2], data->'a' FROM users WHERE data ? 'a' AND data ?| %s", (extra,))
    cursor.execute("SELECT id FROM users WHERE seen > now() - INTERVAL '%s days' AND id = %s", (3, 4))
    cursor.execute("SELECT id FROM users WHERE name = %s", (name,), extra)
    cursor.execute("SELECT id FROM users WHERE name = %s -- %s\n", (name, 1))


async def spread(pool: asyncpg.Pool, name: str, extra, params):
    await pool.fetch("SELECT id FROM users WHERE name = %s", name)  # want "asyncpg uses `$1` placeholders but the query has `%s`"
    await pool.fetchrow("SELECT id FROM users WHERE name = $1 AND age > $2", name)  # want "query has 2 placeholders, 1 parameter"
    await pool.execute("DELETE FROM users WHERE name = $1")  # want "query has 1 placeholder, no parameters are passed"
    await pool.fetch("SELECT id FROM users WHERE name = $1", name, timeout=3)
    await pool.fetch("SELECT id FROM users WHERE name = $1 OR nick = $1", name)
    await pool.fetch("SELECT id FROM users WHERE name = $1 AND age > $2", *extra)
    await pool.executemany("INSERT INTO users VALUES ($1, $2)", extra)
    await pool.fetch("SELECT id FROM users WHERE data ? 'a' AND at::date = $1", name)
    cursor = pyodbc.connect("").cursor()
    cursor.execute("SELECT id FROM users WHERE name = ? AND age > ?", name, 3)
    cursor.execute("SELECT id FROM users WHERE name = ? AND age > ?", (name, 3))
    cursor.execute("SELECT id FROM users WHERE name = ?", name)
    cursor.execute("SELECT id FROM users WHERE name = ? AND age > ?", params)
    cursor.execute("SELECT id FROM users WHERE name = %s", name)  # want "pyodbc uses `?` placeholders but the query has `%s`"


def named(session, name: str, extra):
    session.execute(text("SELECT id FROM users WHERE name = %s"), (name,))  # want "sqlalchemy uses `:name` placeholders"
    session.execute(text("SELECT id FROM users WHERE name = :name"), {"nam": name})  # want "no parameter is passed for `name`"
    session.execute(text("SELECT id FROM users WHERE name = :name"))  # want "query has 1 placeholder, no parameters"
    session.execute(text("SELECT id FROM a WHERE b = :b AND c = :c").bindparams(b=1))  # want "no parameter is passed for `c`"
    session.execute(text("SELECT id FROM a WHERE b = :b AND c = :c").bindparams(b=1), {"c": 1})
    session.execute(text("SELECT id FROM a WHERE b IN :b").bindparams(bindparam("b", expanding=True)), {"b": [1]})
    session.execute(text("SELECT id FROM a WHERE b = :b"), [{"b": 1}, {"b": 2}])
    session.execute(text("SELECT id FROM a WHERE b = :b"), extra)
    session.execute(text("SELECT '12:30', id::text, '\\:no' FROM a"))
    statement = text("SELECT id FROM a WHERE b = :b")
    session.execute(statement, {"b": 1})
    cursor = oracledb.connect().cursor()
    cursor.execute("SELECT id FROM a WHERE b = %s", (1,))  # want "oracledb uses `:name` placeholders but the query has `%s`"
    cursor.execute("SELECT id FROM a WHERE b = :b AND c = :c", b=1)  # want "no parameter is passed for `c`"
    cursor.execute("SELECT id FROM a WHERE b = :b AND c = :c", b=1, c=2)


async def encode(name: str):
    database = databases.Database("sqlite://")
    await database.fetch_all("SELECT id FROM a WHERE b = ?", (name,))  # want "databases uses `:name` placeholders"
    await database.fetch_all(query="SELECT id FROM a WHERE b = :b", values={"c": name})  # want "no parameter is passed for `b`"
    await database.fetch_all(query="SELECT id FROM a WHERE b = :b", values={"b": name})
    async with database.connection() as connection:
        await connection.raw_connection.cursor().execute("SELECT id FROM a WHERE b = %s", (name,))


def django(name: str, Person, cur, unknown):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM app_a WHERE b = ?", [name])  # want "django uses `%s` placeholders but the query has `?`"
        cursor.execute("SELECT id FROM app_a WHERE b = %s AND c = %s", [name])  # want "query has 2 placeholders, 1 parameter"
        cursor.execute("SELECT id FROM app_a WHERE b = %s AND c LIKE 'x%%'", [name])
    Person.objects.raw("SELECT id FROM app_a WHERE b = %s", [name, 1])  # want "query has 1 placeholder, 2 parameters are passed"
    RawSQL("SELECT 1 FROM app_a WHERE b = %s", (name, 1))  # want "query has 1 placeholder, 2 parameters are passed"
    RawSQL("SELECT 1 FROM app_a WHERE b = %s", (name,))
    mysql = pymysql.connect().cursor()
    mysql.execute("SELECT id FROM a WHERE b = %s", name)
    mysql.execute("SELECT id FROM a WHERE b = ?", (name,))  # want "pymysql uses `%s` placeholders but the query has `?`"
    cur.execute("SELECT id FROM a WHERE b = ? AND c = %s", (name,))
    unknown.execute("SELECT id FROM a WHERE b = %s".format(name))
    cur.execute("SELECT id FROM a WHERE b = %s".format(name))  # want "`.format()` fills nothing"
    cur.execute("SELECT id FROM a WHERE b = %s".format(name), (name,))
