"""Who chooses a name: the code itself, a test before, an Enum, or somebody else."""

import enum
import sqlite3

import duckdb

TABLES = ("users", "orders", "carts")


class Order(enum.Enum):
    NAME = "name"


def constants(db: sqlite3.Connection, key, value):
    for table in TABLES[:-1]:
        db.execute("DELETE FROM {}".format(table))
    found = {"name": key}
    if value:
        found["mail"] = value
    db.execute("SELECT id FROM users WHERE " + " AND ".join(f"{k} = ?" for k in found.keys()), list(found.values()))
    pairs = found.items()
    db.execute("SELECT id FROM users WHERE " + " AND ".join(k + " = ?" for k, _ in pairs), [v for _, v in pairs])


def bounds(backwards, limit):
    order = "DESC" if backwards else "ASC"
    return order, limit


def unpacked(db: sqlite3.Connection, backwards, given):
    order, limit = bounds(backwards, given)
    db.execute(f"SELECT id FROM users ORDER BY id {order} LIMIT ?", (limit,))
    db.execute(f"SELECT id FROM users ORDER BY {limit}")  # want "`limit`"
    (nested, _), _ = bounds(backwards, given)
    db.execute(f"SELECT id FROM users ORDER BY {nested}")  # want "`nested`"


def keys(db: sqlite3.Connection, key, value):
    found = {"name": value}
    found[key] = value
    db.execute("SELECT id FROM users WHERE " + " AND ".join(f"{k} = ?" for k in found.keys()), [])  # want "`k`"
    given = {}
    given[key] = value
    db.execute("SELECT id FROM users WHERE " + " AND ".join(f"{k} = ?" for k in given), [])  # want "`k`"
    fixed = {}
    if value:
        fixed["mail"] = value
    db.execute(f"INSERT INTO users ({', '.join(fixed)}) VALUES ({', '.join(f':{k}' for k in fixed)})", fixed)
    more = {"name": key}
    more.setdefault(value, 1)
    db.execute(f"SELECT {', '.join(more)} FROM users")  # want "`', '.join(more)`"


def choices(db: sqlite3.Connection, order: str, column: str):
    by = Order(order).value
    db.execute(f"SELECT id FROM users ORDER BY {by}")
    db.execute(f"SELECT id FROM users ORDER BY {order}")  # want "`order` is placed in the SQL text as a column name"
    db.execute(f"SELECT id FROM users ORDER BY id {order}")  # want "`order` is placed in the SQL text as a direction name"
    db.execute(f"SELECT id FROM users WHERE ({column}) IN (VALUES (1))")  # want "`column`"
    db.execute(f"PRAGMA table_info({column})")  # want "`column` is placed in the SQL text as a table name"
    db.execute(f"DROP INDEX {column}")  # want "`column` is placed in the SQL text as an index name"


def tested(db: sqlite3.Connection, kind: str, data: dict, groups: list, table: str, given):
    if kind not in ("a", "b"):
        raise ValueError(kind)
    if data["sort"] not in TABLES:
        raise ValueError(data)
    if groups:
        for group in groups:
            if not _valid_name(group):
                raise ValueError(group)
    if table:
        if not _valid_name(table):
            raise ValueError(table)

    def run():
        db.execute(f"SELECT {kind}_id FROM users ORDER BY {data['sort']}")

    def other(kind):
        db.execute(f"SELECT {kind}_id FROM users")  # want "`kind`"

    db.execute(f"SELECT id FROM {table} GROUP BY {', '.join(groups)}")
    db.execute(f"SELECT id FROM users ORDER BY {data['order']}")  # want "`data['order']`"
    db.execute(f"SELECT id FROM users GROUP BY {', '.join(given)}")  # want "`', '.join(given)`"
    return run, other


def _valid_name(name: str) -> bool:
    return name.isidentifier()


def extensions(name, warehouse, cursor):
    connection = duckdb.connect()
    connection.execute(f"INSTALL {name} FROM community")  # want "`name` is placed in the SQL text as an extension name"
    connection.execute(f"LOAD {name}")  # want "`name` is placed in the SQL text as an extension name"
    cursor.execute("USE WAREHOUSE {}".format(warehouse))  # want "`warehouse` is placed in the SQL text as a warehouse name"
