"""A text that is parsed again gives the tree and the findings that it gives when it is parsed for the first time."""

from __future__ import annotations

import random
import re
from pathlib import Path

import libcst as cst
import pytest

from backend_lint.engines import reparse
from backend_lint.engines.reparse import Reparser
from backend_lint.session import Options, Session
from backend_lint.session.standing import RememberingRules

FIXTURES = Path(__file__).parent.parent / "fixtures"
FILES = sorted(FIXTURES.glob("*/**/*.py"), key=lambda path: -path.stat().st_size)[:6]
#: What a user may type, and what moves a comment or a line from one statement to another.
TYPED = [
    *("x", "(", ")", "\n", "    ", "#", "# c\n", '"""', "'", "\\", "\\\n", "else:\n", "\n    # deep\n", "@d\n"),
    *("if x:\n  y\n", "def f():\n\tpass\n", "; y\n", "\x0c", "\u2028", "é", "pass\n", "\n\n# top\n", "\r\n", ""),
]
#: With one of these no edit of a text is parsed alone.
ALWAYS_WHOLE = re.compile(r"[\r\x0c]|^\\$", re.M)


def parsed(text: str) -> cst.Module | None:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError:
        return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_trees_are_the_same_after_every_edit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(path.name)
    again, taken = reparse._again, []
    monkeypatch.setattr(reparse, "_again", lambda *given: taken.append(again(*given)) or taken[-1])
    text = path.read_text()
    parser = Reparser()
    parser.parse("a.py", text)
    for _ in range(60):
        start = dice.randrange(len(text) + 1)
        if dice.random() < 0.5:
            start = text.rfind("\n", 0, start) + 1
        edited = text[:start] + dice.choice(TYPED) + text[start + dice.choice([0, 0, 0, 1, 5, 40]) :]
        expected = parsed(edited)
        if expected is None:
            with pytest.raises(cst.ParserSyntaxError):
                parser.parse("a.py", edited)
            parser.parse("a.py", text)
            continue
        found = parser.parse("a.py", edited)
        assert found.code == expected.code and found.deep_equals(expected), edited
        text = edited if not ALWAYS_WHOLE.search(edited) else text
    assert any(taken), "no edit was parsed alone"


PLACES = {
    "one statement": ("a = 1\nb = 2\nc = 3\n", "a = 1\nb = 22\nc = 3\n", True),
    "the first": ("a = 1\nb = 2\nc = 3\n", "a = 11\nb = 2\nc = 3\n", False),
    "the last": ("a = 1\nb = 2\nc = 3\n", "a = 1\nb = 2\nc = 33\n", False),
    "a comment between": ("a = 1\nb = 2\nc = 3\n", "a = 1\n# b\nb = 2\nc = 3\n", True),
    "an indented comment": ("a = 1\ndef f():\n    x\nb = 2\nc = 3\n", "a = 1\ndef f():\n    x\n\n    # y\nb = 2\nc = 3\n", False),
    "an indented comment below a simple statement": ("a = 1\n    # y\nb = 2\nc = 3\n", "a = 1\n    # y\nb = 22\nc = 3\n", False),
    "white space below a simple statement": ("a = 1\n  \n\nc = 3\nd\n", "a = 1\n  \n\nb = 2\nc = 3\nd\n", False),
    "a statement gone": ("a = 1\nb = 2\nc = 3\n", "a = 1\nc = 3\n", False),
    "two on a line": ("a = 1\nb = 2; c = 3\nd = 4\n", "a = 1\nb = 2; c = 33\nd = 4\n", True),
    "another indent": ("a = 1\nb = 2\nif c:\n    d\ne\n", "a = 1\nif b:\n  x\nif c:\n    d\ne\n", False),
    "a string opened": ("a = 1\nb = 2\nc = 3\n'''\n'''\nd\n", "a = 1\nb = '''\nc = 3\n'''\n''''''\nd\n", True),
    "a line continued": ("a = 1\nb = 2\nc = 3\nd\n", "a = 1\nb = 2 + \\\nc\nd\n", True),
}  # fmt: skip


@pytest.mark.parametrize(("before", "now", "alone"), PLACES.values(), ids=PLACES)
def test_what_is_parsed_alone(before: str, now: str, alone: bool) -> None:
    parser = Reparser()
    first = parser.parse("a.py", before)
    second = parser.parse("a.py", now)
    assert second.deep_equals(cst.parse_module(now))
    kept = {id(each) for each in first.body} & {id(each) for each in second.body}
    assert bool(kept) == alone


def test_findings_are_the_same_after_every_edit() -> None:
    fresh, standing = Session(Options(isolated=True)), Session(Options(isolated=True), RememberingRules())
    count = 0
    for path in FILES[:4]:
        lines = path.read_text().split("\n")
        dice = random.Random(path.name)
        for _ in range(10):
            at = dice.randrange(len(lines))
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            lines[at] = dice.choice([f"{lines[at]}  ", f"{indent}# x\n{lines[at]}", lines[at].replace("a", "b")])
            data = "\n".join(lines).encode()
            expected = fresh.run_text(str(path), data, per_file=True).findings
            assert standing.run_text(str(path), data, per_file=True).findings == expected
            count += len(expected)
    assert count
