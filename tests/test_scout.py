"""The scout finds every literal on its line, and confirms it there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_lint import catalog, rules
from backend_lint.semantics.file import split_lines
from backend_lint.semantics.scout import Line, Scout, Trigger

RULES = {
    "BKD101": [Trigger(b"execute(")],
    "BKD102": [Trigger(b"execute(", rb"\bf[\"']"), Trigger(b"cute(x", rb"^\S.*\)$")],
    "BKD103": [Trigger(b"password", rb"PASSWORD")],
    "BKD104": [Trigger(b"except", rb"^\s*except:\s*\n\s*pass\b")],
    "BKD105": [Trigger(b"then\n"), Trigger(b"then ")],
}

CASES: dict[str, tuple[bytes, set[str], set[int]]] = {
    "nothing": (b"x = 1\n", set(), set()),
    "empty": (b"", set(), set()),
    "first and last line": (b"a.execute(1)\n\nexecute(", {"BKD101"}, {1, 3}),
    "confirmed on its own line": (b'a.execute(1)\nf"a"\n', {"BKD101"}, {1}),
    "confirmed": (b"\n\na.execute(f'a')", {"BKD101", "BKD102"}, {3}),
    "overlapping": (b"EXECUTE(X)\r\n", {"BKD101", "BKD102"}, {1}),
    "case of the file for the pattern": (b"password\nPASSWORD\nPassword\n", {"BKD103"}, {2}),
    "many on one line": (b"password PASSWORD password\npassword", {"BKD103"}, {1}),
    "lone CR": (b"a\rb\r\rexecute(\rexecute(", {"BKD101"}, {4, 5}),
    "mixed ends": (b"a\r\nb\n\rexecute(\r\n\r\nexecute(", {"BKD101"}, {4, 6}),
    "looking ahead": (b"try:\r\n  x\r\nexcept:\r\n  pass\nexcept:\n  x", {"BKD104"}, {3}),
    "at the end of a line": (b"then\nthen \nthens\nthen\r\nthen\r\rthen", {"BKD105"}, {1, 2, 4, 5}),
    "form feed ends no line": (b"a\x0c\x1c\xe2\x80\xa8\nexecute(", {"BKD101"}, {2}),
}


@pytest.mark.parametrize(("data", "rules", "lines"), CASES.values(), ids=CASES)
def test_hits(data: bytes, rules: set[str], lines: set[int]) -> None:
    hits = Scout(RULES).hits(data)
    assert (hits.rules, hits.lines, hits.whole) == (rules, lines, False)


def test_a_rule_without_triggers_wants_every_file() -> None:
    scout = Scout({"BKD106": [], **RULES})
    assert scout.hits(b"").rules == {"BKD106"} and scout.hits(b"").whole
    assert scout.hits(b"\nexecute(").rules == {"BKD101", "BKD106"}
    assert scout.hits(b"\nexecute(").lines == {2}
    assert not Scout({}).hits(b"execute(").rules


@pytest.mark.parametrize("literal", [b"abc", b"Execute", b"exec\nute", b"exec\n\n", b"exec\r"])
def test_literals_that_cannot_work_are_refused(literal: bytes) -> None:
    with pytest.raises(ValueError, match="BKD105"):
        Scout({"BKD105": [Trigger(literal)]})


@given(st.lists(st.sampled_from(["pass", "word", "\n", "\r", "\r\n", " ", "é", "\x0c", "PASSWORD"])).map("".join))
def test_lines_are_those_of_the_text(text: str) -> None:
    expected = {number for number, line in enumerate(split_lines(text), 1) if "password" in line.lower()}
    assert Scout({"BKD101": [Trigger(b"password")]}).hits(text.encode()).lines == expected


@pytest.mark.parametrize(
    "without", [{"BKD101"}, {"BKD102"}, {"BKD101", "BKD102"}, {"BKD103", "BKD106"}, {*RULES, "BKD106"}]
)
def test_rules_that_are_left_out_are_as_if_they_were_not_there(without: set[str]) -> None:
    every = {"BKD106": [], **RULES}
    left = {code: triggers for code, triggers in every.items() if code not in without}
    data = b"EXECUTE(X)\nf'execute('\nPASSWORD\nexcept:\n  pass\nexecute(\n"
    assert Scout(every).hits(data, frozenset(without)) == Scout(left).hits(data)


def test_patterns_that_ignore_case_find_the_same_in_lower_case() -> None:
    sources = [file.read_bytes() for file in Path(rules.__path__[0]).rglob("*.py")]
    lines = {line for source in sources for line in (*source.splitlines(), *source.swapcase().splitlines())}
    triggers = {(each.literal, each.line) for rule in catalog.rules() for each in rule.triggers if each.line}
    asked = 0
    for literal, pattern in triggers:
        if pattern.startswith(b"(?i)") and b"\\n" not in pattern:
            quick, slow = Line(pattern), re.compile(pattern)
            for line in lines:
                if literal in line.lower():
                    asked += 1
                    assert quick.found_in(line, line, 0) == bool(slow.search(line)), (pattern, line)
    assert asked > 100
