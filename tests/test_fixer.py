"""Which fixes go together, and what shows that a fix changed more than it says."""

from __future__ import annotations

import pytest

from backend_lint.fixer import changed, refusal, wanted
from backend_lint.model import Applicability, Edit, Finding, Fix, Place
from backend_lint.semantics.file import SourceFile, decode

PLACE = Place(1, 1, 1, 1)
ELSEWHERE = "its syntax tree would change outside of the edits"


def found(*edits: tuple[int, int, str], sure: Applicability = "safe", code: str = "BKD101") -> Finding:
    return Finding("app.py", PLACE, code, "name", "message", fix=Fix("Fix", tuple(Edit(*each) for each in edits), sure))


def verdict(source: SourceFile, codec: str, replaced: list[tuple[str, str]]) -> str | None:
    """What speaks against replacing the first place of each of these strings."""
    spans = [(source.data.index(old.encode(codec)), len(old.encode(codec)), new) for old, new in replaced]
    edits = sorted(Edit(start, start + length, new) for start, length, new in spans)
    return refusal(source, source.edited(edits), edits)


TOGETHER = {
    "apart": ([found((0, 1, "A")), found((2, 3, "C"))], "AbC", 2),
    "side by side": ([found((0, 1, "A")), found((1, 2, "B"))], "ABc", 2),
    "overlapping": ([found((0, 2, "X")), found((1, 3, "Y"))], "Xc", 1),
    "one around the other": ([found((0, 3, "X")), found((1, 2, "Y"))], "X", 1),
    "two things at one place": ([found((1, 1, "X")), found((1, 1, "Y"))], "aXbc", 1),
    "at the edge of another": ([found((1, 1, "X")), found((1, 2, "Y"))], "aXbc", 1),
    "the same import twice": ([found((0, 0, "I"), (1, 2, "X")), found((0, 0, "I"), (2, 3, "Y"))], "IaXY", 2),
    "half of one overlaps": ([found((0, 1, "A")), found((0, 1, "Z"), (2, 3, "C"))], "Abc", 1),
    "without edits": ([found()], "abc", 0),
}


@pytest.mark.parametrize(("findings", "text", "number"), TOGETHER.values(), ids=TOGETHER)
def test_fixes_together(findings: list[Finding], text: str, number: int) -> None:
    for order in (findings, findings[::-1]):
        change = changed(decode("app.py", b"abc"), order)
        assert (change.data.decode(), len(change.fixed)) == (text, number)


SURE: dict[Applicability, list[Applicability]] = {
    "safe": ["safe"],
    "unsafe": ["safe", "unsafe"],
    "suggest": ["safe", "unsafe", "suggest"],
}


@pytest.mark.parametrize("least", SURE)
def test_how_sure_a_fix_must_be(least: Applicability) -> None:
    assert [sure for sure in SURE["suggest"] if wanted(found((0, 1, ""), sure=sure), least)] == SURE[least]
    assert not wanted(Finding("app.py", PLACE, "BKD101", "name", "message"), least)


SOUND = {
    "a value": ("f(1)\ng(2)\n", [("1", "12")]),
    "an argument more": ("f(1)\n", [("1", "1, b=2")]),
    "an argument less": ("f(1, debug=True)\n", [(", debug=True", "")]),
    "the first argument": ("f()\n", [("()", "(rounds=12)")]),
    "a parameterised query": ('c.execute(f"SELECT {x} é")\nnext(1)\n', [('f"SELECT {x} é"', '"SELECT ? é", (x,)')]),
    "out of a sum": (
        """c.execute("a = '" + x + "' AND b = '" + y + "'", 1)\n""",
        [("""'" + x + "'""", "?"), ("""'" + y + "'\"""", '?", (x, y)')],
    ),
    "out of the middle of a sum": (
        """c.execute("a = '" + x + "' AND b = '" + y + "' AND c")\n""",
        [("""'" + x + "'""", "?"), ("""'" + y + "'""", "?"), (")", ", (x, y))")],
    ),
    "behind a constant": ("""c.execute(A + "b = '" + x + "'")\n""", [("""'" + x + "'\"""", '?", (x,)')]),
    "an import": ("import re\nx = 1\n", [("import re\n", "import os\nimport re\n")]),
    "a statement more": ("try:\n    f()\nexcept E:\n    pass\ng()\n", [("pass", "log()\n    pass")]),
    "another call": ('x = os.getenv("A", "b")\n', [('os.getenv("A", "b")', 'os.environ["A"]')]),
    "a name in front": ("x = f(y)\n", [("f(", "a.f(")]),
    "an argument behind an operation": ('f("%s %s" % (a, b))\n', [("(a, b)", "(a,), (b,)")]),
    "the end of a statement less": ('x: str = "secret"\ny = 1\n', [(' = "secret"', "")]),
    "an attribute": ("x = f.g(y)\n", [("g(y)", "h[y]")]),
    "line ends and tabs": ("if a:\r\n\tf(1)\r\n\x0cg(2)\r\n", [("1", "12")]),
    "behind wide characters": ("x = 'äöü', 1, 2\n", [("1", "12")]),
}


@pytest.mark.parametrize(("text", "replaced"), SOUND.values(), ids=SOUND)
@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", b"# coding: mac-roman\n"], ids=["plain", "marked", "mac"])
def test_sound(text: str, replaced: list[tuple[str, str]], head: bytes) -> None:
    codec = "mac-roman" if b"mac" in head else "utf-8"
    assert verdict(decode("app.py", head + text.encode(codec)), codec, replaced) is None


def test_what_is_put_at_the_end_of_a_block_belongs_to_it() -> None:
    source = decode("app.py", b"def f():\n    if a:\n        g()\nh()\n")
    edit = Edit(30, 30, "\n        i()")
    assert refusal(source, source.edited([edit]), [edit]) is None


def test_an_edit_may_go_on_with_what_stands_before_it() -> None:
    source = decode("app.py", b"""f(text("a = '" + x)).g(1)\n""")
    edits = [Edit(12, 18, ':x"'), Edit(19, 19, ".h(x=x).i(2)")]
    assert source.edited(edits) == b"""f(text("a = :x").h(x=x).i(2)).g(1)\n"""
    assert refusal(source, source.edited(edits), edits) is None


def test_a_call_around_may_take_the_place_of_an_operator() -> None:
    source = decode("app.py", b"x = not a == b or c\n")
    edits = [Edit(8, 8, "f("), Edit(9, 13, ", "), Edit(14, 14, ")")]
    assert source.edited(edits) == b"x = not f(a, b) or c\n"
    assert refusal(source, source.edited(edits), edits) is None


UNSOUND = {
    "no Python": ("f(1)\n", [("1", "1(")], "it would not parse"),
    "a quote opened": ("f(1, 'a')\n", [("1", "'1")], "it would not parse"),
    "the rest becomes a comment": ("x = 1; g()\n", [("x = 1", "x = 1 #")], ELSEWHERE),
    "the rest becomes a string": ('f(1)\ng(2)\n# """)\n', [("1)", '1, """')], ELSEWHERE),
    "it binds less": ("x = not a\n", [("a", "b or c")], ELSEWHERE),
    "it binds less than what follows": ("x = not a and z\n", [("a", "b or c")], ELSEWHERE),
    "it binds less in an argument": ("f(not a)\n", [("a", "b or c")], ELSEWHERE),
    "it binds less to the right": ("x = a * 2\n", [("a", "b + c")], ELSEWHERE),
    "out of its block": (
        "if a:\n    f()\n    g()\nh()\n",
        [("f()\n", "f()\ni()\nif b:\n")],
        ELSEWHERE,
    ),
    "brackets shifted": ("f(g(1), 2, 3)\n", [("1)", "1"), ("3)", "3))")], ELSEWHERE),
    "no Python before": (
        "f(\n1\n",
        [("1", "2")],
        "this Python does not read its syntax, so the fix cannot be checked",
    ),
    "beside a number that cannot be printed": (
        f"x = 0x{'f' * 6000}; f(4)\n",
        [("4", "12")],
        "it holds a number of more than 4,300 digits, so the fix cannot be checked",
    ),
    "another encoding": ("x = 1\n", [("x = 1", "# coding: mac-roman\nx = 1")], "it would be in another encoding"),
}


@pytest.mark.parametrize(("text", "replaced", "why"), UNSOUND.values(), ids=UNSOUND)
def test_unsound(text: str, replaced: list[tuple[str, str]], why: str) -> None:
    assert verdict(decode("app.py", text.encode()), "utf-8", replaced) == why


def test_what_could_not_be_read_afterwards() -> None:
    told = verdict(decode("app.py", b"x = 1\n"), "utf-8", [("1", "\0")])
    assert told is not None
    assert told.startswith("it could not be read afterwards: ")


def test_other_languages_are_only_read() -> None:
    assert verdict(decode("app.ts", b"f(1)\n"), "utf-8", [("1", "(")]) is None
