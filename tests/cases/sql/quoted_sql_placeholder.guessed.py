"""The one database library that a file imports says nothing about a cursor that comes from elsewhere."""

import sqlalchemy


def find(cur, name):
    cur.execute("SELECT id FROM users WHERE name = '%s'", (name,))  # want "`%s` is inside quotes"
    cur.execute("INSERT INTO users (name) VALUES ('%s')", name)  # want "`%s` is inside quotes"
    cur.execute("DELETE FROM users WHERE id = '$1'", name)  # want "`$1` is inside quotes"
    cur.execute("SELECT id FROM users WHERE name = ':name'", (name,))
    cur.execute("SELECT id FROM users WHERE name = '%s'")
    return sqlalchemy.select(name)
