"""Where a `*` reads every column, and where it does not."""

import sqlite3

import asyncpg
import pandas as pd
from django.db import connection
from sqlalchemy import func, literal_column, select, text

from app.db import database
from app.models import Person

USERS_SQL = "SELECT * FROM users"  # want "`SELECT *` reads every column"
LISTING_QUERY = "SELECT u.id, o.* FROM users u JOIN orders o ON o.user_id = u.id"  # want "`SELECT o.*`"
QUERIES = {"all": "SELECT * FROM users"}
DESCRIPTION = "SELECT * FROM users is what the report runs"


class Repository:
    find_query = "SELECT * FROM users WHERE id = ?"  # want "`SELECT *`"

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def twice(self, name):
        self.db.execute(USERS_SQL)
        self.db.execute(USERS_SQL)
        self.db.execute(self.find_query, (name,))
        cursor = self.db.cursor()
        cursor.execute(
            "SELECT id, "
            "u.* "  # want "`SELECT u.*`"
            "FROM users u"
        )
        cursor.execute(f"SELECT * FROM users_{name}")  # want "`SELECT *`"
        cursor.execute("SELECT DISTINCT * FROM users")  # want "`SELECT *`"
        cursor.execute("SELECT id FROM a UNION ALL SELECT * FROM b")  # want "`SELECT *`"
        cursor.execute("SELECT id FROM a WHERE b IN (SELECT * FROM c)")  # want "`SELECT *`"
        cursor.execute("UPDATE users SET name = ? RETURNING *", (name,))  # want "`RETURNING *`"
        cursor.execute("INSERT INTO archive SELECT * FROM users")  # want "`INSERT … SELECT *`"
        query = "SELECT *"  # want "`SELECT *`"
        query += " FROM users"
        if name:
            query += " WHERE name = ?"
        cursor.execute(query, (name,))

    def listed(self):
        cursor = self.db.cursor()
        cursor.execute("SELECT COUNT(*), COUNT(u.*) FROM users u")
        cursor.execute("SELECT id FROM users u WHERE NOT EXISTS (SELECT * FROM orders o WHERE o.user_id = u.id)")
        cursor.execute("SELECT price * quantity, 2 * price FROM orders")
        cursor.execute("SELECT row_to_json(u.*), to_jsonb(u.*) FROM users u")
        cursor.execute("SELECT '*', '/* * */', \"*\" FROM users -- SELECT * FROM x")
        cursor.execute("SELECT id /* SELECT * FROM x */ FROM users")
        cursor.execute("SELECT * FROM (SELECT id, name FROM users) s")
        cursor.execute("WITH recent AS (SELECT id, name FROM users) SELECT * FROM recent")
        cursor.execute("SELECT * FROM generate_series(1, 3)")
        cursor.execute("SELECT COUNT(*) FROM (SELECT * FROM users LIMIT 100) s")
        cursor.execute("EXPLAIN SELECT * FROM users")
        cursor.execute("GRANT ALL ON users TO reader")


async def others(pool: asyncpg.Pool, table, n):
    await pool.fetch("SELECT * FROM users WHERE id = $1", n)  # want "`SELECT *`"
    await database.fetchone("SELECT * FROM users WHERE id = :id", {"id": n})  # want "`SELECT *`"
    pd.read_sql("SELECT * FROM users", database)  # want "`SELECT *`"
    Person.objects.raw("SELECT * FROM app_person")  # want "`SELECT *`"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_person")  # want "`SELECT *`"
    select(text("*")).select_from(table)  # want "`SELECT *`"
    select(literal_column("*")).select_from(table)  # want "`SELECT *`"
    select(func.count(text("*"))).select_from(table)
    print("select * to continue")
    glob("SELECT *.py")
    log("SELECT * FROM users failed")
