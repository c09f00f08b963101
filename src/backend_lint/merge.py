"""Knows which of several findings about one construct is reported, and in which order findings stand."""

from __future__ import annotations

from collections.abc import Iterable

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
