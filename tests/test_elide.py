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

# Text, lines with a hit, and what is left; None where all is. Every text ends with a statement that stays.
CASES = {
    "nothing uses it": ("x = 1\ndef f(a=1):\n" + BODY + "y = 2\n", (), ""),
    "hit in the body": ("def f():\n" + BODY, (3,), None),
    "hit in the signature": ("def f(\n    a,\n):\n" + BODY, (2,), None),
    "hit in a decorator": ("@a\n@b\ndef f():\n" + BODY, (1,), None),
    "hit after it": ("def f():\n" + BODY + "x = 1\n", (5,), "x = 1\n"),
    "async": ("async def f():\n" + BODY, (), ""),
    "a decorator that may register it": ("@a.hook('b')\ndef f():\n" + BODY, (), "@a.hook('b')\ndef f():\n    ...\n"),
    "a decorator that does not": ("@a.setter\ndef f():\n" + BODY, (), ""),
    "nested belongs to the outermost": ("def f():\n    def g():\n        a\n        b\n" + BODY, (4,), None),
    "decorated first statement": (
        "@a\ndef f():\n    @a\n    def g(): pass\n" + BODY,
        (),
        "@a\ndef f():\n    ...\n",
    ),
    "a class that nothing names": ("class A(B):\n    'doc'\n    x = 1\n    def f(self):\n        a\n", (), ""),
    "a class that is named keeps its head": (
        "class A(B):\n    'doc'\n    x = 1\n    def f(self):\n        a\nx(A)\n",
        (),
        "class A(B):\n    ...\nx(A)\n",
    ),
    "a class named in quotes": ("class A(B):\n    x = 1\ny('-> A')\n", (), "class A(B):\n    ...\ny('-> A')\n"),
    "a class that tells what the file is for": (
        "from b import TestCase as T\nclass A(TestCase):\n  pass\nclass AppSettings:\n  x = 1\nclass C(T):\n  pass\nclass D(E):\n  pass\n",
        (),
        "from b import TestCase as T\nclass A(TestCase):\n  ...\nclass AppSettings:\n  ...\nclass C(T):\n  ...\n",
    ),
    "the base of a class that is named": (
        "class A(B): pass\nclass C(A):\n  pass\nclass D(A):\n  pass\nx(D)\n",
        (),
        "class A(B): pass\nclass D(A):\n  ...\nx(D)\n",
    ),
    "nested classes": (
        "class A:\n  class B:\n    def f(self):\n      a\n    x = 1\n  y = 1\nx(A)\n",
        (),
        "class A:\n  class B:\n    ...\nx(A)\n",
    ),
    "the class of a hit keeps how it is made and what it is": (
        "class A(B):\n  x = 1\n  y: int\n  TESTING = True\n  __tablename__ = 'a'\n  def __init__(self):\n    a\n  def f(self):\n    hit\n  def g(self):\n    d\nclass B:\n  y: int\n",
        (9,),
        "class A(B):\n  y: int\n  TESTING = True\n  __tablename__ = 'a'\n  def __init__(self):\n    a\n  def f(self):\n    hit\nclass B:\n  y: int\n",
    ),
    "the class of a hit keeps what its methods use, and bases theirs": (
        "class A:\n  a = z\n  b = 1\n  z = 1\n  def g(self): a\n  def h(self):\n    a\n    a\n    a\nclass B(A):\n  c = 1\n  d = 1\n  def f(self, e=d):\n    self.a\n    cls.c\n    self.g()\n    hit\n    other.h()\n",
        (17,),
        "class A:\n  a = z\n  z = 1\n  def g(self): a\nclass B(A):\n  c = 1\n  d = 1\n  def f(self, e=d):\n    self.a\n    cls.c\n    self.g()\n    hit\n    other.h()\n",
    ),
    "a class that is used keeps what anyone may mean": (
        "class A:\n  a = 1\n  b = 1\n  c = 1\n  password = 1\n  def f(self):\n    d\n  def g(self):\n    d\ndef h():\n  x.f(A(), b=1)\n  x.a\n",
        (11,),
        "class A:\n  a = 1\n  b = 1\n  password = 1\n  def f(self):\n    d\ndef h():\n  x.f(A(), b=1)\n  x.a\n",
    ),
    "methods are meant where their class is": (
        "class A:\n  def f(self):\n    a\nclass B:\n  def f(self):\n    b\ndef g(a: A):\n    a.f()\n",
        (8,),
        "class A:\n  def f(self):\n    a\ndef g(a: A):\n    a.f()\n",
    ),
    "a method is no field": (
        "class A:\n  def f(self):\n    a\n  def g(self):\n    a\n    a\n    a\n  g.b = 1\n",
        (3,),
        "class A:\n  def f(self):\n    a\n  g.b = 1\n",
    ),
    "imports": (
        "import a\nfrom a import b\nfrom .c import d, e\nfrom .c import f, g\nfrom . import settings\nfrom .h import *\nfrom .i import (\n  j,\n)\ndef k():\n  f\n",
        (11,),
        "import a\nfrom .c import f, g\nfrom . import settings\nfrom .h import *\ndef k():\n  f\n",
    ),
    "imports that a head uses": (
        "from .a import b, c\nfrom .d import e\nfrom .f import g\n@b\ndef h(): pass\n@g.hook\ndef i():\n" + BODY + "class J(e):\n  pass\nx(J)\n",
        (),
        "from .a import b, c\nfrom .d import e\nfrom .f import g\n@b\ndef h(): pass\n@g.hook\ndef i():\n    ...\nclass J(e):\n  ...\nx(J)\n",
    ),
    "an import with a hit": ("from .a import b\nfrom .c import d\n", (1,), "from .a import b\n"),
    "decorators of tests and command lines": (
        "@pytest.mark.parametrize('a', [\n  1,\n])\ndef f():\n" + BODY + "@cli.command()\ndef g():\n" + BODY,
        (),
        "",
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
    "comments": ("@a\ndef f():  # a\n # b\n" + BODY + " # c\n", (), "@a\ndef f():  # a\n # b\n    ...\n # c\n"),
    "comments between": ("x = 1\n# a\n\ny = 2\n# b\n", (), "# b\n"),
    "a hit between": ("x = 1\n# a\n\ny = 2\n# b\n", (2,), "# a\n\n# b\n"),
    "CRLF": ("@a\r\ndef f():\r\n  a\r\n  b\r\n  c\r\nx()\r\n", (), "@a\r\ndef f():\r\n  ...\r\nx()\r\n"),
    "lone CR": ("@a\rdef f():\r\ta\r\tb\r\tc\rx()\r", (), "@a\rdef f():\r\t...\rx()\r"),
    "form feed outside": ("\x0cdef f():\n" + BODY + "\x0c\nx()\n", (7,), "\x0cdef f():\n    ...\n\x0c\nx()\n"),
    "letters before": ("@a\ndef f(é='é'):\n    'é'; é\n    b\n    'é'; c  # é\n", (), "@a\ndef f(é='é'):\n    ...\n"),
    "trailing semicolon": ("@a\ndef f():\n    a\n    b\n    c;\n", (), "@a\ndef f():\n    ...\n"),
    "on one line": ("@a\ndef f(): a; b; c\n", (), None),
    "two statements on a line": ("x = 1; y()\n", (), None),
    "joined to the line of def": ("@a\ndef f():\\\n a; b; c\n", (), None),
    "joined to the next line": ("@a\ndef f():\n    a\n    b\n    c \\\n\nx()\n", (), None),
    "form feed in the indentation": ("@a\ndef f():\n \x0c a\n \x0c b\n \x0c c\n", (), None),
    "global": ("def f():\n    global a\n    a = 1\n    b\nprint(a)\n", (), None),
    "used by a statement that stays": ("def f():\n" + BODY + "x(f())\n", (), None),
    "used by one that goes": ("def f():\n" + BODY + "x = f()\n", (), ""),
    "used in a decorator": ("def f():\n" + BODY + "@m(f)\ndef g(): hit\n", (6,), None),
    "used in a default": ("def f():\n" + BODY + "def g(a=f): hit\n", (5,), None),
    "only its own name": ("def f():\n    f()\n    f()\n    f()\n", (), ""),
    "a name bound by a hit": ("X = hit\ndef f():\n    X\n    a\n    b\nY = 1\n", (1,), "X = hit\ndef f():\n    X\n    a\n    b\n"),
    "a name used by a hit": ("X = [Y]\nY = 1\nZ = 1\ndef f(): X\n", (4,), "X = [Y]\nY = 1\ndef f(): X\n"),
    "what registers a hit": ("def f(): hit\nurls = [path('', f)]\nother = []\n", (1,), "def f(): hit\nurls = [path('', f)]\n"),
    "who calls a private function with a hit": ("def g():\n    _f(1)\n    a\n    b\ndef _f(x): hit\n", (5,), None),
    "who calls a short function with a hit": ("def g():\n    f(1)\n    a\n    b\ndef f(x): hit\n", (5,), None),
    "between a carriage return and a line feed, which would be one line end": ("\rX = 1\n\n", (), None),
    "lines between them with text behind": ("\rX = 1\n\nY = 1\n# x\n", (), "\r# x\n"),
    "between a carriage return and text": ("\rX = 1\n# x\n", (), "\r# x\n"),
    "not Python": ("def f():\n" + BODY + "x = = 1\n", (), None),
    "NUL": ("def f():\n" + BODY + "\0", (), None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "keep", "expected"), CASES.values(), ids=CASES)
def test_elide(text: str, keep: tuple[int, ...], expected: str | None) -> None:
    end = "\r" if text.endswith("\r") else "\r\n" if text.endswith("\r\n") else "\n"
    stays = f"stays(){end}"
    elided = elide(text + stays, {*keep, len(split_lines(text)) + 1})
    assert elided.text == (text if expected is None else expected) + stays
    assert elided.complete is (expected is None)
    _check_lines(text + stays, elided)


def test_no_line_end_at_the_end() -> None:
    assert elide("hit()\n@a\ndef f():\n" + BODY.rstrip("\n"), {1}).text == "hit()\n@a\ndef f():\n    ..."


@pytest.mark.parametrize("text", ["", "x = 1\ndef f():\n" + BODY, "x()\n"])
def test_a_file_without_a_hit_is_idle(text: str) -> None:
    assert elide(text, ()).idle


def test_two_steps_from_a_hit_and_the_head_of_the_third() -> None:
    steps = "def {}():\n    {}()\n    x\n    y\n"
    text = "".join(steps.format(a, b) for a, b in ["ab", "bc", "cd", "de", "ef"])
    elided = elide(text, {2})
    assert elided.text == text[: text.index("def d")] + "def d():\n    ...\n"
    assert elided.lines[-3:] == [13, 14, 21]


def test_a_short_function_is_no_step() -> None:
    text = "".join(f"def {a}(): {b}()\n" for a, b in ["ab", "bc", "cd", "de", "ef"])
    assert elide(text + "x = 1\n", {1}).text == text


def test_numbers_of_lines() -> None:
    elided = elide("@a\ndef f():\n" + BODY + "x()\ndef g():\n" + BODY + "y = 1\n", {8})
    assert list(elided.lines) == [1, 2, 3, 6, 7, 8, 9, 10, 12]


def test_bad_escapes_do_not_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not elide("x('\\d')\ndef f():\n" + BODY, {1}).complete


def test_depth_that_ast_refuses_is_left_whole() -> None:
    text = "x = " + "(" * 300 + ")" * 300 + textwrap.dedent("\ndef f():\n    a\n    b\n    c\n")
    assert elide(text, {1}).complete


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
        for keep in ((1,), range(100, 110), range(1, len(text), 97)):
            elided = elide(text, keep)
            if elided.idle:
                continue
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
