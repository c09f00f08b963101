"""Puts marks in the place of values of a written text by few edits: what is left of a literal stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

import libcst as cst

from backend_lint.semantics.fillings import Filling, NotWrittenOutError
from backend_lint.semantics.writing import Letter, Literal, Operand, Unit, Value, Writing
from backend_lint.semantics.writtentexts import WrittenTexts


class Splice(NamedTuple):
    """Put `text` in the place of the 0-based characters `start:end` of a file's text."""

    start: int
    end: int
    text: str


class Marked(NamedTuple):
    """The units `first:last` of a text give way to `mark`."""

    first: int
    last: int
    mark: str


class Rewriting:
    """The edits that put marks into one written text. `doubled` says which of its `%`, by the numbers of their units, are
    to be written twice."""

    def __init__(
        self, texts: WrittenTexts, writing: Writing, marked: Sequence[Marked], doubled: Collection[int]
    ) -> None:
        self._texts = texts
        self._source = texts.text
        self._writing = writing
        self._marked = marked
        self._doubled = doubled
        self._gone = {id(writing.units[at]) for each in marked for at in range(each.first, each.last)}
        left = {id(unit.filling) for unit in writing.units if isinstance(unit, Value) and id(unit) not in self._gone}
        #: The `%` and `format()` that still have something to fill in.
        self._filling = {id(filling) for filling in writing.fillings if id(filling) in left}
        self._splices: list[Splice] = []
        #: The literals and operands that a mark was put into, and the literals that end in another one now.
        self._keeping: set[int] = set()
        self._joined: set[int] = set()

    def splices(self) -> list[Splice]:
        """The edits, none overlapping another, in order; raises `NotWrittenOutError` where they would touch a comment or
        what something else needs."""
        for each in self._marked:
            self._put(each)
        for operands in self._writing.sums:
            self._close_up(operands)
        for root in self._writing.roots:
            if self._is_emptied(root):
                if root.line is None:
                    raise NotWrittenOutError
                self._delete(*root.line)
        for literal in self._writing.literals:
            self._strip_prefix(literal)
        for filling in self._writing.fillings:
            self._empty(filling)
        for number, unit in enumerate(self._writing.units):
            if isinstance(unit, Letter) and id(unit) not in self._gone:
                self._respell(unit, number in self._doubled)
        return merged(self._splices)

    # -- marks ------------------------------------------------------------------------------------

    def _put(self, marked: Marked) -> None:
        """Delete the units, and write the mark where the first of them stood in a literal, else behind the literal that
        comes before; in the place of the value where neither is in the same expression."""
        units = self._writing.units[marked.first : marked.last]
        first = units[0]
        if first.literal is not None:
            self._write(first.start, first, marked.mark)
        elif isinstance(first, Value) and any(root.units[:1] == (first,) for root in self._writing.roots):
            self._keeping.add(id(first))
            self._splices.append(Splice(first.start, first.end, f'"{marked.mark}"'))
        else:
            before = self._writing.units[marked.first - 1]
            if before.literal is None or id(before) in self._gone or not marked.first:
                raise NotWrittenOutError
            self._write(before.end, before, marked.mark)
        for unit in units:
            if unit.literal is not None:
                self._splices.append(Splice(unit.start, unit.end, ""))
            elif unit.start < 0:
                raise NotWrittenOutError

    def _write(self, at: int, unit: Unit, mark: str) -> None:
        assert unit.literal is not None  # the caller's
        if unit.literal.quote in mark or "{" in mark:
            raise NotWrittenOutError
        if unit.filling is not None and self._is_percent_left(unit.filling):
            mark = mark.replace("%", "%%")
        self._keeping.add(id(unit.literal))
        self._splices.append(Splice(at, at, mark))

    def _is_percent_left(self, filling: Filling | None) -> bool:
        return filling is not None and id(filling) in self._filling and isinstance(filling.node, cst.BinaryOperation)

    def _is_format_left(self, filling: Filling | None) -> bool:
        return filling is not None and id(filling) in self._filling and isinstance(filling.node, cst.Call)

    # -- operands ---------------------------------------------------------------------------------

    def _close_up(self, operands: Sequence[Operand]) -> None:
        """Leave out the operands of which nothing is left, and make one literal of two between which only a value stood."""
        kept: Operand | None = None
        dropped: Operand | None = None
        for operand in operands:
            if self._is_emptied(operand):
                dropped = operand
                continue
            if dropped is not None:
                self._drop(kept, dropped, operand)
            kept, dropped = operand, None
        if kept is not None and dropped is not None:
            self._delete(kept.end, dropped.end)

    def _drop(self, kept: Operand | None, dropped: Operand, following: Operand) -> None:
        if kept is None:
            self._delete(dropped.start, following.start)
            return
        ours, theirs = self._literal(kept), self._literal(following)
        between = self._source[kept.end : following.start]
        if ours is None or theirs is None or "\n" in between or "+" not in between or not self._alike(ours, theirs):
            self._delete(kept.end, dropped.end)
            return
        self._delete(kept.end - len(ours.quote), theirs.body)
        self._joined.add(id(theirs))

    def _is_emptied(self, operand: Operand) -> bool:
        return bool(operand.units) and all(
            id(unit) in self._gone and self._keeping.isdisjoint((id(unit), id(unit.literal))) for unit in operand.units
        )

    def _literal(self, operand: Operand) -> Literal | None:
        """The one literal that an operand is."""
        literal = operand.units[0].literal if operand.units else None
        alone = literal is not None and (literal.start, literal.end) == (operand.start, operand.end)
        return literal if alone and all(unit.filling is None for unit in operand.units) else None

    def _alike(self, one: Literal, other: Literal) -> bool:
        return (self._prefix(one).lower(), one.quote) == (self._prefix(other).lower(), other.quote)

    # -- literals ---------------------------------------------------------------------------------

    def _prefix(self, literal: Literal) -> str:
        """The prefix that a literal needs now: no `f` where no value is left."""
        if not isinstance(literal.node, cst.FormattedString):
            return literal.prefix
        values = sum(isinstance(part, cst.FormattedStringExpression) for part in literal.node.parts)
        gone = sum(isinstance(u, Value) and u.literal is literal and id(u) in self._gone for u in self._writing.units)
        return re.sub("(?i)f", "", literal.prefix) if gone and gone == values else literal.prefix

    def _strip_prefix(self, literal: Literal) -> None:
        needed = self._prefix(literal)
        if needed != literal.prefix and id(literal) not in self._joined:
            self._splices.append(Splice(literal.start, literal.start + len(literal.prefix), needed))

    def _respell(self, letter: Letter, doubled: bool) -> None:
        """Write `%`, `{` or `}` as often as what reads them now wants."""
        if letter.text not in ("%", "{", "}"):
            return
        if letter.text == "%":
            levels = self._is_percent_left(letter.filling) + doubled
        else:
            formatted = letter.literal is not None and "f" in self._prefix(letter.literal).lower()
            levels = formatted + self._is_format_left(letter.filling)
        wanted, written = letter.text * 2**levels, self._source[letter.start : letter.end]
        if letter.literal is None or set(written) != {letter.text}:
            if doubled:
                raise NotWrittenOutError
        elif written != wanted:
            self._splices.append(Splice(letter.start, letter.end, wanted))

    # -- what fills in ----------------------------------------------------------------------------

    def _empty(self, filling: Filling) -> None:
        """Leave out the values that are filled in no more."""
        values = [unit for unit in self._writing.units if isinstance(unit, Value) and unit.filling is filling]
        kept = [value for value in values if id(value) not in self._gone]
        if len(kept) == len(values):
            return
        if not kept:
            self._delete(filling.template, filling.end)
            return
        numbers = {value.number for value in kept}
        if -1 in {value.number for value in values} or any(self._is_numbered(value) for value in values):
            raise NotWrittenOutError
        node = filling.node
        if isinstance(node, cst.Call):
            given = [self._texts.source(each.value) for number, each in enumerate(node.args) if number in numbers]
            start, end = self._texts.span(node.args[0].value)[0], self._texts.span(node.args[-1].value)[1]
            self._replace(start, end, ", ".join(given))
        elif isinstance(node.right, cst.Tuple):
            given = [
                self._texts.source(each.value) for number, each in enumerate(node.right.elements) if number in numbers
            ]
            tail = "," if len(given) == 1 else ""
            self._replace(*self._texts.span(node.right), f"({', '.join(given)}{tail})")
        else:
            raise NotWrittenOutError

    def _is_numbered(self, value: Value) -> bool:
        return self._source[value.start : value.start + 2].strip("{").isdigit()

    def _replace(self, start: int, end: int, text: str) -> None:
        if "#" in self._source[start:end] or "\n" in self._source[start:end]:
            raise NotWrittenOutError
        self._splices.append(Splice(start, end, text))

    def _delete(self, start: int, end: int) -> None:
        if "#" in self._source[start:end]:
            raise NotWrittenOutError
        self._splices.append(Splice(start, end, ""))


def merged(splices: Sequence[Splice]) -> list[Splice]:
    """Splices in order, those that touch as one; of several at one place the first stays first."""
    found: list[Splice] = []
    for each in sorted(splices, key=lambda splice: splice[:2]):
        if found and each.start <= found[-1].end:
            last = found.pop()
            each = Splice(last.start, max(last.end, each.end), last.text + each.text)
        found.append(each)
    return found
