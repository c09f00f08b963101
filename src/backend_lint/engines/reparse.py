"""Knows how to parse a text that was parsed before and has changed in one place: only the statements there are parsed.

LibCST needs 20 ms to 75 ms for 1,000 lines, a third of what an editor waits for. A module is a list of statements, and
texts that are modules one by one are a module one after the other; so those in front of a change and those behind it
stay, whole nodes that nobody alters. Whatever is doubtful is parsed whole."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.semantics.file import split_lines
from backend_lint.semantics.interpreter import parse
from backend_lint.semantics.regexes import regex

#: Files of which the last tree is kept.
_KEPT = 8
#: Stands before a piece, so that comments on top of it belong to its first statement and not to a module.
_BEFORE = "pass\n"
#: A line that is continued and has nothing else, or the last one: LibCST reads more of these than Python does.
_BARE_BACKSLASH = regex(r"^[ \t]*\\$|\\\s*\Z", re.M)
_INDENTED = regex(r"(?:\n|#.*\n)*[ \t]")

_Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


class _Parsed(NamedTuple):
    """A module and its text, and where its statements end, once that was asked for: the line behind the last of each
    (0-based). All from the end of the statement before is the statement's own."""

    module: cst.Module
    text: str
    ends: list[int] | None = None


class Reparser:
    """Parses modules by name, and remembers the last tree of each."""

    def __init__(self) -> None:
        self._parsed: dict[str, _Parsed] = {}

    def parse(self, name: str, text: str) -> cst.Module:
        """The tree of `text`, the same that cst.parse_module gives; only `default_indent` may be another where blocks
        are indented in several ways. Raises what that raises."""
        before = self._parsed.pop(name, None)
        parsed = _again(before, text) if before is not None else None
        if parsed is None:
            parsed = _Parsed(cst.parse_module(text), text)
        self._parsed[name] = parsed
        while len(self._parsed) > _KEPT:
            del self._parsed[next(iter(self._parsed))]
        return parsed.module


def _ends(text: str, body: Sequence[_Statement]) -> list[int] | None:
    """Where the statements `body` of a text end, the last with the text; None when that is not known. Whether comments and
    blank lines below a statement are its own only LibCST knows."""
    if "\r" in text or "\f" in text:
        return None
    tree = parse(text)
    if tree is None:
        return None
    starts: list[int] = []
    ends: list[int] = []
    for each in tree.body:
        if not ends or _first(each) > ends[-1]:  # `a; b` are two for `ast` and one for LibCST
            starts.append(_first(each))
            ends.append(0)
        ends[-1] = each.end_lineno or 0
    if len(ends) != len(body):
        return None
    every = text.split("\n")
    between = itertools.chain.from_iterable(
        every[end : start - 1] for end, start in zip(ends, starts[1:], strict=False)
    )
    if any(line.strip() and not line.lstrip(" \t").startswith("#") for line in between):
        return None  # a backslash
    begins = [start - 1 - len(each.leading_lines) for start, each in zip(starts, body, strict=True)]
    return [*begins[1:], len(every) - 1]


def _first(statement: ast.stmt) -> int:
    decorators: Sequence[ast.expr] = getattr(statement, "decorator_list", ())
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _again(before: _Parsed, text: str) -> _Parsed | None:
    """The tree of a text by means of that of the text before; None when it has to be parsed whole."""
    module = before.module
    ends = _ends(before.text, module.body) if before.ends is None else before.ends
    if not ends or "\r" in text or "\f" in text:
        return None
    old, new = split_lines(before.text), split_lines(text)
    if old == new:
        return before
    head, tail = _alike(old, new)
    # The statements from `first` up to `last` (exclusive) have a line that changed.
    first = next((n for n, end in enumerate(ends) if end > head), len(ends) - 1)
    behind = len(old) - tail
    last = max(first + 1, next((n for n, end in enumerate(ends, 1) if end >= behind), len(ends)))
    if first == 0 or last >= len(ends):
        return None  # what stands before the first and after the last statement is the module's own
    begin, end = ends[first - 1], ends[last - 1] + len(new) - len(old)
    below = "".join(new[end : end + len(module.body[last].leading_lines)])
    if _INDENTED.match(below):
        return None  # by what now stands above them it is decided whose these lines are
    piece = "".join(new[begin:end])
    made = _piece(piece, module.default_indent)
    inner = None if made is None else _ends(_BEFORE + piece, made)
    if made is None or inner is None:
        return None
    body = [*module.body[:first], *made[1:], *module.body[last:]]
    down = len(new) - len(old)
    places = [*ends[:first], *(each - 1 + begin for each in inner[1:]), *(each + down for each in ends[last:])]
    return _Parsed(module.with_changes(body=body), text, places)


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and how many of the others at the end."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    return head, next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)


def _piece(text: str, indent: str) -> Sequence[_Statement] | None:
    """The statements of a piece of a module that is indented by `indent`, behind one that stands before it; None when
    it may not be a piece."""
    # An indented line on top belongs to the statement before.
    if not text.endswith("\n") or _BARE_BACKSLASH.search(text) or _INDENTED.match(text):
        return None
    try:
        module = cst.parse_module(_BEFORE + text)
    except cst.ParserSyntaxError:
        return None
    if module.footer or (module.default_indent != indent and ("\n " in text or "\n\t" in text)):
        return None
    return module.body
