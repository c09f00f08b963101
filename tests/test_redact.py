"""What a frame must not show: secrets that were found, and what looks like one beside another finding."""

import pytest

from backend_lint.model import Finding, Place
from backend_lint.reports import Outcome, Style, render
from backend_lint.reports.redact import redacted
from backend_lint.semantics.file import decode

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
    secrets = {"src/a.py": (Place(1, 1, 1, 3),) if found else ()}
    finding = Finding("src/a.py", whole, "BKD101", "sql-string", "m")
    sources = {"src/a.py": decode("src/a.py", text.encode())}
    outcome = Outcome(findings=(finding,), sources=sources, secrets=secrets)
    result = render(outcome, "full", Style(), statistics=False, detail=0)
    assert PASSWORD[3:] not in result and "sk_live_0123456789" not in result
    masked = redacted(text, secrets["src/a.py"])
    assert [len(line) for line in masked.splitlines()] == [len(line) for line in text.splitlines()]


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
