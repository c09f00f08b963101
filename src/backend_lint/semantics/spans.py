"""Knows which of many spans overlap another one, without a look at each of them."""

from __future__ import annotations

import bisect
from typing import Any


class Spans:
    """Spans, given in the order of their starts; they may overlap, and their ends are exclusive. Starts and ends are whatever
    can be compared: offsets, lines, pairs of line and column."""

    def __init__(self) -> None:
        self._starts: list[Any] = []
        #: How far any of the spans up to each one reaches.
        self._farthest: list[Any] = []

    def add(self, start: Any, end: Any) -> None:
        """Add a span that begins where the last one does, or behind."""
        self._starts.append(start)
        self._farthest.append(max(end, self._farthest[-1]) if self._farthest else end)

    def first(self, start: Any, end: Any) -> int | None:
        """The number of the first span, in the order in which they were added, that overlaps this one."""
        # The first that reaches far enough began first of all that do.
        at = bisect.bisect_right(self._farthest, start)
        return at if at < len(self._starts) and self._starts[at] < end else None
