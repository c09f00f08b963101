"""What is known of Python: qualified names, constants, texts with holes, bindings that reach a use."""

from __future__ import annotations

import textwrap

import libcst as cst
import pytest

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.file import decode
from backend_lint.semantics.text import Hole


def analysed(code: str) -> tuple[Analysis, cst.BaseExpression]:
    """The analysis of a file and the argument of its call of `probe(…)`."""
    text = textwrap.dedent(code)
    analysis = Analysis(decode("app.py", text.encode()), cst.parse_module(text), text, ())
    return analysis, analysis.index.calls["probe"][-1].args[0].value


NAMES = {
    "import": ("import bcrypt\nprobe(bcrypt.hashpw)", "bcrypt.hashpw"),
    "import as": ("import bcrypt as b\nprobe(b.hashpw)", "bcrypt.hashpw"),
    "from import as": ("from bcrypt import gensalt as g\nprobe(g)", "bcrypt.gensalt"),
    "assigned alias": ("import bcrypt\nhash_it = bcrypt.hashpw\nprobe(hash_it)", "bcrypt.hashpw"),
    "import in the function": ("def f():\n    import os.path\n    probe(os.path.join)", "os.path.join"),
    "first of try and except ImportError": (
        "try:\n    import ujson as json\nexcept ImportError:\n    import json\nprobe(json.dumps)",
        "ujson.dumps",
    ),
    "builtin": ("probe(int)", "int"),
    "shadowed builtin": ("def int(x): ...\nprobe(int)", ".int"),
    "shadowed by a parameter": ("import bcrypt\ndef f(bcrypt):\n    probe(bcrypt.hashpw)", None),
    "rebound before the use": ("import bcrypt\nbcrypt = load()\nprobe(bcrypt.hashpw)", None),
    "class scope is not seen by methods": (
        "class A:\n    import bcrypt\n    def f(self):\n        probe(bcrypt)",
        None,
    ),
    "relative import": ("from .db import connect\nprobe(connect)", ".db.connect"),
    "unknown": ("probe(nothing.known)", None),
}


@pytest.mark.parametrize(("code", "expected"), NAMES.values(), ids=NAMES)
def test_qualified_name(code: str, expected: str | None) -> None:
    analysis, node = analysed(code)
    assert analysis.names.qualname(node) == expected


PATHS = {
    "call chain": (
        "import sqlite3\nc = sqlite3.connect('x')\nprobe(c.cursor())",
        "sqlite3.connect().cursor()",
    ),
    "with": ("import sqlite3\nwith sqlite3.connect('x') as c:\n    probe(c)", "sqlite3.connect()"),
    "await": (
        "import asyncpg\nasync def f():\n    p = await asyncpg.create_pool()\n    probe(p)",
        "asyncpg.create_pool()",
    ),
    "annotation": ("import psycopg\ndef f(c: psycopg.Cursor):\n    probe(c)", "psycopg.Cursor()"),
    "optional annotation": (
        "from psycopg import Cursor\ndef f(c: Cursor | None = None):\n    probe(c)",
        "psycopg.Cursor()",
    ),
    "quoted annotation": ("import psycopg\ndef f(c: 'psycopg.Cursor'):\n    probe(c)", "psycopg.Cursor()"),
    "Annotated alias": (
        "from typing import Annotated\nfrom sqlalchemy.orm import Session\nfrom fastapi import Depends\n"
        "Db = Annotated[Session, Depends(get)]\ndef f(db: Db):\n    probe(db)",
        "sqlalchemy.orm.Session()",
    ),
    "attribute of self": (
        "import sqlite3\nclass A:\n    def __init__(self):\n        self.c = sqlite3.connect('x')\n"
        "    def f(self):\n        probe(self.c)",
        "sqlite3.connect()",
    ),
    "attribute of a base class of the file": (
        "import sqlite3\nclass B:\n    def __init__(self):\n        self.c = sqlite3.connect('x')\nclass A(B):\n"
        "    def f(self):\n        probe(self.c)",
        "sqlite3.connect()",
    ),
    "function of the file that returns one": (
        "import sqlite3\ndef db():\n    return sqlite3.connect('x')\nprobe(db())",
        "sqlite3.connect()",
    ),
    "generator dependency": (
        "from fastapi import Depends\nfrom sqlalchemy.orm import Session\ndef get():\n    with Session() as s:\n        yield s\n"
        "def f(db=Depends(get)):\n    probe(db)",
        "sqlalchemy.orm.Session()",
    ),
    "different objects on two paths": (
        "import sqlite3, psycopg\ndef f(x):\n    if x:\n        c = sqlite3.connect('x')\n    else:\n        c = psycopg.connect()\n    probe(c)",
        None,
    ),
}


@pytest.mark.parametrize(("code", "expected"), PATHS.values(), ids=PATHS)
def test_path(code: str, expected: str | None) -> None:
    analysis, node = analysed(code)
    assert analysis.names.path(node) == expected


VALUES = {
    "arithmetic": ("probe(2 ** 4 - 4)", (12,)),
    "name": ("ROUNDS = 10\nprobe(ROUNDS)", (10,)),
    "name from a function": ("ROUNDS = 10\ndef f():\n    probe(ROUNDS)", (10,)),
    "class attribute": ("class C:\n    rounds = 4\nprobe(C.rounds)", (4,)),
    "self attribute": ("class C:\n    rounds = 4\n    def f(self):\n        probe(self.rounds)", (4,)),
    "enum member": ("import enum\nclass C(enum.Enum):\n    LOW = 4\nprobe(C.LOW.value)", (4,)),
    "dictionary item": ('D = {"a": 1, "b": 2}\nprobe(D["b"])', (2,)),
    "dictionary with an unknown key": ('D = {"a": 1, "b": 2}\ndef f(k):\n    probe(D[k])', (1, 2)),
    "get with a default": ('D = {"a": 1}\ndef f(k):\n    probe(D.get(k, 7))', (1, 7)),
    "conditional expression": ("def f(x):\n    probe(4 if x else 12)", (4, 12)),
    "both arms": ("def f(x):\n    if x:\n        n = 4\n    else:\n        n = 12\n    probe(n)", (4, 12)),
    "last assignment wins": ("def f():\n    n = 4\n    n = 12\n    probe(n)", (12,)),
    "assignment after the use": ("def f():\n    n = 4\n    probe(n)\n    n = 12", (4,)),
    "assignment in a loop reaches back": (
        "def f(xs):\n    n = 4\n    for x in xs:\n        probe(n)\n        n = 12",
        (12, 4),
    ),
    "an arm that leaves": (
        "def f(x):\n    n = 4\n    if x:\n        n = 5\n        return\n    probe(n)",
        (4,),
    ),
    "assigned in try": (
        "def f():\n    try:\n        n = 4\n    except ValueError:\n        n = 12\n    probe(n)",
        (4, 12),
    ),
    "function that only returns one": ("def rounds():\n    return 4\nprobe(rounds())", (4,)),
    "loop over a constant tuple": ('for t in ("a", "b"):\n    probe(t)', ("a", "b")),
    "f-string of constants": ('T = "users"\nprobe(f"x {T}")', ("x users",)),
    "text method": ('probe("Ab".lower())', ("ab",)),
    "bytes": ('probe("ab".encode())', (b"ab",)),
    "global rebinds": ("n = 4\ndef g():\n    global n\n    n = load()\ndef f():\n    probe(n)", None),
    "parameter": ("def f(n=4):\n    probe(n)", None),
    "augmented": ("def f():\n    n = 4\n    n += 1\n    probe(n)", None),
    "huge power is not computed": ("probe(9 ** 9999999)", None),
    "attribute of something unknown": ("probe(settings.ROUNDS)", None),
    "only on one path": ("def f(x):\n    if x:\n        n = 4\n    probe(n)", None),
}


@pytest.mark.parametrize(("code", "expected"), VALUES.values(), ids=VALUES)
def test_values(code: str, expected: tuple[object, ...] | None) -> None:
    analysis, node = analysed(code)
    assert analysis.values.values(node) == expected


TEXTS = {
    "f-string": ('def f(x):\n    probe(f"a {x} b")', ["a <x> b"]),
    "plus": ('def f(x):\n    probe("a " + x + " b")', ["a <x> b"]),
    "percent": ('def f(x, y):\n    probe("a %s b %s" % (x, y))', ["a <x> b <y>"]),
    "percent with names": ('def f(x):\n    probe("a %(n)s %%" % {"n": x})', ["a <x> %"]),
    "format": ('def f(x, y):\n    probe("a {} {n} {{}}".format(x, n=y))', ["a <x> <y> {}"]),
    "join of a list": ('def f(x):\n    probe(" ".join(["a", x]))', ["a <x>"]),
    "placeholder list": ('def f(n):\n    probe(", ".join("?" for _ in n))', ["?"]),
    "repeated placeholder": ('def f(n):\n    probe("(" + ", ".join(["%s"] * n) + ")")', ["(%s)"]),
    "append": (
        'def f(x):\n    parts = ["a"]\n    if x:\n        parts.append("b " + x)\n    probe(" ".join(parts))',
        ["a b <x>"],
    ),
    "extend and list +=": (
        'def f(x):\n    parts = []\n    parts += ["a"]\n    parts.extend([x])\n    probe("".join(parts))',
        ["a<x>"],
    ),
    "+=": ('def f(x):\n    q = "a"\n    q += " " + x\n    probe(q)', ["a <x>"]),
    "+= on one path keeps the longer text": (
        'def f(x):\n    q = "a"\n    if x:\n        q += " b"\n    if not x:\n        q += " c"\n    probe(q)',
        ["a b c"],
    ),
    "+= in both arms": (
        'def f(x):\n    q = "a"\n    if x:\n        q += " b"\n    else:\n        q += " c"\n    probe(q)',
        ["a b", "a c"],
    ),
    "+= in a loop": (
        'def f(xs):\n    q = "a"\n    for x in xs:\n        q += " " + x\n    probe(q)',
        ["a <x>"],
    ),
    "StringIO": (
        'import io\ndef f(x):\n    b = io.StringIO()\n    b.write("a ")\n    b.write(x)\n    probe(b.getvalue())',
        ["a <x>"],
    ),
    "Template": (
        'from string import Template\ndef f(x):\n    probe(Template("a $n").substitute(n=x))',
        ["a <x>"],
    ),
    "replace": ('def f(x):\n    probe("a :n".replace(":n", x))', ["a <x>"]),
    "dedent and strip": (
        'import textwrap\ndef f(x):\n    probe(textwrap.dedent(f"a {x}").strip())',
        ["a <x>"],
    ),
    "both arms": ('def f(x):\n    probe("a" if x else f"b {x}")', ["a", "b <x>"]),
    "helper of the file": ('def part(v):\n    return f"a {v}"\ndef f(x):\n    probe(part(x))', ["a <x>"]),
    "helper given a constant": ('def part(v):\n    return f"a {v}"\ndef f():\n    probe(part("b"))', ["a b"]),
    "method of the class": (
        'class A:\n    def part(self, v):\n        return "a " + v\n    def f(self, x):\n        probe(self.part(x))',
        ["a <x>"],
    ),
    "constant attribute": ('class A:\n    T = "t"\n    def f(self):\n        probe(f"a {self.T}")', ["a t"]),
    "t-string": ('def f(x):\n    probe(t"a {x}")', ["a <x>"]),
    "walrus": ('def f(x):\n    if (q := f"a {x}"):\n        probe(q)', ["a <x>"]),
    "wholly unknown": ("def f(x):\n    probe(x)", ["<x>"]),
    "format on unknown text": ("def f(q, x):\n    probe(q.format(x))", ["<q.format(x)>"]),
    "recursive helper ends after two calls": (
        'def part(v):\n    return "a " + part(v)\nprobe(part(1))',
        ["a a <part(v)>"],
    ),
}


@pytest.mark.parametrize(("code", "expected"), TEXTS.values(), ids=TEXTS)
def test_texts(code: str, expected: list[str]) -> None:
    analysis, node = analysed(code)
    shown = [
        "".join(f"<{analysis.module.code_for_node(p.expression)}>" if isinstance(p, Hole) else p for p in text)
        for text in analysis.texts.texts(node)
    ]
    assert shown == expected


def test_place_of_a_node_in_a_file_with_form_feeds_and_continued_lines() -> None:
    text = "x = 1\n\x0cy = 2\nz = \\\n  probe(3)\n"
    analysis = Analysis(decode("app.py", text.encode()), cst.parse_module(text), text, ())
    place = analysis.places.place(analysis.index.calls["probe"][0])
    assert (place.line, place.column, place.end_line, place.end_column) == (4, 3, 4, 11)
    assert analysis.places.span(place) == (text.index("probe"), text.index("probe") + len("probe(3)"))
