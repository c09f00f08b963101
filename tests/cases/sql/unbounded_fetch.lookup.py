# option: lookup-tables = ["countries", "Currency"]
import sqlite3

from app.models import Currency


def small(db: sqlite3.Connection):
    db.execute("SELECT code FROM countries").fetchall()
    db.execute("SELECT c.code FROM countries c JOIN users u ON u.country = c.code").fetchall()  # want "`fetchall()`"
    return list(Currency.objects.all())
