# option: select-star-allow = ["returning"]
import sqlite3


def run(db: sqlite3.Connection):
    db.execute("DELETE FROM users RETURNING *")
    db.execute("SELECT * FROM users")  # want "`SELECT *`"
    db.execute("SELECT * FROM (SELECT id, name FROM users) s")  # want "`SELECT *`"
    db.execute("WITH recent AS (SELECT id FROM users) SELECT recent.* FROM recent")  # want "`SELECT recent.*`"
    db.execute("SELECT * FROM json_each('[]')")  # want "`SELECT *`"
