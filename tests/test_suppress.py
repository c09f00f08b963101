"""Comments that suppress: which ones count, and for which lines they speak."""

import pytest

from backend_lint.merge import merge
from backend_lint.model import NOT_ANALYSED, Finding, Place
from backend_lint.suppress import suppress


def at(line: int, code: str = "BKD101", name: str = "sql-string") -> Finding:
    return Finding("a.py", Place(line, 1, line, 2), code, name, "m")


def covered(text: str, code: str = "BKD101", name: str = "sql-string", **options: bool) -> list[int]:
    """The lines on which a finding of this code is suppressed."""
    lines = range(1, text.count("\n") + 1)
    return [each.finding.place.line for each in suppress(text, [at(line, code, name) for line in lines], **options)[1]]


FORMS = {
    "noqa": ("x  # noqa: BKD101\n", True),
    "noqa, upper case": ("x  # NOQA: bkd101\n", True),
    "noqa without spaces": ("x  #noqa:BKD101\n", True),
    "noqa list": ("x  # noqa: E501,BKD101\n", True),
    "noqa list by spaces": ("x  # noqa: E501 BKD101\n", True),
    "noqa prefix, as in flake8": ("x  # noqa: BKD1\n", True),
    "noqa with reason": ("x  # noqa: BKD101 -- legacy\n", True),
    "after another comment": ("x  # type: ignore # noqa: BKD101\n", True),
    "other code": ("x  # noqa: BKD102\n", False),
    "blanket noqa": ("x  # noqa\n", False),
    "noqa with a gap": ("x  # noqa : BKD101\n", False),
    "whole file form": ("# flake8: noqa\nx\n", False),
    "ignore": ("x  # backend-lint: ignore[BKD101]\n", True),
    "ignore by name": ("x  # backend-lint: ignore[sql-string] why\n", True),
    "ignore list": ("x  # backend-lint: ignore[BKD110, BKD101] why\n", True),
    "ignore and noqa": ("x  # noqa: E501  # backend-lint: ignore[BKD101] why\n", True),
    "ignore without list": ("x  # backend-lint: ignore\n", False),
    "empty list": ("x  # backend-lint: ignore[]\n", False),
    "unclosed": ("x  # backend-lint: ignore[BKD101\n", False),
    "no brackets": ("x  # backend-lint: ignore BKD101\n", False),
    "prefix is malformed here": ("x  # backend-lint: ignore[BKD1]\n", False),
    "one malformed entry spoils all": ("x  # backend-lint: ignore[BKD101, *]\n", False),
    "other verb": ("x  # backend-lint: ignored[BKD101]\n", False),
    "in a string": ('x = "# noqa: BKD101"\n', False),
    "in a long string": ('x = """\n# noqa: BKD101\n"""\n', False),
    "nosec is not ours": ("x  # nosec\n", False),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_forms(text: str, expected: bool) -> None:
    assert bool(covered(text)) is expected


REACH = {
    "any line of the statement": ("a = f(\n  1,  # noqa: BKD101\n  2,\n)\nb\n", [1, 2, 3, 4]),
    "the closing line": ("a = f(\n  1,\n)  # noqa: BKD101\nb\n", [1, 2, 3]),
    "backslash": ("a = 1 + \\\n  2  # noqa: BKD101\nb\n", [1, 2]),
    "long string": ('a = """\nx\n"""  # noqa: BKD101\nb\n', [1, 2, 3]),
    "the header only": ("if (a and\n  b):  # noqa: BKD101\n  c\n", [1, 2]),
    "a body line only": ("if a:\n  b  # noqa: BKD101\n  c\n", [2]),
    "own line above": ("a\n# noqa: BKD101\nb = (\n  1)\nc\n", [2, 3, 4]),
    "own line, others between": ("# noqa: BKD101\n# more\nb\nc\n", [1, 2, 3]),
    "own line, others above and below": ("a\n# more\n# noqa: BKD101\n# more\nb\nc\n", [2, 3, 4, 5]),
    "own line, blank between": ("# noqa: BKD101\n\nb\n", [1]),
    "own line below": ("a\n# noqa: BKD101\n", [2]),
    "last line of a block": ("if a:\n  b\n  # noqa: BKD101\nc\n", [3, 4]),
    "def header covers decorators": ("@a\n@b(\n 1)\ndef f():  # noqa: BKD101\n  x\n", [1, 2, 3, 4]),
    "decorator line": ("@a  # noqa: BKD101\n@b\ndef f():\n  x\n", [1]),
    "above decorators": ("# noqa: BKD101\n@a\n@b\nasync def f():\n  x\n", [1, 2, 3, 4]),
    "inside brackets, own line": ("f(\n  # noqa: BKD101\n  1,\n)\nb\n", [1, 2, 3, 4]),
    "carriage returns": ("a\r\nb  # noqa: BKD101\r\nc\r\n", [2]),
    "form feed": ("a\n\x0c\nb  # noqa: BKD101\n", [3]),
    "line separator": ("a = '\u2028'\nb  # noqa: BKD101\n", [2]),
}


@pytest.mark.parametrize(("text", "expected"), REACH.values(), ids=REACH)
def test_reach(text: str, expected: list[int]) -> None:
    assert covered(text) == expected


@pytest.mark.parametrize(("text", "expected"), REACH.values(), ids=REACH)
def test_reach_is_the_same_where_the_tokenizer_gives_up(text: str, expected: list[int]) -> None:
    assert covered(text + "\nx = (\n") == expected


def test_nosec_only_when_asked_for() -> None:
    assert covered("a  # nosec B608\nb\n", respect_nosec=True) == [1]


def test_the_tools_own_failures_cannot_be_suppressed() -> None:
    assert covered("a  # noqa: BKD000\n", NOT_ANALYSED, "not-analysed") == []


def test_line_and_reason_are_kept() -> None:
    [each] = suppress("f(\n  a,\n)  # backend-lint: ignore[BKD101] read-only replica\n", [at(1)])[1]
    assert (each.line, each.reason) == (3, "read-only replica")


def made(code: str, start: int, end: int, topic: str = "sql", precedence: int = 0, confidence: str = "high") -> Finding:
    return Finding(
        "a.py",
        Place(1, start, 1, end),
        code,
        code,
        "m",
        confidence=confidence,
        topic=topic,
        precedence=precedence,
    )


MERGES = {
    "the higher precedence": ([made("A", 1, 9), made("B", 3, 5, precedence=1)], ["B"]),
    "same place, no width": ([made("A", 3, 3), made("B", 3, 3, precedence=1)], ["B"]),
    "beside each other": ([made("A", 1, 3), made("B", 3, 5, precedence=1)], ["A", "B"]),
    "other topic": ([made("A", 1, 9), made("B", 3, 5, "x", 1)], ["A", "B"]),
    "no topic": ([made("A", 1, 9, ""), made("B", 3, 5, "", 1)], ["A", "B"]),
    "one rule twice": ([made("A", 1, 9), made("A", 3, 5)], ["A", "A"]),
    "equal findings": ([made("A", 1, 9, ""), made("A", 1, 9, "")], ["A"]),
    "the surer of equals": ([made("A", 1, 9, confidence="low"), made("B", 3, 5)], ["B"]),
}


@pytest.mark.parametrize(("findings", "expected"), MERGES.values(), ids=MERGES)
def test_merge(findings: list[Finding], expected: list[str]) -> None:
    assert [found.code for found in merge(findings)] == expected
    assert merge(reversed(findings)) == merge(findings)
