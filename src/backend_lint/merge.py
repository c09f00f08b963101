"""Knows which of several findings about one construct is reported, and in which order findings stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from backend_lint.model import LINTERS, Finding, Place, RuleInfo
from backend_lint.semantics.spans import Spans


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Equal findings once; of one topic on overlapping places of one file the highest precedence; sorted.

    Between equal precedences the more confident finding stays, then the first in the file, so the result
    does not depend on the order of `findings`."""
    unique = {(found.path, found.place, found.code, found.message): found for found in findings}
    ordered = sorted(unique.values(), key=lambda found: found.sort_key)
    by_topic: dict[tuple[str, str], list[Finding]] = {}
    kept: list[Finding] = []
    for found in ordered:
        if found.topic:
            by_topic.setdefault((found.path, found.topic), []).append(found)
        else:
            kept.append(found)
    for group in by_topic.values():
        kept.extend(_winners(group))
    return tuple(sorted(kept, key=lambda found: found.sort_key))


def _winners(group: list[Finding]) -> list[Finding]:
    rank = {"high": 0, "medium": 1, "low": 2}
    winners: list[Finding] = []
    begun: dict[tuple[int, int], set[str]] = defaultdict(set)
    # By code, and by what findings are sorted by before their places.
    taken: dict[tuple[str, int, str], Spans] = defaultdict(Spans)
    for found in sorted(group, key=lambda each: (-each.precedence, rank[each.confidence], each.sort_key)):
        place = found.place
        start, end = (place.line, place.column), (place.end_line, place.end_column)
        # Two findings of one rule are two faults, however close they stand.
        others = (spans for (code, _, _), spans in taken.items() if code != found.code)
        if begun[start] <= {found.code} and all(spans.first(start, end) is None for spans in others):
            winners.append(found)
            begun[start].add(found.code)
            taken[found.code, found.precedence, found.confidence].add(start, end)
    return winners


def without_echoes(findings: Iterable[Finding], echoes: Mapping[str, Collection[str]]) -> list[Finding]:
    """The findings of one file without those of other linters that say again what one of ours says on the same lines;
    ours then names them. `echoes` are by our code the codes of theirs.

    Between two other linters the first keeps its finding: their codes differ in letters only ("S608" and "B608")."""
    everything = [*findings]
    theirs = {code for codes in echoes.values() for code in codes} & {found.code for found in everything}
    kept = [found for found in everything if found.code not in theirs]
    if not theirs:
        return kept
    others = [found for found in everything if found.code in theirs]
    named: dict[int, list[str]] = defaultdict(list)
    lines = _Lines(kept, echoes)
    for found in sorted(others, key=lambda each: (each.code[1:].isdigit() and each.code[0] == "B", each.sort_key)):
        at = lines.first(found)
        if at is None:
            lines.add(found.code, found.place, len(kept))
            kept.append(found)
        elif found.code not in named[at]:
            named[at].append(found.code)
    return [
        msgspec.structs.replace(found, message=f"{found.message} (also {', '.join(named[at])})") if named[at] else found
        for at, found in enumerate(kept)
    ]


class _Lines:
    """The lines that findings stand on, by code: a file may have tens of thousands."""

    def __init__(self, findings: Sequence[Finding], echoes: Mapping[str, Collection[str]]) -> None:
        self._spans: dict[str, Spans] = defaultdict(Spans)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._said_by: dict[str, list[str]] = defaultdict(list)
        for ours, theirs in echoes.items():
            for code in theirs:
                self._said_by[code].append(ours)
        for number, found in sorted(enumerate(findings), key=lambda each: each[1].sort_key):
            self.add(found.code, found.place, number)

    def add(self, code: str, place: Place, number: int) -> None:
        """Add a finding, whose number is given back by `first`. Those of one code come in the order of their lines."""
        self._spans[code].add(place.line, place.end_line + 1)
        self._numbers[code].append(number)

    def first(self, found: Finding) -> int | None:
        """The number of the first finding that says what this one says."""
        codes = [*self._said_by.get(found.code, ()), *([f"S{found.code[1:]}"] if found.code[0] == "B" else ())]
        place = found.place
        at = ((code, self._spans[code].first(place.line, place.end_line + 1)) for code in codes if code in self._spans)
        return min((self._numbers[code][number] for code, number in at if number is not None), default=None)


def echoes(rules: Iterable[RuleInfo]) -> tuple[RuleInfo, ...]:
    """The rules of other linters for Python that report what one of ours is about, by their own codes. Of the documents they
    have what ours has: the sentences that ask for it, its severity and its weakness."""
    known: dict[str, RuleInfo] = {}
    for rule in rules:
        for echo in rule.same_as if rule.family != "suppressions" else ():
            linter, _, code = echo.partition(":")
            if linter in LINTERS:
                name, text = f"{linter}-{code.lower()}", f"As {rule.code} {rule.name} says: {rule.summary}"
                info = RuleInfo(code, name, linter, rule.severity, rule.summary, text, cwe=rule.cwe, per_file=False)
                known.setdefault(code, info)
    return tuple(known[code] for code in sorted(known))
