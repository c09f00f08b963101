"""Knows which of several findings about one construct is reported, and in which order findings stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from backend_lint.model import Finding, Place


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
    for found in sorted(group, key=lambda each: (-each.precedence, rank[each.confidence], each.sort_key)):
        # Two findings of one rule are two faults, however close they stand.
        if not any(won.code != found.code and _overlap(won.place, found.place) for won in winners):
            winners.append(found)
    return winners


def _overlap(one: Place, other: Place) -> bool:
    if (one.line, one.column) == (other.line, other.column):
        return True
    return (one.line, one.column) < (other.end_line, other.end_column) and (other.line, other.column) < (
        one.end_line,
        one.end_column,
    )


def without_echoes(findings: Iterable[Finding], echoes: Mapping[str, Collection[str]]) -> list[Finding]:
    """The findings of one file without those of other linters that say again what one of ours says on the same lines;
    ours then names them. `echoes` are by our code the codes of theirs.

    Between two other linters the first keeps its finding: their codes differ in letters only ("S608" and "B608")."""
    theirs = {code for codes in echoes.values() for code in codes}
    kept = [found for found in findings if found.code not in theirs]
    others = [found for found in findings if found.code in theirs]
    named: dict[int, list[str]] = defaultdict(list)
    for found in sorted(others, key=lambda each: (each.code[1:].isdigit() and each.code[0] == "B", each.sort_key)):
        at = _echoed(found, kept, echoes)
        if at is None:
            kept.append(found)
        elif found.code not in named[at]:
            named[at].append(found.code)
    return [
        msgspec.structs.replace(found, message=f"{found.message} (also {', '.join(named[at])})") if named[at] else found
        for at, found in enumerate(kept)
    ]


def _echoed(found: Finding, kept: Sequence[Finding], echoes: Mapping[str, Collection[str]]) -> int | None:
    """Which of `kept` says what this finding says."""
    for at, other in enumerate(kept):
        same = found.code in echoes.get(other.code, ()) or (
            found.code != other.code and found.code[1:] == other.code[1:] and found.code[0] + other.code[0] == "BS"
        )
        lines = other.place.line <= found.place.end_line and found.place.line <= other.place.end_line
        if same and lines:
            return at
    return None
