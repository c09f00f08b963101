"""Knows how a file can name a module or a name of one: what it imports already, and where one more import belongs."""

from __future__ import annotations

import ast
import itertools
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.interpreter import parse
from backend_lint.semantics.lexis import lexemes


class Imported(NamedTuple):
    """`name` is how code can write what it wants. Where it is not imported yet, `statement` is the line (or lines) to put in
    at the 0-based character `offset` of the file; else that is empty."""

    name: str
    offset: int = 0
    statement: str = ""


class Imports:
    """The imports of one file, which is read whole: elision leaves out what no rule asks about."""

    def __init__(self, analysis: Analysis) -> None:
        self._source = analysis.source

    def named(self, module: str, name: str, line: int) -> Imported | None:
        """How code on this 1-based line can write `module`, or the `name` that it holds. None where that word already means
        something else in the file, or the interpreter cannot read the file."""
        if self._tree is None:
            return None
        for alias, statement in self._aliases(module, name):
            if statement.lineno < line:
                return Imported(alias)
        word = name or module.partition(".")[0]
        if word in self._words and not self._only_in_imports_of(module):
            return None
        text = f"from {module} import {name}" if name else f"import {module}"
        place = self._place(text)
        if place.line > line:
            return None
        return Imported(
            name or module, self._source.line_starts[place.line - 1], f"{place.before}{text}\n{place.after}"
        )

    @cached_property
    def _tree(self) -> ast.Module | None:
        return parse(self._source.text)

    @cached_property
    def _words(self) -> frozenset[str]:
        """Every word of the file's code that is no attribute: what a new name could clash with."""
        text, before, words = self._source.text, "", set()
        for lexeme in lexemes(text, "python"):
            word = text[lexeme.start : lexeme.end]
            if lexeme.kind == "code" and before != ".":
                words.add(word)
            before = word
        return frozenset(words)

    def _only_in_imports_of(self, module: str) -> bool:
        """Whether the file imports a part of the same package under its own name: `import os.path` binds `os`."""
        package = module.partition(".")[0]
        return any(
            isinstance(each, ast.Import)
            and any(a.name.partition(".")[0] == package and a.asname is None for a in each.names)
            for each in self._statements
        )

    @property
    def _statements(self) -> Sequence[ast.stmt]:
        return self._tree.body if self._tree is not None else ()

    def _aliases(self, module: str, name: str) -> Iterator[tuple[str, ast.stmt]]:
        """How the module's own imports let code write it, each with its statement."""
        package, _, last = module.rpartition(".")
        wanted = (module, name) if name else (package, last)
        for statement in self._statements:
            if isinstance(statement, ast.ImportFrom) and not statement.level:
                known = (
                    alias.asname or alias.name for alias in statement.names if (statement.module, alias.name) == wanted
                )
                yield from ((alias, statement) for alias in known)
            elif isinstance(statement, ast.Import):
                for alias in statement.names:
                    if alias.name == module or (alias.name.startswith(f"{module}.") and alias.asname is None):
                        yield f"{alias.asname or module}{f'.{name}' if name else ''}", statement

    def _place(self, text: str) -> _Place:
        """Where a new import goes: among those of its kind, else before or behind the others, else above all other code."""
        [new] = ast.parse(text).body
        head = _head(self._statements)
        alike = [each for each in head if _standard(each) == _standard(new)]
        same = [each for each in alike if type(each) is type(new)]
        behind = next((each for each in same if ast.unparse(each) > text), None)
        if behind is None and not same and isinstance(new, ast.Import):
            behind = next(iter(alike), None)  # as isort has it: what is imported whole comes first
        if behind is not None:
            return _Place(behind.lineno)
        if head and not alike and _standard(new):
            return _Place(head[0].lineno, after="\n")
        if head:
            return _Place(_line_after((same or alike or head)[-1]), before="" if alike else "\n")
        opening = [*itertools.takewhile(_opening, self._statements)]
        if opening:
            line = _line_after(opening[-1])
            followed = "".join(self._source.lines[line - 1 : line]).strip(" \t\f\r\n")
            return _Place(line, before="\n", after="\n" if followed else "")
        return _Place(self._above(self._statements[0]) if self._statements else 1, after="\n\n")

    def _above(self, statement: ast.stmt) -> int:
        """The line above which nothing belongs to a statement: its comments and decorators do, a file's first comment not."""
        line: int = min(each.lineno for each in (statement, *getattr(statement, "decorator_list", ())))
        top = line
        while top > 1 and self._source.lines[top - 2].lstrip(" \t\f").startswith("#"):
            top -= 1
        return line if top == 1 else top


class _Place(NamedTuple):
    """Above which 1-based line, and what goes before and after the statement."""

    line: int
    before: str = ""
    after: str = ""


def _opening(statement: ast.stmt) -> bool:
    """Whether a statement must stay first: the docstring, and what the future brings."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _head(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The imports with which a file begins, each on lines of its own."""
    rest = itertools.dropwhile(_opening, body)
    head = list(itertools.takewhile(lambda each: isinstance(each, ast.Import | ast.ImportFrom), rest))
    lines = [each.lineno for each in body]
    while head and (lines.count(head[-1].lineno) > 1 or head[-1].col_offset):
        head.pop()
    return head


def _standard(statement: ast.stmt) -> bool:
    """Whether an import is of the standard library."""
    if isinstance(statement, ast.ImportFrom):
        return not statement.level and (statement.module or "").partition(".")[0] in sys.stdlib_module_names
    return isinstance(statement, ast.Import) and statement.names[0].name.partition(".")[0] in sys.stdlib_module_names


def _line_after(statement: ast.stmt) -> int:
    return (statement.end_lineno or statement.lineno) + 1
