"""The table that every case reads or changes, and the values that it is asked for."""

from __future__ import annotations

import re
from typing import NamedTuple


class Person(NamedTuple):
    id: int
    name: str
    city: str
    age: int
    note: str


#: Values that end the SQL text around them, or mean something to a database, a driver or a way to build text.
TEXT_ATTACKS = {
    "quote": "O'Brien",
    "or": "' OR '1'='1",
    "comment": "x' OR 1=1 -- ",
    "union": "x' UNION SELECT id, secret FROM secrets -- ",
    "drop": "x'; DROP TABLE people; -- ",
    "closed": "x') OR (1=1) -- ",
    "backslash": "back\\",
    "escaped quote": "\\' OR 1=1 -- ",
    "block comment": "x'/*",
    "percent": "100%",
    "marks": "%s ? :name $1 %(name)s {name}",
}
#: In the pattern of LIKE, a backslash escapes in PostgreSQL and MariaDB, with parameters too.
LIKE_ATTACKS = {label: value for label, value in TEXT_ATTACKS.items() if "\\" not in value}
NUMBER_ATTACKS = {
    "or": "1 OR 1=1",
    "comment": "1 OR 1=1 -- ",
    "union": "-1 UNION SELECT id, secret FROM secrets",
    "drop": "1; DROP TABLE people",
    "offset": "99 OFFSET 0",
    "call": "length('four')",
}
ORDINARY = {
    "name": ("Ann", "Zoë", "nobody"),
    "city": ("Oslo", "Rome"),
    "number": (1, 30, 0),
    "digits": ("1", "30"),
}

#: Whoever is called like an attack is found by it when it is bound, and nobody else.
PEOPLE = (
    Person(1, "Ann", "Oslo", 30, "{x}"),
    Person(2, "Bob", "Rome", 41, "it's"),
    Person(3, "Anna", "Rome", 30, "10% off"),
    Person(4, "Zoë", "Oslo", 17, "a ? b %s :c $1 100%"),
    Person(5, "Oslo", "Oslo", 52, "Dear Ann"),
    Person(30, "AnnOslo", "Rome", 17, "12:30"),
    *(Person(100 + n, value, "Oslo", 30, "{x}") for n, value in enumerate(TEXT_ATTACKS.values())),
)
SECRETS = ((900, "hunter2"), (901, "swordfish"))

TABLES = (
    "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(60) NOT NULL, city VARCHAR(60) NOT NULL,"
    " age INTEGER NOT NULL, note VARCHAR(60) NOT NULL)",
    "CREATE TABLE secrets (id INTEGER PRIMARY KEY, secret VARCHAR(60) NOT NULL)",
)


def statements() -> tuple[str, ...]:
    """What makes the tables and fills them, for each of the databases."""

    def quoted(value: object) -> str:
        return str(value) if isinstance(value, int) else "'{}'".format(str(value).replace("'", "''"))

    def rows(table: str, values: tuple[tuple[object, ...], ...]) -> str:
        return f"INSERT INTO {table} VALUES " + ", ".join(f"({', '.join(map(quoted, row))})" for row in values)

    return (*TABLES, rows("people", PEOPLE), rows("secrets", SECRETS))


def like(value: str, pattern: str) -> bool:
    """What `value LIKE pattern` is."""
    parts = {"%": ".*", "_": "."}
    return re.fullmatch("".join(parts.get(char, re.escape(char)) for char in pattern), value, re.DOTALL) is not None
