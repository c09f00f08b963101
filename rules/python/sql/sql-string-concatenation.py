import sqlite3

import psycopg
from sqlalchemy import text

STATUS = "open"


def find_user(connection: psycopg.Connection, name):
    cursor = connection.cursor()
    # ruleid: python-sql-string-concatenation
    cursor.execute(f"SELECT id, email FROM users WHERE name = '{name}'")
    # ruleid: python-sql-string-concatenation
    cursor.execute("SELECT id, email FROM users WHERE name = '" + name + "'")
    # ruleid: python-sql-string-concatenation
    cursor.execute("SELECT id, email FROM users WHERE name = '%s'" % name)
    # ruleid: python-sql-string-concatenation
    cursor.execute("SELECT id, email FROM users WHERE name = '{}'".format(name))
    # ok: python-sql-string-concatenation
    cursor.execute("SELECT id, email FROM users WHERE name = %s", (name,))
    # ok: python-sql-string-concatenation
    cursor.execute("SELECT id, email FROM users " + "WHERE name = %s", (name,))
    return cursor.fetchone()


def search_orders(session, customer, city, limit: int):
    query = "SELECT id, total FROM orders WHERE customer_id = :customer"
    if city:
        query += f" AND city LIKE '%{city}%'"
    # ruleid: python-sql-string-concatenation
    return session.execute(text(query), {"customer": customer}).all()


def newest_orders(session, limit: int):
    query = f"SELECT id, total FROM orders ORDER BY created_at DESC LIMIT {limit}"
    # ok: python-sql-string-concatenation
    return session.execute(text(query)).all()


def orders_by_ids(database: sqlite3.Connection, ids):
    placeholders = ", ".join("?" * len(ids))
    # ok: python-sql-string-concatenation
    rows = database.execute(f"SELECT id, total FROM orders WHERE id IN ({placeholders})", ids)
    # ok: python-sql-string-concatenation
    database.execute(f"SELECT id FROM orders WHERE status = '{STATUS}'")
    # ok: python-sql-string-concatenation
    database.execute("SELECT id FROM orders WHERE position = %d" % int(ids[0]))
    return rows.fetchall()


async def rename(pool, user_id, name):
    statement = "UPDATE users SET name = '{name}' WHERE id = {user_id}".format(name=name, user_id=user_id)
    # ruleid: python-sql-string-concatenation
    await pool.execute(statement)
    # ok: python-sql-string-concatenation
    await pool.execute("UPDATE users SET name = $1 WHERE id = $2", name, user_id)


def report(cursor, table, column):
    # ok: python-sql-string-concatenation
    cursor.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY {column}")
