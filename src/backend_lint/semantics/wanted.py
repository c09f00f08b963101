"""Knows which units of a file hold what the rules' hits want of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from backend_lint.semantics.needs import holds
from backend_lint.semantics.outline import Function, Outline, Unit
from backend_lint.semantics.parts import Part
from backend_lint.semantics.scout import Needs


class Wanted:
    """What rules want of one file: `hits` (1-based lines) and, in functions that hold what is needed, the lines of
    `needing`."""

    def __init__(self, outline: Outline, hits: Collection[int], needing: Mapping[Needs, Collection[int]]) -> None:
        self._outline = outline
        self._hits = sorted(hits)
        self._needing = {needs: sorted(lines) for needs, lines in needing.items()}
        self._lines = sorted({*hits, *(line for lines in needing.values() for line in lines)})
        self._functions = sorted(outline.functions, key=lambda function: function.first)
        self._firsts = [function.first for function in self._functions]

    def is_idle(self) -> bool:
        """Whether neither a function nor what stands outside of functions holds what a rule wants."""
        if self._hits or any(map(self.is_hit, self._needs_within)):
            return False
        outside = {line for line in self._lines if self._around(line) is None}
        wanted = [needs for needs, lines in self._needing.items() if not outside.isdisjoint(lines)]
        if not wanted:
            return True
        if any(self._holds(self._outline.outside, needs) for needs in wanted):
            return False
        hot = self._hot_names(self._lines)
        users = [function for function in self._outline.functions if not hot.isdisjoint(function.part.names)]
        return not any(self._holds(function.part, needs, given=True) for needs in wanted for function in users)

    def any_hit(self, first: int, last: int) -> bool:
        """Whether one of the lines from `first` to `last` has a hit, whatever it needs."""
        return _any_between(self._lines, first, last)

    def is_hit(self, unit: Unit) -> bool:
        """Whether a function or statement has a hit, and holds what that needs."""
        if _any_between(self._hits, unit.first, unit.last):
            return True
        if isinstance(unit, Function):
            return any(self._holds(unit.part, needs) for needs in self._needs_within.get(unit, ()))
        return any(
            _any_between(lines, unit.first, unit.last) and self._holds(unit.part, needs)
            for needs, lines in self._needing.items()
        )

    @cached_property
    def _needs_within(self) -> dict[Function, dict[Needs, None]]:
        """What the lines in each function need."""
        found: dict[Function, dict[Needs, None]] = defaultdict(dict)
        for needs, lines in self._needing.items():
            for line in lines:
                function = self._around(line)
                if function is not None:
                    found[function][needs] = None
        return found

    def _around(self, line: int) -> Function | None:
        """The function that a line is of."""
        index = bisect_right(self._firsts, line) - 1
        return self._functions[index] if index >= 0 and line <= self._functions[index].last else None

    def _holds(self, part: Part, needs: Needs, given: bool = False) -> bool:
        return part.judged(needs) if callable(needs) else holds(part, needs, given)

    def _hot_names(self, hits: Iterable[int]) -> frozenset[str]:
        """Names bound outside of functions by a statement with a hit: their uses concern the same rules."""
        lines = sorted(hits)
        passive = [unit for unit in self._outline.statements if unit.is_passive and not unit.is_import]
        found = {name for unit in passive if _any_between(lines, unit.first, unit.last) for name in unit.binds}
        return frozenset(found)

    def hot_by_need(self) -> dict[Needs, frozenset[str]]:
        judging = [needs for needs in self._needing if callable(needs)]
        others = [line for needs, lines in self._needing.items() if not callable(needs) for line in lines]
        return {
            "": self._hot_names([*self._hits, *others]),
            **{needs: self._hot_names(self._needing[needs]) for needs in judging},
        }

    def uses_hot(self, function: Function, hot: Mapping[Needs, frozenset[str]]) -> bool:
        """Whether a function uses a name bound with a hit, and holds what a need that judges by itself asks."""
        return any(
            not names.isdisjoint(function.part.names) and (not callable(needs) or self._holds(function.part, needs))
            for needs, names in hot.items()
            if names
        )


def _any_between(numbers: Sequence[int], first: int, last: int) -> bool:
    index = bisect_left(numbers, first)
    return index < len(numbers) and numbers[index] <= last
