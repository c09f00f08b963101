"""The cases on which the peers were measured (catalogue 9.1 and 9.2): each behaves as the column "ours"."""

from __future__ import annotations

import textwrap

import pytest

from backend_lint import catalog, merge
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule
from backend_lint.model import CONFIDENCE_RANK

SQL = [
    ("implicit concatenation of literals", 'cur.execute("SELECT id " "FROM users")', ()),
    ("literal plus literal", 'cur.execute("SELECT id " + "FROM users")', ()),
    ("literal plus module constant", 'cur.execute("SELECT " + COLUMNS + " FROM users")', ()),
    ("f-string value", 'cur.execute(f"SELECT id FROM users WHERE id = {uid}")', ("BKD101",)),
    ("percent value", 'cur.execute("SELECT id FROM users WHERE id = %s" % uid)', ("BKD101",)),
    ("format value", 'cur.execute("SELECT id FROM users WHERE id = {}".format(uid))', ("BKD101",)),
    ("psycopg identifier", 'cur.execute(sql.SQL("SELECT id FROM {}").format(sql.Identifier(t)))', ()),
    (
        "f-string in a variable",
        'q = f"SELECT id FROM users WHERE id = {uid}"\n    cur.execute(q)',
        ("BKD101",),
    ),
    ("placeholder list", "cur.execute(f\"SELECT id FROM users WHERE id IN ({','.join(['%s'] * n)})\", ids)", ()),
    (
        "text() with an f-string",
        'session.execute(text(f"SELECT id FROM users WHERE id = {uid}"))',
        ("BKD101",),
    ),
    (
        "text() with bindparams",
        'session.execute(text("SELECT id FROM users WHERE id = :id").bindparams(id=uid))',
        (),
    ),
    (
        "conditional constant clauses",
        'q = "SELECT id FROM users WHERE 1 = 1"\n    if name:\n        q += " AND n = %s"\n    cur.execute(q, (name,))',
        (),
    ),
    (
        "value appended with +=",
        'q = "SELECT id FROM users WHERE 1 = 1"\n    q += " AND n = \'" + name + "\'"\n    cur.execute(q)',
        ("BKD101",),
    ),
    ("f-string with a constant hole", 'cur.execute(f"SELECT {COLUMNS} FROM users")', ()),
    ("SELECT *", 'cur.execute("SELECT * FROM users WHERE id = %s", (uid,))', ("BKD110",)),
    (
        "COUNT(*) and EXISTS(SELECT *)",
        'cur.execute("SELECT COUNT(*) FROM users WHERE EXISTS (SELECT * FROM orders WHERE orders.uid = users.id)")',
        (),
    ),
    (".raw() with %", "User.objects.raw(\"SELECT id FROM users WHERE n = '%s'\" % name)", ("BKD103",)),
    (".extra() with %", "User.objects.extra(where=[\"n = '%s'\" % name])", ("BKD103",)),
    ("prose: select", 'print(f"Please select {x} from the list")', ()),
    ("prose: delete", 'message = f"delete from cart failed: {x}"\n    log(message)', ()),
    ("prose: update", 'raise ValueError(f"Update {x} set by user")', ()),
    (
        "join of pieces",
        'cur.execute("".join(["SELECT id FROM users WHERE n = \'", name, "\'"]))',
        ("BKD101",),
    ),
    ("ORDER BY {col}", 'cur.execute(f"SELECT id FROM users ORDER BY {col}")', ("BKD102",)),
    ("SET search_path", 'cur.execute(f"SET search_path TO {x}")', ("BKD102",)),
    ("where(text(…))", 'select(User).where(text("n = \'" + name + "\'"))', ("BKD103",)),
    ("int()", 'cur.execute(f"SELECT id FROM users LIMIT {int(uid)}")', ()),
    ("TRUNCATE", 'cur.execute(f"TRUNCATE TABLE {t}")', ("BKD102",)),
]

SQL_FILE = """
import psycopg
from psycopg import sql
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from models import User

COLUMNS = "id, name"

def query(cur: psycopg.Cursor, session: Session, uid, name, t, x, col, ids, n, log):
    {body}
"""

OTHERS = [
    ("SECRET_KEY", 'SECRET_KEY = "dev-secret-key"', ("BKD301",)),
    (
        "default of an environment look-up",
        'import os\nSECRET = os.environ.get("JWT_SECRET", "changeme")',
        ("BKD302",),
    ),
    ("`or` default", 'import os\nAPI_KEY = os.getenv("API_KEY") or "sk_live_abc123"', ("BKD302", "BKD311")),
    ("DSN with a password", 'url = "postgresql://app:hunter2@db.internal/app"', ("BKD303",)),
    ("token_url", 'token_url = "/api/token"', ()),
    ("PASSWORD_RESET_TEMPLATE", 'PASSWORD_RESET_TEMPLATE = "emails/reset.html"', ()),
    ("token_type", 'def f(token_type: str = "bearer"): ...', ()),
    ("enum member", 'import enum\n\nclass Grant(enum.Enum):\n    PASSWORD = "password"', ()),
    ("dictionary item", 'payload = {"password": "hunter2"}', ("BKD301",)),
    (
        "app.config item",
        'from flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "abc"',
        ("BKD301",),
    ),
    ("gensalt(10)", "import bcrypt\nsalt = bcrypt.gensalt(10)", ("BKD401",)),
    ("gensalt(rounds=4)", "import bcrypt\nsalt = bcrypt.gensalt(rounds=4)", ("BKD401",)),
    (
        "bcrypt__rounds=10",
        'from passlib.context import CryptContext\nc = CryptContext(schemes=["bcrypt"], bcrypt__rounds=10)',
        ("BKD401",),
    ),
    (
        "generate_password_hash(x, 10)",
        'from flask_bcrypt import generate_password_hash\nh = generate_password_hash("x", 10)',
        ("BKD401",),
    ),
    (
        "md5_crypt",
        'from passlib.context import CryptContext\nc = CryptContext(schemes=["md5_crypt"])',
        ("BKD402",),
    ),
    (
        "jsonify(error=str(e)), 500",
        """
        from flask import Flask, jsonify
        app = Flask(__name__)

        @app.get("/x")
        def x():
            try:
                return jsonify(data=work())
            except Exception as e:
                return jsonify(error=str(e)), 500
        """,
        ("BKD505",),
    ),
]


def codes(text: str) -> set[str]:
    """The codes reported at the confidence that the CI gate uses."""
    engine = Engine([BoundRule(rule, rule.options) for rule in catalog.rules() if rule.severity != "strict"])
    findings = merge.merge(engine.check("app/module.py", text.encode()).findings)
    return {f.code for f in findings if CONFIDENCE_RANK[f.confidence] >= CONFIDENCE_RANK["medium"]}


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in SQL], ids=[row[0] for row in SQL])
def test_sql(body: str, expected: tuple[str, ...]) -> None:
    assert codes(SQL_FILE.replace("{body}", body)) == set(expected)


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_secrets_passwords_and_errors(text: str, expected: tuple[str, ...]) -> None:
    found = codes(textwrap.dedent(text))
    assert found & set(expected) if expected else not found
    assert found <= set(expected)
