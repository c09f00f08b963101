"""Leaves out of what is parsed whatever no rule can have an opinion on.

LibCST is 8 to 10 times slower than `ast.parse`, so reading a file twice is cheaper than parsing all of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from backend_lint.semantics.file import split_lines
from backend_lint.semantics.interpreter import parse
from backend_lint.semantics.outline import Class, Function, Outline, Unit, first_line
from backend_lint.semantics.reach import Reach
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.scout import Needs
from backend_lint.semantics.wanted import Wanted

# Nothing but white space, one semicolon or a comment may follow what is left out on its last line.
_NOTHING_MORE = regex(rb"[ \t]*+;?[ \t]*+(?:#.*)?[\r\n]*", re.DOTALL)
_LINE_ENDS = ("\r\n", "\n", "\r")


class Elided(msgspec.Struct, frozen=True):
    """The part of a file that is worth parsing.

    `lines[i]` is the 1-based line of the file that line `i` (0-based) of `text` stands for; one more entry
    stands for the end of the text. `complete` is true when nothing was left out, `idle` when nothing in the
    file is worth parsing."""

    text: str
    lines: Sequence[int]
    complete: bool
    idle: bool = False


def elide(
    text: str,
    keep: Collection[int],
    needing: Mapping[Needs, Collection[int]] | None = None,
    passive: frozenset[str] = frozenset(),
) -> Elided:
    """`text` without what none of the 1-based lines `keep`, nor one of the lines `needing` something that the
    function also holds, leads to: see `semantics.wanted` and `semantics.reach`. `passive` names decorators that concern only what they
    stand on.

    A function stays whole, as its head with `...` for the body, or goes; so do the statements and fields that only
    bind names. Text that `ast` cannot parse stays as a whole. The result parses whenever `text` does, and every
    line that stays is unchanged."""
    lines = split_lines(text)
    tree = parse(text)
    if tree is None:
        return Elided(text, range(1, len(lines) + 2), True)
    outline = Outline(tree, declares_globals="global" in text)
    wanted = Wanted(outline, keep, needing or {})
    if wanted.is_idle():
        return Elided("", (), False, True)
    reach = Reach(outline, wanted, passive)
    reach.follow()
    pieces: list[str] = []
    numbers: list[int] = []
    done = 0
    for gap in sorted(_Gaps(outline, wanted, reach, lines).all(), key=lambda gap: gap.first):
        if gap.first <= done:
            continue  # inside of a class that goes as a whole
        before = pieces[-1:] if gap.first == done + 1 else lines[gap.first - 2 : gap.first - 1]
        if not gap.indent and _are_one_end(before, lines[gap.last : gap.last + 1]):
            continue  # stays
        pieces += lines[done : gap.first - 1]
        numbers += range(done + 1, gap.first)
        if gap.indent:
            pieces.append(f"{gap.indent}...{_line_end(lines[gap.last - 1])}")
            numbers.append(gap.first)
        done = gap.last
    pieces += lines[done:]
    numbers += range(done + 1, len(lines) + 2)
    return Elided("".join(pieces), numbers, not done)


def _are_one_end(before: list[str], after: list[str]) -> bool:
    """Whether two lines, if there are both, would be read as one when nothing stood between them: CR and LF."""
    return bool(before and after) and before[0].endswith("\r") and after[0].startswith("\n")


def _line_end(line: str) -> str:
    return next((end for end in _LINE_ENDS if line.endswith(end)), "")


class _Gap(msgspec.Struct, frozen=True):
    """Lines to leave out, 1-based and inclusive. `indent` is the white space before the `...` that stands for
    them, empty when nothing has to."""

    first: int
    last: int
    indent: str = ""


class _Gaps:
    """What of one file is left out. Only whole lines are."""

    def __init__(self, outline: Outline, wanted: Wanted, reach: Reach, lines: list[str]) -> None:
        self._outline = outline
        self._wanted = wanted
        self._reach = reach
        self._lines = lines

    def all(self) -> Iterator[_Gap]:
        """Every gap once, in no order."""
        yield from self._members(self._outline.members)
        for owner in self._outline.classes:
            if all(map(self._goes, owner.members)):
                yield from self._body(owner)
            else:
                yield from self._members(owner.members)
        for function in self._outline.functions:
            if function not in self._reach.kept and not self._goes(function):
                yield from self._body(function)

    def _goes(self, unit: Unit) -> bool:
        """Whether the whole unit can be left out."""
        reach = self._reach
        if isinstance(unit, Function):
            unused = unit not in reach.kept and unit not in reach.heads
        elif isinstance(unit, Class):
            unused = not (reach.speaks_of(unit) or unit.tells) and all(map(self._goes, unit.members))
        else:
            unused = unit.is_passive and unit not in reach.kept and not (unit.is_import and reach.speaks_of(unit))
        return unused and not unit.nested and self._indent(unit.node, unit.node) is not None

    def _members(self, members: list[Unit]) -> Iterator[_Gap]:
        """What goes of a body of which something stays; comments between two statements that go are left out with
        them."""
        first = last = 0
        for unit in members:
            if not self._goes(unit):
                if last:
                    yield _Gap(first, last)
                last = 0
            elif last and not self._wanted.any_hit(last, unit.first):
                last = unit.last
            else:
                if last:
                    yield _Gap(first, last)
                first, last = unit.first, unit.last
        if last:
            yield _Gap(first, last)

    def _body(self, unit: Function | Class) -> Iterator[_Gap]:
        indent = self._indent(unit.node.body[0], unit.node)
        if indent:
            yield _Gap(first_line(unit.node.body[0]), unit.last, indent)

    def _indent(self, first: ast.stmt, last: ast.stmt) -> str | None:
        """The white space before the statements from `first` to the end of `last`; None where they share a line
        with anything else."""
        line = self._lines[first_line(first) - 1]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        starts = len(indent) == first.col_offset or line.startswith("@", len(indent))
        # `\` at the end of the line before joins the two lines; a form feed sets the indentation to zero.
        before = self._lines[first_line(first) - 2] if first_line(first) > 1 else ""
        if not starts or before.rstrip("\r\n").endswith("\\"):
            return None
        after = self._lines[(last.end_lineno or last.lineno) - 1].encode()[last.end_col_offset :]
        return indent if _NOTHING_MORE.fullmatch(after) else None
