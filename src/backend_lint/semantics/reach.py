"""Knows which units of a file the rules' hits lead to: what they use, what uses them, and how far."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from backend_lint.semantics.outline import Class, Function, Outline, Unit
from backend_lint.semantics.parts import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.wanted import Wanted

_IDENTIFIER: re.Pattern[str] = regex(r"[^\W\d]\w*")
#: How far from a function with a hit the functions that it uses, by name, are kept.
STEPS = 2
#: How far the callers of a private function are kept.
CALLERS = 3
#: Decorators that concern only what they stand on, of Python, of tests and of command lines. Any other one may register
#: a function with something that other code asks (an error handler, a hook), so the head of that function stays.
_PASSIVE_DECORATORS = frozenset(
    {"property", "cached_property", "setter", "getter", "deleter", "staticmethod", "classmethod", "abstractmethod",
     "overload", "override", "final", "wraps", "cache", "lru_cache", "contextmanager", "asynccontextmanager",
     "dataclass", "total_ordering",
     "fixture", "parametrize", "usefixtures", "skip", "skipif", "xfail", "patch", "object", "freeze_time",
     "override_settings", "command", "option", "argument"}
)  # fmt: skip


class Reach:
    """Which units of a file matter when what is `wanted` of them does. `passive` names more decorators that concern only
    the function that they stand on.

    `kept` are the units to keep whole, `heads` the functions of which the head stays; a class of which nothing else
    stays may go as a whole."""

    def __init__(self, outline: Outline, wanted: Wanted, passive: frozenset[str] = frozenset()) -> None:
        self._outline = outline
        self._wanted = wanted
        self._passive = _PASSIVE_DECORATORS | passive
        self.kept: set[Unit] = set()
        self.heads: set[Function] = set()
        #: What binds a name of the module, and of a class.
        self._binders: dict[str, list[Unit]] = defaultdict(list)
        self._members: dict[str, list[Unit]] = defaultdict(list)
        #: Classes that something names, of which whatever others may mean stays, and those with a method that stays, of
        #: which that does which its methods mean.
        self._named: set[Class] = set()
        self._framed: set[Class] = set()
        #: The step at which an attribute was first used, and the keywords of calls.
        self._used: dict[str, int] = {}
        self._given: set[str] = set()
        self._current: list[Unit] = []
        self._next: list[Unit] = []

    def follow(self) -> None:
        """Find the units."""
        outline = self._outline
        for unit in (*outline.statements, *outline.classes, *outline.functions):
            binders = self._binders if unit.owner is None else self._members
            for name in unit.binds:
                binders[name].append(unit)
        hot = self._wanted.hot_by_need()
        roots = [f for f in outline.functions if self._wanted.is_hit(f) or self._wanted.uses_hot(f, hot)]
        roots += self._callers(roots)
        for root in roots:
            self._keep(root)
        named = {function.node.name for function in roots}
        named |= {function.owner.node.name for function in roots if function.owner}
        named = named.union(*hot.values())
        for unit in outline.statements:
            if unit.is_import:
                stays = not unit.is_passive or self._wanted.any_hit(unit.first, unit.last)
            else:
                stays = not unit.is_passive or self._wanted.is_hit(unit) or not named.isdisjoint(unit.part.names)
            if stays:
                self._keep(unit)
        for owner in outline.classes:
            fields = (member for member in owner.members if not isinstance(member, Function | Class))
            head = owner.node.body[0].lineno - 1
            if self._wanted.any_hit(owner.first, head) or any(
                self._wanted.any_hit(each.first, each.last) for each in fields
            ):
                self._concern(owner)
        for function in outline.functions:
            if any(map(self._registers, function.node.decorator_list)):
                self.heads.add(function)
        self._spread()

    def speaks_of(self, unit: Unit) -> bool:
        """Whether anything that stays is of a class or names it, in quotes perhaps, or names what an import binds."""
        return unit in self._framed or not unit.binds.isdisjoint(self._spoken)

    @cached_property
    def _spoken(self) -> set[str]:
        units: list[Unit] = [*self.kept, *self.heads, *self._framed]
        units += [owner for owner in self._outline.classes if owner.tells or owner.nested]
        found: set[str] = set()
        others = set(self._outline.classes).difference(units)
        while units:
            for unit in units:
                found |= unit.part.names
                texts = [node.value for node in unit.part.of(ast.Constant) if isinstance(node.value, str)]
                found.update(*map(_IDENTIFIER.findall, texts))
            units = [owner for owner in others if owner.node.name in found]
            others.difference_update(units)
        return found

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
            and (f.is_short or self._wanted.any_hit(f.first, f.last) or not short.isdisjoint(f.part.names))
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
                self._frame(unit.owner)

    def _frame(self, owner: Class) -> None:
        """Keep of a class what says which kind it is, and how it is made."""
        if owner in self._framed:
            return
        self._framed.add(owner)
        self._current.append(owner)
        for member in owner.members:
            if isinstance(member, Function):
                stays = member.node.name == "__init__"
            else:
                stays = not isinstance(member, Class) and member.tells
            if stays:
                self._keep(member)
        if owner.owner is not None:
            self._frame(owner.owner)

    def _concern(self, owner: Class) -> None:
        """Keep of a class what others may mean as well."""
        if owner in self._named:
            return
        self._frame(owner)
        self._named.add(owner)
        self._current.append(owner)
        for member in owner.members:
            if isinstance(member, Class):
                self._concern(member)
        if owner.owner is not None:
            self._concern(owner.owner)

    def _spread(self) -> None:
        """Follow the names that the units of this step use to what binds them; a function is a step away, unless
        it is short. A method is meant by its name where its class is named, and by `self.method` in its class."""
        step = 0
        while self._current or self._next:
            if not self._current:
                self._current, self._next = self._next, []
                step += 1
            unit = self._current.pop()
            self._follow_names(unit, step)
            self._follow_members(unit, step)
            if unit.owner is not None and unit not in self._named:
                self._follow_own(unit, unit.owner, step)

    def _follow_members(self, unit: Unit, step: int) -> None:
        """Keep what a unit means by `any.name`, fields also by `any(name=…)`, in classes that are named, and if it is such
        a class, what others do."""
        self._used.update((name, step) for name in unit.part.attributes if name not in self._used)
        self._given |= unit.part.keywords
        for name in unit.part.attributes | unit.part.keywords:
            for member in self._members.get(name, ()):
                if member.owner in self._named and (name in self._used or not isinstance(member, Function)):
                    self._mean(member, step)
        for member in unit.members if isinstance(unit, Class) and unit in self._named else ():
            steps = [self._used[name] for name in member.binds if name in self._used]
            if steps or not (isinstance(member, Function) or member.binds.isdisjoint(self._given)):
                self._mean(member, min(steps, default=step))

    def _mean(self, member: Unit, step: int) -> None:
        if isinstance(member, Function):
            self._reach(member, step)
        elif isinstance(member, Class):
            self._concern(member)
        else:
            self._keep(member)

    def _follow_names(self, unit: Unit, step: int) -> None:
        for name in unit.part.ids:
            for binder in self._binders.get(name, ()):
                if isinstance(binder, Function):
                    self._reach(binder, step)
                elif not isinstance(binder, Class):
                    self._keep(binder)
                elif isinstance(unit, Class) and unit not in self._named:
                    self._frame(binder)
                else:
                    self._concern(binder)

    def _follow_own(self, unit: Unit, owner: Class, step: int) -> None:
        """What a unit in a class uses as `self.name`, fields and methods of the class and of its bases in this file; and what
        it uses as `name` outside of a function's body, fields."""
        own, around = unit.part.own_attributes, unit.uses_around
        lineage = [owner]
        for ancestor in lineage:
            for member in ancestor.members:
                if not (
                    member.binds.isdisjoint(own) and (isinstance(member, Function) or member.binds.isdisjoint(around))
                ):
                    self._mean(member, step)
            bases = (self._binders.get(last_name(base), ()) for base in ancestor.node.bases)
            for base in chain.from_iterable(bases):
                if isinstance(base, Class) and base not in lineage:
                    lineage.append(base)

    def _reach(self, function: Function, step: int) -> None:
        """Keep a function that is used so many steps from a hit."""
        if function in self.kept:
            return
        if step < STEPS or function.is_short:
            self.kept.add(function)
            self._next.append(function)
            if function.owner is not None:
                self._frame(function.owner)
        else:
            self.heads.add(function)
