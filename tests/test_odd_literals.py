"""Literals that LibCST reads and this interpreter does not, or that are no number although `isdigit` says so, fail no rule."""

from __future__ import annotations

import pytest

from backend_lint.engines.findings import masked
from backend_lint.model import NOT_ANALYSED, RULE_FAILED, Edit, Finding, Fix, Place
from backend_lint.session import Options, Session

HEAD = "import sqlite3\ndef run(db: sqlite3.Connection, name):\n    "
CASES = {
    "a name of no Unicode": r"""db.execute("SELECT a FROM t\N{no such} WHERE b = ?", (name,))""",
    "a value beside one": r"""db.execute(f"SELECT a FROM t WHERE b = '{name}' AND c = '\N{no such}'")""",
    "a key": r"""db.execute("SELECT a FROM t WHERE b = '%(\N{no such})s'" % {"\N{no such}": name})""",
    "parameters by name": r"""db.execute("SELECT a FROM t WHERE b = ':b'", {"\N{no such}": name})""",
    "a password": r'''password = "plum-Otter-9052-\N{no such}gravel"''',
    "a number of too many digits": f"wait = {'1' * 5000}; db.execute('SELECT 1')",
    "a superscript": """db.execute("SELECT a FROM t WHERE b = '{²}'".format(name))""",
    "a field of too many digits": f"""db.execute("SELECT a FROM t WHERE b = '{{{"1" * 5000}}}'".format(name))""",
    "an index": r"""db.execute(f"SELECT a FROM {name['\N{no such}']}")""",
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
def test_no_rule_fails(code: str) -> None:
    session = Session(Options(isolated=True, strict=True, select=("ALL",)))
    outcome = session.run_text("app.py", f"{HEAD}{code}\n".encode())
    assert not {found.code for found in outcome.findings} & {NOT_ANALYSED, RULE_FAILED}


@pytest.mark.parametrize(("text", "kept"), [('f("gravel")', True), ('f("plum-otter")', False)])
def test_an_edit_says_no_secret_of_the_file(text: str, kept: bool) -> None:
    fix = Fix("Change it", (Edit(0, 1, text),))
    found = Finding("app.py", Place(1, 1, 1, 2), "BKD404", "a-name", "A message", fix=fix)
    assert (masked(found, frozenset({"plum-otter"})).fix is not None) is kept
