"""Placeholders in quotes, per driver."""

import sqlite3

import asyncpg
import psycopg2
from django.db import connection
from sqlalchemy import text

FIND_SQL = "SELECT id FROM users WHERE name = '%s'"  # want "Placeholder `%s` is inside quotes"
PLAIN = "SELECT id FROM users WHERE name = '%s'"


def psycopg(name, ids):
    cursor = psycopg2.connect("").cursor()
    cursor.execute(FIND_SQL, (name,))
    cursor.execute(FIND_SQL, (name, 1))
    cursor.execute("SELECT id FROM users WHERE name = '%s' AND age > %s", (name, 3))  # want "`%s` is inside quotes"
    cursor.execute("SELECT id FROM users WHERE name = '%(name)s'", {"name": name})  # want "`%(name)s` is inside quotes"
    cursor.execute('SELECT id FROM "%s"', (name,))  # want "`%s` is inside quotes"
    cursor.execute("SELECT id FROM users WHERE name LIKE '%%%s%%'", (name,))  # want "`%s` is inside quotes"
    cursor.executemany("INSERT INTO users (name) VALUES ('%s')", ids)  # want "`%s` is inside quotes"
    cursor.execute("SELECT id FROM users WHERE name = '%s'")
    cursor.execute("SELECT id FROM users WHERE seen > now() - INTERVAL '%s days'", (3,))
    cursor.execute("SELECT to_char(seen, '%s') FROM users WHERE id = %s", (3,))
    cursor.execute("SELECT id FROM users WHERE d ? 'a' AND e = '{a,?}' AND f = '?' AND id = %s", (3,))
    cursor.execute("SELECT date_format(seen, '%%Y-%%m') FROM users WHERE id = %s", (3,))


def others(db: sqlite3.Connection, pool: asyncpg.Pool, session, name, cur):
    db.execute("SELECT id FROM users WHERE name = '?'", (name,))  # want "`?` is inside quotes"
    db.execute("SELECT id FROM users WHERE name LIKE '%?%'", (name,))  # want "`?` is inside quotes"
    db.execute("SELECT id FROM users WHERE name = ':name'", {"name": name})  # want "`:name` is inside quotes"
    db.execute("SELECT id FROM users WHERE seen > '12:30' AND note = 'what?' AND name = ?", (name,))
    pool.fetch("SELECT id FROM users WHERE name = '$1'", name)  # want "`$1` is inside quotes"
    session.execute(text("SELECT id FROM users WHERE name = ':name'"), {"name": name})  # want "`:name` is inside quotes"
    session.execute(text("SELECT id FROM users WHERE name = ':name' AND id = 1"))
    cur.execute("SELECT id FROM users WHERE name = '%s'", (name,))  # want "`%s` is inside quotes"
    cur.execute("SELECT id FROM users WHERE name = '?'", (name,))  # want "`?` is inside quotes"
    cur.execute("SELECT id FROM users WHERE name = ':name'", {"name": name})  # want "`:name` is inside quotes"
    cur.execute("SELECT id FROM users WHERE note = '?' AND name = %s", (name,))
    cur.execute("SELECT id FROM users WHERE note = '?' AND age > 3", {"name": name})
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM app_user WHERE name = '%s'", [name])  # want "`%s` is inside quotes"
