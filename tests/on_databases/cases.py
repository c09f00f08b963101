"""Every library with every way to build SQL: the source of the function, the values it is called with, what it must give."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator
from typing import Any

from on_databases.libraries import LIBRARIES, Library, mark
from on_databases.people import LIKE_ATTACKS, NUMBER_ATTACKS, ORDINARY, PEOPLE, TEXT_ATTACKS
from on_databases.ways import CHANGES, FEW, PARTS, SELECTS, SLIPS, Way

Values = dict[str, Any]
#: What a call gives: rows, sorted, or the error that the library or the database raised.
Given = list[tuple[object, ...]] | str

_ANNOTATED = {"name": "name: str", "city": "city: str", "number": "number", "digits": "digits: str"}
_NUMBERS = ("number", "digits")


@dataclasses.dataclass(frozen=True)
class Case:
    library: Library
    way: Way

    @property
    def bound(self) -> tuple[str, ...]:
        """The arguments that the function passes as parameters already, in the order of their placeholders."""
        return tuple(re.findall(r"[⟨‹](\w+)[⟩›]", self.way.before + self.way.sql))

    @property
    def written(self) -> list[str]:
        """The arguments that it writes into the SQL text."""
        return [name for name in self.way.takes if name not in self.bound]

    @property
    def slip(self) -> bool:
        return self.way in SLIPS

    @functools.cached_property
    def source(self) -> str:
        """The module with the function `run`."""
        library, way = self.library, self.way
        style, passes = library.style, library.passes
        if "‹" in way.before + way.sql:
            style, passes = library.wrong, library.takes_wrong
        numbers = {name: number for number, name in enumerate(self.bound, 1)}

        def placed(text: str) -> str:
            if self.slip and style in ("format", "pyformat"):
                text = text.replace("%", "%%")  # as it is to be written where parameters are passed
            return re.sub(r"[⟨‹](\w+)[⟩›]", lambda found: mark(style, found[1], numbers[found[1]]), text)

        return library.source(
            placed(way.sql),
            way.holds[0] if way.holds else ", ".join(_ANNOTATED[name] for name in way.takes),
            library.passed(self.bound, style, passes) if way.passes is None else way.passes.format(*self.bound),
            placed(way.before),
            changes=way.becomes is not None,
        )

    def arguments(self, values: Values) -> Values:
        """What the function is called with."""
        return self.way.holds[1](**values) if self.way.holds else values

    def expected(self, values: Values) -> Given:
        """What the function must give, from the table and the values alone."""
        if self.way.becomes is not None:
            return sorted(self.way.becomes(list(PEOPLE), **values))
        assert self.way.keeps is not None
        return sorted((person.id, person.name) for person in PEOPLE if self.way.keeps(person, **values))

    def ordinary(self) -> Iterator[Values]:
        for chosen in itertools.product(*(ORDINARY[name] for name in self.way.takes)):
            yield dict(zip(self.way.takes, chosen, strict=True))

    def attacks(self, on: str) -> Iterator[Values]:
        """Ordinary values for all arguments but `on`, and each attack for that."""
        texts = LIKE_ATTACKS if self.way.likens else TEXT_ATTACKS
        for value in (NUMBER_ATTACKS if on in _NUMBERS else texts).values():
            yield {name: value if name == on else ORDINARY[name][0] for name in self.way.takes}

    def harmless(self, values: Values, on: str, given: Given) -> bool:
        """Whether `given` is no more than what was asked for by an attack `on` an argument. Text in the place of a number
        may be refused, compared as text, or as the number that it begins with, which is else 0."""
        if on not in _NUMBERS:
            return given == self.expected(values)
        if isinstance(given, str):
            return True
        number = re.match(r"-?\d*", values[on])
        assert number
        allowed: list[Given] = [[] if self.way.becomes is None else sorted(PEOPLE)]
        for value in (values[on], int(number[0] or 0), number[0]):
            with contextlib.suppress(TypeError):  # a number is not greater than a text
                allowed.append(self.expected({**values, on: value}))
        return given in allowed


def _ways(library: Library) -> tuple[Way, ...]:
    if library.part:
        return PARTS
    every = (*SELECTS, *(CHANGES if library.sends else ()), *SLIPS)
    positional = library.style in ("qmark", "format")
    return tuple(way for way in every if (not library.like or way.name in FEW) and (way.passes is None or positional))


#: Parameters that are already there need a place to be passed in.
CASES = [
    case
    for library in LIBRARIES
    for case in (Case(library, way) for way in _ways(library))
    if library.passes or not case.bound
]
