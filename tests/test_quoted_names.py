"""The suggestion that quotes names which enter SQL text (BKD102): whose f-strings it composes, and what it leaves alone."""

from __future__ import annotations

import ast

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule

ENGINE = Engine([BoundRule(rule, rule.options) for rule in catalog.rules() if rule.code == "BKD102"])
HEAD = """\
import psycopg2
{}import sqlite3

def f(lite: sqlite3.Connection, table, column, x):
    cursor = psycopg2.connect("").cursor()
    """
IMPORTED = HEAD.format("from psycopg2 import sql\n")


def fixed(head: str, body: str) -> str:
    """The file after the suggestions for its one finding."""
    data = f"{head}{body}\n".encode()
    [found] = ENGINE.check("app.py", data).findings
    if found.fix is None:
        return data.decode().removesuffix("\n")
    assert found.fix.applicability == "suggest"
    for edit in sorted(found.fix.edits, reverse=True):
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    ast.parse(data)
    assert not ENGINE.check("app.py", data).findings
    return data.decode().removesuffix("\n")


COMPOSED = {
    "names, parameters and braces": (
        """cursor.execute(f"SELECT {column} FROM s.{table} WHERE a = %s AND b = '{{}}'", (x,))""",
        """cursor.execute(sql.SQL("SELECT {} FROM s.{} WHERE a = %s AND b = '{{}}'").format(sql.Identifier(column), sql.Identifier(table)), (x,))""",
    ),
    "raw, on several lines": (
        '''cursor.execute(rf"""TRUNCATE\n    {table}""")''',
        '''cursor.execute(sql.SQL(r"""TRUNCATE\n    {}""").format(sql.Identifier(table)))''',
    ),
}


@pytest.mark.parametrize(("before", "after"), COMPOSED.values(), ids=COMPOSED)
def test_composed(before: str, after: str) -> None:
    assert fixed(IMPORTED, before) == IMPORTED + after


def test_the_module_is_imported() -> None:
    found = fixed(HEAD.format(""), 'cursor.execute(f"TRUNCATE {table}")')
    assert found.startswith("import psycopg2\nimport psycopg2.sql\nimport sqlite3\n\ndef")
    assert found.endswith('cursor.execute(psycopg2.sql.SQL("TRUNCATE {}").format(psycopg2.sql.Identifier(table)))')


ALONE = {
    "a part of a name": 'cursor.execute(f"TRUNCATE logs_{x}")',
    "two parts of a name": 'cursor.execute(f"TRUNCATE {table}{x}")',
    "a name in quotes": """cursor.execute(f'TRUNCATE "{table}"')""",
    "a value besides": """cursor.execute(f"SELECT a FROM {table} WHERE b = '{x}'")""",
    "a direction of sorting": 'cursor.execute(f"SELECT a FROM t ORDER BY a {x}")',
    "a conversion": 'cursor.execute(f"TRUNCATE {table!s}")',
    "another way to build text": 'cursor.execute("TRUNCATE " + table)',
    "another driver": 'lite.execute(f"DELETE FROM {table}")',
    "text in a variable": 'q = f"TRUNCATE {table}"\n    cursor.execute(q)',
}


@pytest.mark.parametrize("body", ALONE.values(), ids=ALONE)
def test_left_alone(body: str) -> None:
    assert fixed(IMPORTED, body) == IMPORTED + body
