"""Knows which units of a file the rules' hits lead to: what they use, what uses them, and how far."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from backend_lint.semantics.needs import holds
from backend_lint.semantics.outline import Class, Function, Outline, Unit
from backend_lint.semantics.parts import Part, last_name
from backend_lint.semantics.scout import Needs

#: How far from a function with a hit the functions that it uses, by name, are kept.
STEPS = 2
#: How far the callers of a private function are kept.
CALLERS = 3
#: Python's own decorators that concern only what they stand on. Any other one may register a function with something
#: that other code asks (an error handler, a hook), so the head of that function stays.
_PASSIVE_DECORATORS = frozenset(
    {"property", "cached_property", "setter", "getter", "deleter", "staticmethod", "classmethod", "abstractmethod",
     "overload", "override", "final", "wraps", "cache", "lru_cache", "contextmanager", "asynccontextmanager",
     "dataclass", "total_ordering"}
)  # fmt: skip


class Reach:
    """Which units of a file matter when `hits` (1-based lines) and, in functions that hold what is needed, the lines
    of `needing` do. `passive` names more decorators that concern only the function that they stand on.

    `kept` are the units to keep whole, `relevant` the classes whose fields stay, `heads` the functions of which
    the head stays; of a class that is in neither, the head stays."""

    def __init__(
        self,
        outline: Outline,
        hits: Collection[int],
        needing: Mapping[Needs, Collection[int]],
        passive: frozenset[str] = frozenset(),
    ) -> None:
        self._outline = outline
        self._passive = _PASSIVE_DECORATORS | passive
        self._hits = sorted(hits)
        self._needing = {needs: sorted(lines) for needs, lines in needing.items()}
        self._lines = sorted({*hits, *(line for lines in needing.values() for line in lines)})
        self.kept: set[Unit] = set()
        self.relevant: set[Class] = set()
        self.heads: set[Function] = set()
        #: What binds a name of the module, and the methods of a name.
        self._binders: dict[str, list[Unit]] = defaultdict(list)
        self._methods: dict[str, list[Function]] = defaultdict(list)
        #: The step at which an attribute was first used.
        self._attributes: dict[str, int] = {}
        self._current: list[Unit] = []
        self._next: list[Unit] = []

    def is_idle(self) -> bool:
        """Whether neither a function nor what stands outside of functions holds what a rule wants."""
        if self._hits or any(map(self._is_hit, self._outline.functions)):
            return False
        outside = self._lines_outside()
        wanted = [needs for needs, lines in self._needing.items() if not outside.isdisjoint(lines)]
        if not wanted:
            return True
        if any(self._holds(self._outline.outside, needs) for needs in wanted):
            return False
        hot = self._hot_names(self._lines)
        users = [function for function in self._outline.functions if not hot.isdisjoint(function.part.names)]
        return not any(self._holds(function.part, needs, given=True) for needs in wanted for function in users)

    def follow(self) -> None:
        """Find the units."""
        outline = self._outline
        for unit in (*outline.statements, *outline.classes, *outline.functions):
            for name in unit.binds:
                if unit.owner is None:
                    self._binders[name].append(unit)
        for function in outline.functions:
            if function.owner is not None:
                self._methods[function.node.name].append(function)
        hot = self._hot_by_need()
        roots = [f for f in outline.functions if self._is_hit(f) or self._uses_hot(f, hot)]
        roots += self._callers(roots)
        for root in roots:
            self._keep(root)
        named = {function.node.name for function in roots}
        named |= {function.owner.node.name for function in roots if function.owner}
        named = named.union(*hot.values())
        for unit in outline.statements:
            if not unit.is_passive or self._is_hit(unit) or not named.isdisjoint(unit.part.names):
                self._keep(unit)
        for owner in outline.classes:
            if self.any_hit(owner.first, owner.node.body[0].lineno - 1):
                self._concern(owner)
        for function in outline.functions:
            if any(map(self._registers, function.node.decorator_list)):
                self.heads.add(function)
        self._spread()

    def any_hit(self, first: int, last: int) -> bool:
        """Whether one of the lines from `first` to `last` has a hit, whatever it needs."""
        return _any_between(self._lines, first, last)

    # -- hits -------------------------------------------------------------------------------------------

    def _is_hit(self, unit: Unit) -> bool:
        """Whether a function or statement has a hit, and holds what that needs."""
        first, last = unit.first, unit.last
        return _any_between(self._hits, first, last) or any(
            _any_between(lines, first, last) and self._holds(unit.part, needs) for needs, lines in self._needing.items()
        )

    def _lines_outside(self) -> set[int]:
        inside = [(function.first, function.last) for function in self._outline.functions]
        return {line for line in self._lines if not any(first <= line <= last for first, last in inside)}

    def _holds(self, part: Part, needs: Needs, given: bool = False) -> bool:
        return needs(part) if callable(needs) else holds(part, needs, given)

    def _hot_names(self, hits: Iterable[int]) -> frozenset[str]:
        """Names bound outside of functions by a statement with a hit: their uses concern the same rules."""
        lines = sorted(hits)
        passive = [unit for unit in self._outline.statements if unit.is_passive]
        found = {name for unit in passive if _any_between(lines, unit.first, unit.last) for name in unit.binds}
        return frozenset(found)

    def _hot_by_need(self) -> dict[Needs, frozenset[str]]:
        judging = [needs for needs in self._needing if callable(needs)]
        others = [line for needs, lines in self._needing.items() if not callable(needs) for line in lines]
        return {
            "": self._hot_names([*self._hits, *others]),
            **{needs: self._hot_names(self._needing[needs]) for needs in judging},
        }

    def _uses_hot(self, function: Function, hot: Mapping[Needs, frozenset[str]]) -> bool:
        """Whether a function uses a name bound with a hit, and holds what a need that judges by itself asks."""
        return any(
            not names.isdisjoint(function.part.names) and (not callable(needs) or self._holds(function.part, needs))
            for needs, names in hot.items()
            if names
        )

    def _callers(self, functions: Iterable[Function]) -> list[Function]:
        """The functions that use a private one of `functions`, up to CALLERS steps away: what a private
        function is given says whether its parameters are constants. And those a step away that use a short one, which
        only returns something, or that are short or have a hit themselves, though not what it needs."""
        called = list(functions)
        known = set(called)
        names = {function.node.name for function in called}
        short = {function.node.name for function in called if function.is_short}
        found = [
            f
            for f in self._outline.functions
            if f not in known
            and not names.isdisjoint(f.part.names)
            and (f.is_short or self.any_hit(f.first, f.last) or not short.isdisjoint(f.part.names))
        ]
        known.update(found)
        for _ in range(CALLERS):
            names = {f.node.name for f in called if f.node.name.startswith("_") and not f.node.name.endswith("__")}
            if not names:
                break
            called = [f for f in self._outline.functions if f not in known and not names.isdisjoint(f.part.names)]
            known.update(called)
            found += called
        return found

    def _registers(self, decorator: ast.expr) -> bool:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        return last_name(called) not in self._passive

    # -- what they use ----------------------------------------------------------------------------------

    def _keep(self, unit: Unit) -> None:
        if unit not in self.kept:
            self.kept.add(unit)
            self._current.append(unit)
            if unit.owner is not None:
                self._concern(unit.owner)

    def _concern(self, owner: Class) -> None:
        """Keep what a class says of itself: its fields, its bases, how it is made."""
        if owner in self.relevant:
            return
        self.relevant.add(owner)
        self._current.append(owner)
        for member in owner.members:
            if isinstance(member, Class):
                self._concern(member)
            elif not isinstance(member, Function) or member.node.name == "__init__":
                self._keep(member)
        if owner.owner is not None:
            self._concern(owner.owner)

    def _spread(self) -> None:
        """Follow the names that the units of this step use to what binds them; a function is a step away, unless
        it is short. A method is meant by its name where its class is."""
        step = 0
        while self._current or self._next:
            if not self._current:
                self._current, self._next = self._next, []
                step += 1
            unit = self._current.pop()
            for name in unit.part.ids:
                for binder in self._binders.get(name, ()):
                    if isinstance(binder, Class):
                        self._concern(binder)
                    elif isinstance(binder, Function):
                        self._reach(binder, step)
                    else:
                        self._keep(binder)
            self._attributes.update((name, step) for name in unit.part.attributes if name not in self._attributes)
            members = (self._methods.get(name, ()) for name in unit.part.attributes)
            for method in chain.from_iterable(members):
                if method.owner in self.relevant:
                    self._reach(method, step)
            if isinstance(unit, Class):
                for member in unit.members:
                    if isinstance(member, Function) and member.node.name in self._attributes:
                        self._reach(member, self._attributes[member.node.name])

    def _reach(self, function: Function, step: int) -> None:
        """Keep a function that is used so many steps from a hit."""
        if function in self.kept:
            return
        if step < STEPS or function.is_short:
            self.kept.add(function)
            self._next.append(function)
            if function.owner is not None:
                self._concern(function.owner)
        else:
            self.heads.add(function)


def _any_between(numbers: Sequence[int], first: int, last: int) -> bool:
    index = bisect_left(numbers, first)
    return index < len(numbers) and numbers[index] <= last
