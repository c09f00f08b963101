"""Elision leaves out exactly the bodies that no rule needs, and its result always parses."""

from __future__ import annotations

import ast
import sysconfig
import textwrap
import warnings
from pathlib import Path

import pytest

from backend_lint.semantics.elide import Elided, elide
from backend_lint.semantics.file import NotAnalysed, decode, read, split_lines

BODY = "    one()\n    two()\n    three()\n"


CASES = {
    "no hit": ("x = 1\ndef f(a=1):\n" + BODY + "y = 2\n", (), "x = 1\ndef f(a=1):\n    ...\ny = 2\n"),
    "hit in the body": ("def f():\n" + BODY, (3,), None),
    "hit in the signature": ("def f(\n    a,\n):\n" + BODY, (2,), None),
    "hit in a decorator": ("@a\n@b\ndef f():\n" + BODY, (1,), None),
    "hit after it": ("def f():\n" + BODY + "x\n", (5,), "def f():\n    ...\nx\n"),
    "async": ("async def f():\n" + BODY, (), "async def f():\n    ...\n"),
    "nested belongs to the outermost": ("def f():\n    def g():\n        a\n        b\n" + BODY, (4,), None),
    "decorated first statement": (
        "def f():\n    @a\n    def g(): pass\n" + BODY,
        (),
        "def f():\n    ...\n",
    ),
    "nested classes": (
        "class A:\n  class B:\n    def f(self):\n      a\n      b\n      c\n    x = 1\n",
        (),
        "class A:\n  class B:\n    def f(self):\n      ...\n    x = 1\n",
    ),
    "under if and try": (
        "if a:\n  try:\n    def f():\n      a\n      b\n      c\n  finally:\n    pass\n",
        (),
        "if a:\n  try:\n    def f():\n      ...\n  finally:\n    pass\n",
    ),
    "under except and case": (
        "try: pass\nexcept A:\n def f():\n  a\n  b\n  c\nmatch x:\n case 1:\n  def g():\n   a\n   b\n   c\n",
        (),
        "try: pass\nexcept A:\n def f():\n  ...\nmatch x:\n case 1:\n  def g():\n   ...\n",
    ),
    "comments": ("def f():  # a\n # b\n" + BODY + " # c\n", (), "def f():  # a\n # b\n    ...\n # c\n"),
    "no line end at the end": ("def f():\n" + BODY.rstrip("\n"), (), "def f():\n    ..."),
    "CRLF": ("def f():\r\n  a\r\n  b\r\n  c\r\nx\r\n", (), "def f():\r\n  ...\r\nx\r\n"),
    "lone CR": ("def f():\r\ta\r\tb\r\tc\rx\r", (), "def f():\r\t...\rx\r"),
    "form feed outside": ("\x0cdef f():\n" + BODY + "\x0c\nx\n", (7,), "\x0cdef f():\n    ...\n\x0c\nx\n"),
    "letters before": ("def f(é='é'):\n    'é'; é\n    b\n    'é'; c  # é\n", (), "def f(é='é'):\n    ...\n"),
    "trailing semicolon": ("def f():\n    a\n    b\n    c;\n", (), "def f():\n    ...\n"),
    "on the line of def": ("def f(): a; b; c\n", (), None),
    "joined to the line of def": ("def f():\\\n a; b; c\n", (), None),
    "joined to the next line": ("def f():\n    a\n    b\n    c \\\n\nx\n", (), None),
    "form feed in the indentation": ("def f():\n \x0c a\n \x0c b\n \x0c c\n", (), None),
    "short body": ("def f():\n    a = 1\n    return a\n", (), None),
    "docstring is not counted": ("def f():\n    'doc'\n    a = 1\n    return a\n", (), None),
    "one compound statement": ("def f():\n    if a:\n        b\n", (), "def f():\n    ...\n"),
    "__init__": ("class A:\n    def __init__(self):\n        a\n        b\n        c\n", (), None),
    "global": ("def f():\n    global a\n    a = 1\n    b\n", (), None),
    "used outside": ("def f():\n" + BODY + "x = f()\n", (), None),
    "used in a decorator": ("def f():\n" + BODY + "@m.f\ndef g(): pass\n", (), None),
    "used in a default": ("def f():\n" + BODY + "def g(a=f): pass\n", (), None),
    "only its own name": ("def f():\n    f()\n    f()\n    f()\n", (), "def f():\n    ...\n"),
    "not Python": ("def f():\n" + BODY + "x = = 1\n", (), None),
    "NUL": ("def f():\n" + BODY + "\0", (), None),
    "empty": ("", (), None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "keep", "expected"), CASES.values(), ids=CASES)
def test_elide(text: str, keep: tuple[int, ...], expected: str | None) -> None:
    elided = elide(text, keep)
    assert elided.text == (text if expected is None else expected)
    assert elided.complete is (expected is None)
    _check_lines(text, elided)


def test_two_steps_from_a_hit_and_no_more() -> None:
    steps = "def {}():\n    {}()\n    self.{}()\n    x\n"
    text = "".join(steps.format(a, b, b) for a, b in ["ab", "bc", "cd", "de"])
    elided = elide(text, {2})
    assert elided.text == text[: text.index("def d")] + "def d():\n    ...\n"
    assert elided.lines[-3:] == [13, 14, 17]


def test_numbers_of_lines() -> None:
    elided = elide("def f():\n" + BODY + "x\ndef g():\n" + BODY, {7})
    assert list(elided.lines) == [1, 2, 5, 6, 7, 8, 9, 10]
    assert list(elide("x", ()).lines) == [1, 2]


def test_bad_escapes_do_not_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not elide("x = '\\d'\ndef f():\n" + BODY, ()).complete


def test_depth_that_ast_refuses_is_left_whole() -> None:
    text = "x = " + "(" * 300 + ")" * 300 + textwrap.dedent("\ndef f():\n    a\n    b\n    c\n")
    assert elide(text, ()).complete


def _check_lines(text: str, elided: Elided) -> None:
    lines, left = split_lines(text), split_lines(elided.text)
    assert len(elided.lines) == len(left) + 1 and elided.lines[-1] == len(lines) + 1
    assert all(
        line == lines[number - 1] or line.strip() == "..." for line, number in zip(left, elided.lines, strict=False)
    )


def test_real_files_parse_after_elision() -> None:
    folder = Path(sysconfig.get_path("stdlib"))
    files = [
        path
        for name in ("asyncio", "email", "json", "logging", "http", "unittest")
        for path in sorted((folder / name).glob("*.py"))
    ]
    checked = 0
    for path in files:
        try:
            text = decode(str(path), read(path.resolve())).text
        except NotAnalysed:
            continue
        for keep in ((), range(100, 110), range(1, len(text), 97)):
            elided = elide(text, keep)
            _check_lines(text, elided)
            if not elided.complete:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    ast.parse(elided.text)
                assert not set(keep) & _inside_functions(text) - set(elided.lines)
                checked += 1
    assert checked > 100  # files and choices of lines


def _inside_functions(text: str) -> set[int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nodes = list(ast.walk(ast.parse(text)))
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {line for f in functions for line in range(f.lineno, (f.end_lineno or f.lineno) + 1)}
