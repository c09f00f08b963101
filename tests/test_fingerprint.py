"""A finding stays the same finding when its file is edited around it, reformatted or renamed, and only then."""

from __future__ import annotations

import pytest

from backend_lint.session import Options, Session

CODE = """\
import sqlite3

class Users:
    def find(self, connection: sqlite3.Connection, name: str):
        return connection.execute("SELECT id FROM users WHERE name = '" + name.strip( ) + "'")
"""
SECRET = 'API_KEY = "sk_live_9f8e7d6c5b4a39281706"\n'


def fingerprints(text: str, name: str = "app.py") -> list[str]:
    return [found.fingerprint for found in Session(Options(isolated=True)).run_text(name, text.encode()).findings]


SAME = {
    "lines above": "\n" * 50 + CODE,
    "another statement above": CODE.replace("        return", "        print(name)\n        return"),
    "comment": CODE.replace(' + "\'")', ' + "\'")  # why'),
    "deeper layout": CODE.replace("name.strip( )", "name\\\n            .strip()"),
    "carriage returns": CODE.replace("\n", "\r\n"),
    "tabs": CODE.replace("    ", "\t"),
}
FORMATTED_SECRETS = {
    "one line": 'KEY = get("A", "sk_live_9f8e7d6c5b4a39281706")\n',
    "lines": 'KEY = get(\n    "A",  # why\n    "sk_live_9f8e7d6c5b4a39281706",\n)\n',
    "in brackets": 'KEY = (\n    get("A", "sk_live_9f8e7d6c5b4a39281706")\n)\n',
    "other quotes": "KEY = get('A', 'sk_live_9f8e7d6c5b4a39281706')\n",
    "below another statement": 'X = 1; KEY = get("A", "sk_live_9f8e7d6c5b4a39281706")\n',
}
OTHER = {
    "another value": CODE.replace("name.strip", "self.name.strip"),
    "another function": CODE.replace("def find", "def found"),
    "another class": CODE.replace("class Users", "class People"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_same_finding(text: str) -> None:
    assert fingerprints(text) == fingerprints(CODE)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_other_finding(text: str) -> None:
    assert len(fingerprints(CODE)) == 1
    assert fingerprints(text) != fingerprints(CODE)


@pytest.mark.parametrize("text", FORMATTED_SECRETS.values(), ids=FORMATTED_SECRETS)
def test_same_secret(text: str) -> None:
    assert fingerprints(text) == fingerprints(FORMATTED_SECRETS["one line"]) != fingerprints(text.replace("A", "B"))


def test_path_says_nothing() -> None:
    assert fingerprints(CODE, "some/where.py") == fingerprints(CODE)


def test_findings_about_comments_are_told_apart() -> None:
    first, second = fingerprints("x = 1  # noqa: BKD101\ny = 2  # noqa: BKD102\n")
    assert first.partition(":")[0] != second.partition(":")[0]


def test_equal_findings_are_counted() -> None:
    line = CODE.splitlines(keepends=True)[-1]
    first, second = fingerprints(CODE + line)
    assert first == fingerprints(CODE)[0]
    assert second == first.removesuffix("1") + "2"


def test_a_comment_against_one_renames_no_other() -> None:
    line = CODE.splitlines(keepends=True)[-1]
    outcome = Session(Options(isolated=True)).run_text("app.py", (CODE.rstrip() + "  # noqa: BKD101\n" + line).encode())
    assert [found.fingerprint[-2:] for found in outcome.findings] == [":2"]
    assert [each.finding.fingerprint[-2:] for each in outcome.suppressed] == [":1"]


def test_a_secret_is_known_by_its_name_alone() -> None:
    """A digest of a short secret could be guessed: nothing of it goes in."""
    other = SECRET.replace("9f8e7d6c5b4a39281706", "00112233445566778899")
    assert fingerprints(SECRET) == fingerprints(other) != fingerprints(SECRET.replace("API_KEY", "OTHER_KEY"))


def test_a_secret_beside_it_says_nothing() -> None:
    pair = 'connect("sk_live_00112233445566778899", "sk_live_9f8e7d6c5b4a39281706")\n'
    other = pair.replace("00112233445566778899", "33445566778899aabbccdd")
    assert len(fingerprints(pair)) == 2 and fingerprints(pair) == fingerprints(other)
