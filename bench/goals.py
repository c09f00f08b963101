"""Knows what the table should show, and compares it with what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import contenders as known

#: Lines from which a backend counts as large.
LARGE = 400_000


class Middle(NamedTuple):
    """The medians of one contender's runs: seconds, and bytes of the first process and of the largest of the others."""

    wall: float
    cpu: float
    memory: int
    others: int


class Goal(NamedTuple):
    """One comparison: `reached` should be at least (`least`) or at most what `wanted` says."""

    what: str
    reached: float
    wanted: float
    least: bool = False
    unit: str = ""

    def __str__(self) -> str:
        met = self.reached >= self.wanted if self.least else self.reached <= self.wanted
        sign = ">=" if self.least else "<="
        return f"{self.what}: {self.reached:.2f}{self.unit} (goal {sign} {self.wanted:g}{self.unit}, {'met' if met else 'MISSED'})"


def goals(found: Mapping[str, Middle], lines: int) -> Iterator[Goal]:
    """What can be said of these contenders, on a backend of so many lines."""
    large = lines >= LARGE
    cold = found[known.COLD_2]
    for peer, wanted in (("bandit", 12 if large else 8), (known.SEMGREP, 20), ("fixit", 100)):
        if peer in found:
            yield Goal(f"{peer} / {known.COLD_2}", found[peer].wall / cold.wall, wanted, least=True)
    if large and known.AST_FLOOR in found:
        floor = found[known.AST_FLOOR]
        yield Goal(f"{known.COLD_1} / {known.AST_FLOOR}", found[known.COLD_1].wall / floor.wall, 1.5)
    if not large:
        yield Goal(known.WARM, found[known.WARM].wall, 0.25, unit=" s")
    elif "ruff" in found:
        yield Goal(f"{known.WARM} / ruff", found[known.WARM].wall / found["ruff"].wall, 4)
    yield Goal(known.CHANGED, found[known.CHANGED].wall, 0.4, unit=" s")
    for without, plugged in ((known.FLAKE8, known.FLAKE8_OURS), (known.FLAKE8_ALL, known.FLAKE8_ALL_OURS)):
        if without in found and plugged in found:
            yield Goal(f"{plugged} / {without}", found[plugged].wall / found[without].wall, 1.3)
    yield Goal(f"{known.COLD_2}: memory of the parent", cold.memory / 1e6, 200, unit=" MB")
    yield Goal(f"{known.COLD_2}: memory of a worker", cold.others / 1e6, 300, unit=" MB")
    yield Goal(f"{known.COLD_1}: memory", found[known.COLD_1].memory / 1e6, 300, unit=" MB")


def growth(found: Mapping[str, Mapping[int, Middle]]) -> Iterator[Goal]:
    """Each doubling, of the medians by contender and by how many times the files were there."""
    for name, by_times in found.items():
        for times, once in by_times.items():
            if times * 2 in by_times:
                twice = by_times[times * 2]
                yield Goal(f"{name}: {times * 2}x / {times}x the files", twice.wall / once.wall, 2.1)
