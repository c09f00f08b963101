"""What a value is that enters SQL text, and where it can be harmless."""

import json
import re
import sqlite3
from enum import Enum

import psycopg2
from sqlalchemy import text

from app.sql import quote_literal


def quote_name(value):
    return '"{}"'.format(value.replace('"', '""'))


def brackets(value):
    return f"[{value}]"


def names(db: sqlite3.Connection, fields, name):
    assignments = ", ".join(f"{quote_name(field)} = :{field}" for field in fields)
    db.execute(f"UPDATE users SET {assignments} WHERE id = :id_{name}", fields)
    marks = ", ".join("%({})s".format(field) for field in fields)
    db.execute(f"INSERT INTO users VALUES ({marks})", fields)
    db.execute(f"SELECT id FROM users WHERE name = '{quote_name(name)}' AND nick = {quote_literal(name)}")
    db.execute(f"SELECT id FROM users WHERE name = '{brackets(name)}'")  # want "`name` is not a bound parameter"


def numbers(db: sqlite3.Connection, size, page, session):
    db.execute(f"SELECT id FROM users LIMIT {size + 1} OFFSET {page - 1}")
    db.execute(f"SELECT id FROM users LIMIT {size + page}")  # want "`size`, `page` are not bound parameters"
    session.execute(text(f"SET LOCAL TIME ZONE '{page.key}'"))  # want "few databases bind parameters in SET, so let only known values through"


def cleaned(db: sqlite3.Connection, name):
    db.execute("SELECT id FROM users WHERE name = '{}'".format(re.sub("[^a-zA-Z0-9_.]", "", name)))
    db.execute("SELECT id FROM users WHERE name = '{}'".format(re.sub("[^a-z' ]", "", name)))  # want "is not a bound parameter"
    db.execute("SELECT id FROM users WHERE name = '{}'".format(re.sub("'", "", name)))  # want "is not a bound parameter"


def conditions(db: sqlite3.Connection, pairs):
    clauses = []
    for _ in pairs:
        clauses.append("(a = ? AND b = ?)")
    db.execute("SELECT id FROM users WHERE %s" % " OR ".join("(" + each + ")" for each in clauses), pairs)


def drivers(cur, name, first, second):
    cursor = psycopg2.connect("").cursor()
    cursor.execute(f"SET LOCAL TIME ZONE '{name}'")  # want "`name` is not a bound parameter; pass it as `%s`"
    cur.execute(f"SELECT id FROM users WHERE a = '{first}' AND b = '{second}'")  # want "are not bound parameters; pass them as parameters"
    cur.execute("INSERT users VALUES ('%s')" % name)  # want "`name` is not a bound parameter"


def attached(unknown, path, schema):
    unknown.execute(f"ATTACH '{path}' AS {schema}")  # want "`path` is not a bound parameter"


class Media:
    def __init__(self, server):
        self.server = server.name

    def find(self):
        return "SELECT id FROM media WHERE url LIKE 'mxc://%s/'" % (self.server,)  # want "is not a bound parameter"


FORMATS = {0: "first_last", 1: "last_first"}
CHANGED = {0: "first_last"}
CHANGED[1] = input()
FILLED = {0: "first_last"}
FILLED.update(json.load(open("formats.json")))
RENAMED = {0: "first_last"}
RENAMED |= json.load(open("formats.json"))


class Field(Enum):
    email = 1
    phone = 2


def own_values(db: sqlite3.Connection, given):
    for number, name in FORMATS.items():
        db.execute(f"UPDATE settings SET value = '{json.dumps(name)}' WHERE value = '{number}'")
    for name in FORMATS.values():
        db.execute(f"UPDATE settings SET value = '{name}'")
    for number, name in CHANGED.items():
        db.execute(f"UPDATE settings SET value = '{name}'")  # want "`name` is not a bound parameter"
    for number, name in FILLED.items():
        db.execute(f"UPDATE settings SET value = '{name}'")  # want "`name` is not a bound parameter"
    for number, name in RENAMED.items():
        db.execute(f"UPDATE settings SET value = '{name}'")  # want "`name` is not a bound parameter"
    cases = " ".join(f"WHEN {each.value} THEN '{each.name}'" for each in Field)
    db.execute(f"UPDATE items SET name = CASE kind {cases} END WHERE kind = 1")
    db.execute(f"UPDATE settings SET value = '{json.dumps(given)}'")  # want "is not a bound parameter"
    cases = " ".join(f"WHEN {each.value} THEN '{each.name}'" for each in given)
    db.execute(f"UPDATE items SET name = CASE kind {cases} END WHERE kind = 1")  # want "are not bound parameters"
