"""Syntax of each Python from 3.0 to 3.14 is analysed, whatever Python this runs on; what is not is refused with one error at its
place."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.engines.stack import on_big_stack
from backend_lint.hooks import BoundRule
from backend_lint.model import NOT_ANALYSED, FileResult

#: Snippets by the version that brought them.
SNIPPETS = {
    "3.0": [
        "def f(a, *, b=1, c): pass\n",
        "first, *rest = range(5)\n",
        "def f():\n    x = 0\n    def g():\n        nonlocal x\n        x = 1\n",
        "class A(metaclass=M, flag=True): pass\n",
        "def f(a: int = 1, *args: str, **more: dict) -> None: pass\n",
        "try:\n    pass\nexcept ValueError as error:\n    raise KeyError from error\n",
        "x = {1, 2} | {n for n in y} | {n: n for n in y}.keys()\n",
        "x = b'\\xff' + br'\\d'\nprint('a', end='')\n",
        "größe = π = 名 = 1\n",
        "x = 0o17 + 0b11 + 0xFF + ...\n",
    ],
    "3.1": ["with open(a) as f, open(b) as g:\n    pass\n"],
    "3.3": ["def f():\n    x = yield from g()\n    return x\n", "x = u'text'\n"],
    "3.5": [
        "async def f():\n    async with a as b, c:\n        async for d in e:\n            await d\n",
        "x = a @ b\nx @= c\n",
        "x = [*a, *b]\ny = {**a, 'b': 1}\nf(*a, *b, **c, **d)\n",
        "x = b'%s %a' % (a, b)\n",
    ],
    "3.6": [
        "x = f'{a!r:>{width}} {b[\"c\"]} {{}}'\n",
        "x: int = 1\nself.y: list[str]\nz: dict[str, int]\n",
        "x = 1_000_000 + 0x_FF + 1_0.0_1e1_0\n",
        "async def f():\n    return [a async for a in b if await c]\n",
        "async def f():\n    yield 1\n    yield await g()\n",
    ],
    "3.7": ["from __future__ import annotations\ndef f(a: B) -> B: ...\n"],
    "3.8": [
        "if (n := len(a)) > 10 and [y := f(x) for x in b]:\n    pass\n",
        "def f(a, b=1, /, c=2, *, d): pass\n",
        "x = f'{a=} {b + c = !r:>10}'\n",
        "def f():\n    return 1, *rest\n",
        "def f():\n    for a in b:\n        try:\n            pass\n        finally:\n            continue\n",
    ],
    "3.9": [
        "@buttons[0].clicked.connect\ndef f(): pass\n",
        "@(lambda f: f)\ndef g(): pass\n",
        "x = a | b\nx |= {'c': 1}\n",
        "for x in *a, *b:\n    pass\n",
    ],
    "3.10": [
        "match command.split():\n    case [action]:\n        pass\n    case [action, obj] if obj:\n        pass\n",
        "match p:\n    case Point(x=0, y=0) | Point(0, 0) as origin:\n        pass\n    case {'a': 1, **rest}:\n        pass\n    case _:\n        pass\n",
        "match x:\n    case -1 | 1 + 2j | 'a' 'b' | None | a.b.C:\n        pass\n    case (a, *_), [b, *others]:\n        pass\n",
        "with (open(a) as f, open(b) as g,):\n    pass\n",
        "match = case = type = 1\nmatch(case)\nprint(match, case[type])\n",
        "def f(a: int | None) -> list[str] | None: ...\n",
    ],
    "3.11": [
        "try:\n    pass\nexcept* (OSError, ValueError) as group:\n    pass\n",
        "def f(*args: *Ts) -> tuple[*Ts]: ...\n",
        "x = a[*b]\ny = a[1:2, *b, ::3]\n",
        "async def f():\n    x = [[y async for y in z] for w in v]\n",
    ],
    "3.12": [
        "def f[T: (int, str), *Ts, **P](a: T) -> T: ...\n",
        "class A[T](Base[T], metaclass=M): ...\n",
        "type Pair[T] = tuple[T, T]\ntype Name = str\n",
        "x = f\"{a[\"b\"]} {'\\n'.join(c)}\"\n",
        "x = f'{f'{f'{1}'}'}'\n",
        "x = f'''{\n    a  # why\n}'''\n",
        "x = f'{lambda_ if a else {'b': 1}['b']:{'>' + '1'}}'\n",
    ],
    "3.13": [
        "def f[T = int, *Ts = *tuple[int], **P = [int]](a: T): ...\n",
        "class A[T: int = bool]: ...\n",
        "type X[T = int] = list[T]\n",
    ],
    "3.14": [
        "try:\n    pass\nexcept OSError, ValueError:\n    pass\n",
        "try:\n    pass\nexcept* OSError, a.ValueError:\n    pass\n",
        "x = t'{a!r:>{b}} {{}}'\n",
        "x = rt'{a}\\d' if y else Rt\"{b}\"\n",
        "x = t'''\n{\n  a\n}'''\n",
        "x = t'a' t'{b}'\n",
        "def f(a: Later) -> Later: ...\nclass Later: ...\n",
    ],
}  # fmt: skip
#: What Python reads, from 3.6 or 3.14 on, and LibCST does not.
GAPS = {
    "a raw template string with the r last": "x = tr'{a}'\n",
    "a name in brackets that is only annotated": "(x): int\n",
}
#: Statements of Python 2, and others that no Python reads any more or ever did.
NO_PYTHON = {
    "print as a statement": "print 'a'\n",
    "exec as a statement": "exec 'a'\n",
    "the old not equal": "x = a <> b\n",
    "backquotes": "x = `a`\n",
    "octal numbers of old": "x = 017\n",
    "an exception and its value": "raise A, 'b'\n",
    "tuples as parameters": "def f((a, b)): pass\n",
    "async as a name": "async = 1\n",
}
EACH = [(version, text) for version, texts in SNIPPETS.items() for text in texts if text not in NO_PYTHON.values()]


@cache
def engine(whole: bool) -> Engine:
    rules = [BoundRule(rule, rule.options, strict=True) for rule in catalog.rules()]
    return Engine(rules, scouting=not whole, eliding=not whole)


def checked(text: str, whole: bool) -> FileResult:
    return on_big_stack(lambda _: engine(whole).check("app.py", text.encode()))


def refusals(text: str, whole: bool) -> list[str]:
    return [each.message for each in checked(text, whole).findings if each.code == NOT_ANALYSED]


def test_there_are_sixty() -> None:
    assert len(EACH) + len(GAPS) + len(NO_PYTHON) >= 60


@pytest.mark.parametrize("whole", [False, True], ids=["as it is", "whole"])
@pytest.mark.parametrize(("version", "text"), EACH)
def test_syntax_of_each_version_is_analysed(version: str, text: str, whole: bool) -> None:
    assert refusals(text, whole) == []


@pytest.mark.parametrize("text", [text for _, text in EACH])
def test_a_fault_behind_it_is_found(text: str) -> None:
    result = checked(f"{text}\nimport bcrypt\nbcrypt.gensalt(4)\n", False)
    assert [each.place.line for each in result.findings if each.code == "BKD401"] == [text.count("\n") + 3]


@pytest.mark.parametrize("text", GAPS.values(), ids=GAPS)
def test_known_gaps_are_told(text: str) -> None:
    """Where this Python reads it, the message says whose gap it is. LibCST may name the line behind it."""
    result = checked(f"{text}\nimport bcrypt\nbcrypt.gensalt(4)\n", True)
    assert [each.code for each in result.findings] == [NOT_ANALYSED]
    try:
        ast.parse(text)
    except SyntaxError:
        cause = "invalid syntax"
    else:
        cause = "LibCST"
    assert cause in result.findings[0].message


@pytest.mark.parametrize("whole", [False, True], ids=["as it is", "whole"])
@pytest.mark.parametrize("text", NO_PYTHON.values(), ids=NO_PYTHON)
def test_what_is_no_python_is_one_error(text: str, whole: bool) -> None:
    result = checked(f"import bcrypt\n{text}bcrypt.gensalt(4)\n", whole)
    assert [(each.code, each.place.line) for each in result.findings] == [(NOT_ANALYSED, 2)]
