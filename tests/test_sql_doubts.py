"""SQL findings that cannot be known from one file have low confidence, which is not shown unless asked for."""

from __future__ import annotations

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule

RULES = [BoundRule(rule, rule.options) for rule in catalog.rules() if rule.code in ("BKD101", "BKD102")]

DOUBTS = [
    ("a constant of another module", "f'SELECT a FROM {TABLE}'", "low"),
    ("an element of such a constant", "'; '.join(f'SELECT {f}()' for f in FUNCTIONS)", "low"),
    ("an element of settings", "'; '.join(f'CREATE EXTENSION {e}' for e in settings.db.extensions)", "low"),
    ("a type of another module, for a name", "f'SELECT {field} FROM t'", "low"),
    ("a type of another module, for a value", "f\"SELECT a FROM t WHERE b = '{field}'\"", "high"),
    ("an Enum, perhaps", "f'SELECT a FROM t ORDER BY {Sort(given).value}'", "low"),
    ("escaped elsewhere", "f'SELECT a FROM {escape_name(given)}'", "low"),
    ("a part of a zone", "f\"SET TIME ZONE '{zone.key}'\"", "low"),
    ("an expression of the dialect", "f'SELECT {app.db.date_trunc(given)} FROM t'", "low"),
    ("a clause", "f'ALTER TABLE t ADD CONSTRAINT c {given.make_clause_postgres()}'", "low"),
    ("a body of code", "f\"DO $$ BEGIN EXECUTE 'SET ROLE {given}'; END $$\"", "low"),
    ("an element of clauses", "' OR '.join(f'SELECT a FROM t WHERE {c}' for c in clauses)", "low"),
    ("a parameter", "f'SELECT a FROM {given}'", "high"),
]
FILE = """
import sqlite3
from zoneinfo import ZoneInfo

from app.choices import Field, Sort
from app.constants import FUNCTIONS, TABLE
from app.settings import settings
from app.sql import escape_name

def run(db: sqlite3.Connection, given, field: Field, zone: ZoneInfo, clauses):
    db.execute({})
"""


@pytest.mark.parametrize(("text", "confidence"), [case[1:] for case in DOUBTS], ids=[case[0] for case in DOUBTS])
def test_confidence(text: str, confidence: str) -> None:
    findings = Engine(RULES).check("app.py", FILE.format(text).encode()).findings
    assert [finding.confidence for finding in findings] == [confidence]
