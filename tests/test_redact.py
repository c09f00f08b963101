"""What no report may show: secrets that were found, and what looks like one in a frame or a message."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_lint import flake8
from backend_lint.flake8 import Plugin
from backend_lint.model import Finding, Place
from backend_lint.reports import FORMATS, Outcome, Request, render
from backend_lint.semantics.file import decode
from backend_lint.semantics.redact import _again, literals, redacted, redacted_quotes
from backend_lint.session import Options, Session

PASSWORD = "Tr0ub4dor-and-more"
SECRETS = {
    "assignment": (f'pw = "{PASSWORD}"\n', True),
    "bytes and raw": (f"pw = rb'{PASSWORD}'\n", True),
    "long string, one line of it found": (f'key = """-----\n{PASSWORD}\n---"""\n', True),
    "comment on the line": (f"pw = x  # {PASSWORD}\n", True),
    "unclosed": (f"pw = '{PASSWORD}\n", True),
    "named so": (f'db_password = "{PASSWORD}"\n', False),
    "annotated": (f"API_KEY: str = '{PASSWORD}'\n", False),
    "in a dict": (f'{{"password": "{PASSWORD}"}}\n', False),
    "keyword": (f'login(host, password="{PASSWORD}")\n', False),
    "default of a lookup": (f'os.getenv("SECRET_KEY", "{PASSWORD}")\n', False),
    "compared": (f'if password == "{PASSWORD}":\n', False),
    "in parentheses": (f'token = (\n  "{PASSWORD}"\n)\n', False),
    "joined": (f'token = "abc" + "{PASSWORD}"\n', False),
    "in SQL": (f"run(\"ALTER USER x PASSWORD '{PASSWORD}'\" + name)\n", False),
    "in a URL": (f'url = "postgres://admin:{PASSWORD}@db/prod"\n', False),
    "key block": (f'k = """-----BEGIN RSA PRIVATE KEY-----\n{PASSWORD}\n"""\n', False),
    "key in a comment": ("run()  # sk_live_0123456789abcdefABCD\n", False),
}


@pytest.mark.parametrize(("text", "found"), SECRETS.values(), ids=SECRETS)
def test_no_frame_shows_a_secret(text: str, found: bool) -> None:
    whole = Place(1, 1, text.count("\n"), 99)
    secrets = {"src/a.py": (Place(1, 1, 1, 99),) if found else ()}
    finding = Finding("src/a.py", whole, "BKD101", "sql-string", "m")
    sources = {"src/a.py": decode("src/a.py", text.encode())}
    outcome = Outcome(findings=(finding,), sources=sources, secrets=secrets)
    result = render(outcome, "full")
    assert PASSWORD[3:] not in result and "sk_live_0123456789" not in result
    masked = redacted(text, secrets["src/a.py"])
    assert [len(line) for line in masked.splitlines()] == [len(line) for line in text.splitlines()]


# A finding of another rule quotes the code in which the secret stands.
QUOTED = {
    "named so": "request.args.get('q', password='SECRET')",
    "fallback": "os.environ.get('DB_PASSWORD', 'SECRET')",
    "looks like a key": "sign('a1b2c3d4e5f6g7h8-SECRET')",
    "in a URL": "fetch('https://app:SECRET@api.example.com/')",
}


@pytest.mark.parametrize("output_format", [*FORMATS, "flake8"])
@pytest.mark.parametrize("code", QUOTED.values(), ids=QUOTED)
def test_no_message_quotes_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, output_format: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code = code.replace("SECRET", PASSWORD)
    text = "import os, sqlite3\nfrom flask import request\nconn = sqlite3.connect('x')\n"
    text += f"def f(a):\n    conn.execute('SELECT a FROM t WHERE b = ' + {code})\n"
    if output_format == "flake8":
        flake8._session.cache_clear()
        result = "\n".join(found[2] for found in Plugin(ast.parse(""), "app.py", text.splitlines(True)).run())
    else:
        outcome = Session(Options(isolated=True)).run_text("app.py", text.encode())
        result = render(outcome, output_format, request=Request(detail=1))
    assert "BKD101" in result and "conn.execute(" + code not in result
    assert PASSWORD not in result and PASSWORD[3:] not in result


def test_a_message_keeps_what_is_no_secret_and_masks_what_a_rule_found() -> None:
    assert redacted_quotes("`f('q', x[\"name\"])` isn't bound: 'x'") == "`f('q', x[\"name\"])` isn't bound: 'x'"
    assert redacted_quotes("`f('swordfish', q)`, 'swordfish'", {"swordfish"}) == "`f('sw*******', q)`, 'swordfish'"
    assert literals("x = 'swordfish' + b'a' + r\"tunafish\"") == {"swordfish", "tunafish"}


# Code, the characters that a finding covers ("": none), and what is shown of it.
SHOWN = {
    "the rest of the line": (
        'app.config["KEY_A"] = "swordfish-99"  # want "it"\n', '"swordfish-99"',
        'app.config["KEY_A"] = "sw**********"  # want "it"\n',
    ),
    "a lookup that no rule takes for a secret": (
        'x = os.environ.get("TICKETS_PATH", "/var/x")  # see "y"\n', "",
        'x = os.environ.get("TICKETS_PATH", "/var/x")  # see "y"\n',
    ),
    "the password of a URL, with an @ inside": (
        'x = "postgres://app:h@rbour-9@db.internal/app"\n', '"postgres://app:h@rbour-9@db.internal/app"',
        'x = "postgres://app:h@*******@db.internal/app"\n',
    ),
    "the key of a comment": ("run()  # was swordfish-99 once\n", "swordfish-99", "run()  # was sw********** once\n"),
    "said again elsewhere": (
        'k = "swordfish-99"\nlog("use swordfish-99 or swordfish-999")  # swordfish-99\n', '"swordfish-99"',
        'k = "sw**********"\nlog("use sw********** or swordfish-999")  # sw**********\n',
    ),
    "a short one stays in other words": (
        'auth = ("admin", "open")\nx = "open"  # administrators, open it\n', '("admin", "open")',
        'auth = ("*****", "****")\nx = "****"  # administrators, open it\n',
    ),
    "places in each other": (
        'auth = (("ab", "cd"), "ef")\n', '(("ab", "cd"), "ef")', 'auth = (("**", "**"), "**")\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found", "shown"), SHOWN.values(), ids=SHOWN)
def test_only_the_secret_is_masked(text: str, found: str, shown: str) -> None:
    start = text.index(found)
    places = [Place(1, start + 1, 1, start + len(found) + 1), Place(1, start + 2, 1, start + 3)] if found else []
    assert redacted(text, places) == shown


def test_a_read_of_the_environment_is_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = 'import os\ndef place():\n    return os.environ.get("TICKETS_PATH", "/var/x")  # "a"\n'
    outcome = Session(Options(isolated=True)).run_text("services/a.py", text.encode())
    assert 'os.environ.get("TICKETS_PATH", "/var/x")  # "a"' in render(outcome, "full", request=Request(detail=1))


@pytest.mark.parametrize(
    "text",
    [
        'run(f"SELECT * FROM users WHERE id = {uid} AND token = {token}")\n',
        'x = f(password, "hello world")\n',
        'x = {"author": "Bob Example"}\n',
    ],
)
def test_ordinary_code_is_shown_as_it_is(text: str) -> None:
    assert redacted(text, ()) == text


SECRETS = st.frozensets(st.text("aB1_-. \né", min_size=4, max_size=8), max_size=4)


@settings(max_examples=500, deadline=None)
@given(secrets=SECRETS, data=st.data())
def test_secrets_are_found_again_as_a_pattern_of_them_finds_them(secrets: frozenset[str], data: st.DataObject) -> None:
    words = st.one_of(st.text("aB1_-. \né", max_size=4), *(st.just(each) for each in secrets))
    text = "".join(data.draw(st.lists(words, max_size=8)))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    telling = sorted((each for each in secrets if not _is_word_or_number(each)), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, telling))})(?!\w)")
    expected = [match.span() for match in pattern.finditer(text, start, end)] if telling else []
    assert [*_again(secrets).spans(text, start, end)] == expected


def _is_word_or_number(text: str) -> bool:
    word = text.isalpha() and (text.islower() or text.isupper() or text.istitle())
    return word or not re.search("[A-Za-z]", text)
