"""The interpreter's own parser reads newer syntax than its own where that can be written in older one."""

from __future__ import annotations

import ast

import pytest

from backend_lint.semantics.interpreter import parse, reads, take

NEWER = {
    "a function's type parameters": "def first[T](items: list[T]) -> T:\n    return items[0]\n",
    "bounds in brackets": "async def f[T: dict[str, list[int]], *Ts, **P](a): pass\n",
    "stars before names": "def call[**P, R](run: Callable[P, R]) -> R: ...\n",
    "a class's": "class Box[T]: pass\n",
    "with bases": "class Box[T] (Base[T]):\n    x: T\n",
    "over lines": "class Box[\n    T,  # what is in it\n](Base):\n    x: T\ny = 1\n",
    "methods": "class Box:\n    def get[T](self, kind: type[T]) -> T: ...\n",
    "an alias": "type Pair[T] = tuple[T, T]\ntype Name = str\n",
    "types without brackets": "try:\n    a\nexcept A, b.B:\n    c\n",
    "a t-string": "x = t'{a}'\n",
}
TYPE_IS_A_NAME = "type = 1\ntype (x)\ndef f(type): return type\n"


@pytest.mark.parametrize("text", NEWER.values(), ids=NEWER)
def test_newer_syntax_is_read(text: str) -> None:
    assert reads(text)
    tree = parse(text)
    assert tree is not None
    last = tree.body[-1]
    assert last.end_lineno == text.count("\n")
    assert [node.lineno for node in tree.body] == [n for n, line in enumerate(text.split("\n"), 1) if _begins(line)]


def _begins(line: str) -> bool:
    return bool(line) and line[0] not in " ]" and not line.startswith("except")


@pytest.mark.parametrize(
    "text",
    [
        "def f[T(a): pass\n",
        "x = = 1\n",
        "type = \n",
        "class A[T\n",
        "def f[1 + 2](): pass\n",
        "class A[]: pass\n",
        "type X[a.b] = int\n",
    ],
)
def test_what_is_no_python_is_not(text: str) -> None:
    assert not reads(text)
    assert parse(text) is None


def test_type_is_still_a_name() -> None:
    assert parse(TYPE_IS_A_NAME) is not None
    assert ast.dump(parse(TYPE_IS_A_NAME) or ast.Module([], [])) == ast.dump(ast.parse(TYPE_IS_A_NAME))


def test_a_tree_that_is_there_already_is_taken() -> None:
    tree = ast.parse("x = 1\n")
    take("x = 1\n", tree)
    assert reads("x = 1\n") and parse("x = 1\n") is tree
    assert not reads("x = = 1\n") and parse("x = = 1\n") is None
    assert parse("x = 1\n") is not tree
