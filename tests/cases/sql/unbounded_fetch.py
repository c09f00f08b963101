"""How results are read whole, and what keeps them small."""

import sqlite3

import asyncpg
import pandas as pd
import psycopg2
from fastapi import FastAPI
from sqlalchemy import text

from app.models import Article

app = FastAPI()
NAMES_SQL = "SELECT name FROM users"


def whole(db: sqlite3.Connection, session, flag):
    db.execute("SELECT name FROM users").fetchall()  # want "`fetchall()` without LIMIT can load the whole table"
    db.execute(NAMES_SQL).fetchall()  # want "`fetchall()` without LIMIT"
    list(db.execute("SELECT name FROM users"))  # want "`list()` without LIMIT"
    rows = db.execute("SELECT name FROM users WHERE active = 1")
    names = rows.fetchall()  # want "`fetchall()` without LIMIT"
    cursor = db.cursor()
    cursor.execute("SELECT name FROM users WHERE seen > ?", (flag,))
    names += cursor.fetchall()  # want "`fetchall()` without LIMIT"
    session.execute(text("SELECT name FROM users")).all()  # want "`all()` without LIMIT"
    session.execute(text("SELECT name FROM users")).scalars().all()  # want "`all()` without LIMIT"
    session.execute(text("SELECT version_num FROM alembic_version")).all()
    result = session.execute(text("SELECT name FROM users"))
    frame = pd.read_sql("SELECT name FROM users", db)  # want "`read_sql()` without LIMIT"
    return names, frame, [row for row in result.mappings().all()]  # want "`all()` without LIMIT"


async def pools(pool: asyncpg.Pool, database, session):
    await pool.fetch("SELECT name FROM users")  # want "`fetch()` without LIMIT"
    await database.fetch_all("SELECT name FROM users")  # want "`fetch_all()` without LIMIT"
    await (session or database).fetchall("SELECT name FROM users")  # want "`fetchall()` without LIMIT"
    (await session.execute(text("SELECT name FROM users"))).scalars().all()  # want "`all()` without LIMIT"
    await pool.fetchrow("SELECT name FROM users")
    await pool.fetch("SELECT name FROM users LIMIT 50")


def bounded(db: sqlite3.Connection, session, key):
    db.execute("SELECT name FROM users LIMIT ?", (key,)).fetchall()
    db.execute("SELECT TOP 10 name FROM users").fetchall()
    db.execute("SELECT name FROM users FETCH FIRST 5 ROWS ONLY").fetchall()
    db.execute("SELECT COUNT(*), MAX(age) FROM users").fetchall()
    db.execute("SELECT name FROM users WHERE id = ?", (key,)).fetchall()
    db.execute("SELECT name FROM sqlite_master").fetchall()
    db.execute("SELECT 1").fetchall()
    db.execute("SELECT name FROM users").fetchone()
    db.execute("SELECT name FROM users").fetchmany(10)
    db.execute("UPDATE users SET name = ? RETURNING id", (key,)).fetchall()
    db.execute("PRAGMA table_info(users)").fetchall()
    for row in db.execute("SELECT name FROM users"):
        print(row)
    cursor = db.cursor()
    cursor.execute("SELECT name FROM users")
    cursor.fetchone()
    cursor.execute("SELECT name FROM users LIMIT 3")
    cursor.fetchall()
    query = "SELECT name FROM users"
    if key:
        query += " LIMIT 3"
    db.execute(query).fetchall()
    pd.read_sql("SELECT name FROM users", db, chunksize=1000)
    session.stream(text("SELECT name FROM users"))
    server_side = psycopg2.connect("").cursor("export")
    server_side.execute("SELECT name FROM users")
    return server_side.fetchall()


def export(db: sqlite3.Connection):
    rows = db.execute("SELECT name FROM users").fetchall()
    yield from rows


@app.get("/users")
def handler(db: sqlite3.Connection):
    return db.execute("SELECT name FROM users").fetchall()


def models(ids):
    list(Article.objects.all())  # want "`list(Article.objects.all())` without LIMIT"
    len(Article.objects.all().order_by("id"))  # want "`len(Article.objects.all())` without LIMIT"
    list(Article.objects.filter(id__in=ids))
    list(Article.objects.all()[:10])
    list(Article.objects.all().iterator())
    list(Article.objects.all().filter(active=True))
    return Article.objects.all()
