"""Knows the Python that `fuzz_inputs.py` mutates, what of it can take another's place, and the words that rules look for."""

from __future__ import annotations

import ast
import itertools
import re
import sysconfig
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backend_lint import catalog
from backend_lint.semantics.languages import PYTHON, language_of

_OWN = ("tests/cases", "fixtures", "rules")
ROOT = Path(__file__).resolve().parent.parent
#: Characters of the largest piece of a file.
PIECE = 1_500
_WORD = re.compile(rb"[A-Za-z_]\w*")


class Piece(NamedTuple):
    """Part of a file that is mutated, and the 0-based spans in it of expressions and of statements."""

    data: bytes
    expressions: tuple[tuple[int, int], ...]
    statements: tuple[tuple[int, int], ...]


@cache
def own() -> list[Piece]:
    """Python that rules look at: each piece with the imports of its file."""
    texts = [text for rule in catalog.rules() for each in rule.page.examples for text in each.files.values()]
    paths = sorted(path for name in _OWN for path in (ROOT / name).rglob("*.py"))
    return _pieces([*texts, *(path.read_text(encoding="utf-8") for path in paths)])


@cache
def public() -> list[Piece]:
    """Python that rules are silent about."""
    paths = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    return _pieces(path.read_text(encoding="utf-8") for path in paths)


@cache
def others() -> list[tuple[str, bytes]]:
    """Names and heads of files in other languages."""
    found = sorted(path for path in (ROOT / "rules").rglob("*.*") if language_of(path.name) != PYTHON)
    return [(f"app{path.suffix}", path.read_bytes()[:PIECE]) for path in found if path.suffix != ".yaml"]


@cache
def words() -> list[bytes]:
    """What rules look for: the literals that start them, and every word of what is mutated."""
    triggers = {trigger.literal for rule in catalog.rules() for trigger in (*rule.triggers, *rule.strict_triggers)}
    known = {word for each in own() for word in _WORD.findall(each.data)}
    return sorted(triggers) * 3 + sorted(known)


def _pieces(texts: Iterable[str]) -> list[Piece]:
    return [_spanned(each) for each in dict.fromkeys(piece for text in texts for piece in _cut(text) if piece.strip())]


def _cut(text: str) -> Iterator[bytes]:
    """A small file as it is, and each function and class of a large one below its imports."""
    if len(text) <= PIECE:
        yield text.encode()
        return
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    imports = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    head = "".join(f"{ast.unparse(each)}\n" for each in imports[:12])
    for each in tree.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min((each.lineno, *(decorator.lineno for decorator in each.decorator_list)))
            body = "\n".join(text.split("\n")[first - 1 : each.end_lineno])
            if len(body) <= PIECE:
                yield f"{head}\n{body}\n".encode()


def _spanned(data: bytes) -> Piece:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError):
        return Piece(data, (), ())
    starts = [*itertools.accumulate((len(line) for line in data.splitlines(keepends=True)), initial=0)]
    expressions: list[tuple[int, int]] = []
    statements: list[tuple[int, int]] = []
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.expr | ast.stmt):
            span = (
                starts[node.lineno - 1] + node.col_offset,
                starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0),
            )
            if isinstance(node, ast.stmt):
                statements.append(span)
            elif not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
                expressions.append(span)
        if not isinstance(node, ast.JoinedStr):  # before 3.12, what is in it has no place
            pending += ast.iter_child_nodes(node)
    return Piece(data, tuple(expressions), tuple(statements))
