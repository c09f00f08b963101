"""Knows which findings of one run a baseline holds: each entry holds as many as it counts, and no more."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from backend_lint.baseline.file import Baseline, Entry, portable


class Ledger:
    """One run's use of a baseline."""

    def __init__(self, baseline: Baseline) -> None:
        self.baseline = baseline
        #: How many findings each entry holds at another path than its own, by that path.
        self.moved: Counter[tuple[Entry, str]] = Counter()
        self._taken: Counter[tuple[str, str]] = Counter()
        self._gone: dict[str, bool] = {}

    def take(self, path: str, digest: str) -> Entry | None:
        """The entry that holds one more finding with this fingerprint (without its number), or None: a new finding.

        `path` is relative to the baseline's directory. An entry of the same path comes first; then one whose file no
        longer exists, because it was renamed or moved."""
        path = portable(path)
        own = self.baseline.by_key.get((path, digest))
        if own is not None and self._free(own):
            self._taken[own.key] += 1
            return own
        for entry in self.baseline.by_fingerprint.get(digest, ()):
            if entry.path != path and self._free(entry) and self.is_gone(entry.path):
                self._taken[entry.key] += 1
                self.moved[entry, path] += 1
                return entry
        return None

    def left(self, paths: Iterable[str] | None = None) -> dict[Entry, int]:
        """The entries (of these paths only) that hold fewer findings than they count, with how many fewer."""
        by_path = self.baseline.by_path
        entries = self.baseline.entries if paths is None else [each for path in paths for each in by_path.get(path, ())]
        return {entry: entry.count - self._taken[entry.key] for entry in entries if self._free(entry)}

    def is_gone(self, path: str) -> bool:
        """Whether nothing stands at the path of an entry."""
        if path not in self._gone:
            self._gone[path] = not os.path.lexists(Path(self.baseline.directory, path))
        return self._gone[path]

    def _free(self, entry: Entry) -> bool:
        return self._taken[entry.key] < entry.count
