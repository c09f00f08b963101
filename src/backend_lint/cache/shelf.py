"""Knows what is kept of one project's results, as one version of this tool saw it: values by digest, and their last use."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec

from backend_lint.cache.digests import digest_of
from backend_lint.cache.directory import LARGEST, Folder, opened, why
from backend_lint.cache.sealed import KEPT_DAYS, seal, sweep, unseal

#: Entries of a shelf, beyond which those go that nobody asked for longest.
MOST_ENTRIES = 500_000
#: Bytes of one shelf's file, well below what is read.
MOST_BYTES = LARGEST // 2
#: Days after which a run notes that an entry is in use: then a run that finds everything hardly ever writes.
_NOTED = 7
#: What a key, an empty value and their heads take.
_ENTRY_BYTES = 24

#: Values by key, by the day that they were last noted on (days since 1970).
_Days = dict[int, dict[bytes, bytes]]
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Days).decode


class Shelf:
    """The results of a project. A key is a digest of all that a value depends on, and a value is bytes of the caller's: the
    empty one, for what is most common, takes no room.

    Nothing here raises: what cannot be read is not there, and `trouble` says in one line (which may hold any character of
    a path) why nothing can be kept."""

    def __init__(self, directory: Path, identity: bytes) -> None:
        self.trouble: str | None = None
        self._directory, self._identity = directory, identity
        self._values: dict[bytes, bytes] = {}
        self._asked: set[bytes] = set()
        #: Keys that were last noted long ago.
        self._old: set[bytes] = set()
        self._is_new = False

    @classmethod
    def open(cls, directory: Path, root: str, digest: bytes) -> Shelf:
        """The shelf in a cache's directory for a project's root, and for what else decides about all of its results."""
        shelf = cls(directory, digest_of(os.fsencode(root), digest))
        try:
            with opened(directory) as folder:
                days = shelf._read(folder)
        except FileNotFoundError:
            return shelf  # made when there is something to keep
        except OSError as error:
            shelf.trouble = why(error)
            return shelf
        until = _today() - _NOTED
        for day, values in days.items():
            shelf._values |= values
            if day < until:
                shelf._old |= values.keys()
        return shelf

    def get(self, key: bytes) -> bytes | None:
        """What was put under a key, in this run or an earlier one."""
        self._asked.add(key)
        return self._values.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value under a key."""
        self._asked.add(key)
        self._values[key] = value
        self._is_new = True

    def save(self) -> None:
        """Write what was put, and what is in use, beside what other runs have saved meanwhile; nothing when both are known.

        Two runs that save in the same moment may lose the entries of one, which are then found out again."""
        if self.trouble or not (self._is_new or self._asked & self._old):
            return
        try:
            with opened(self._directory, make=True) as folder:
                days = self._merged(self._read(folder), _today())
                folder.write(self._name, seal(_encode(days), self._identity))
                sweep(folder)
        except OSError as error:
            self.trouble = why(error)
        else:
            self._is_new = False
            self._old -= self._asked

    @property
    def _name(self) -> str:
        return f"{self._identity.hex()}.pack"

    def _read(self, folder: Folder) -> _Days:
        body = unseal(folder.read(self._name), self._identity)
        try:
            return {} if body is None else _decode(body)
        except msgspec.MsgspecError:
            return {}

    def _merged(self, saved: _Days, today: int) -> _Days:
        """What this run asked for, as of today, beside what was saved and is not too old."""
        asked = {key: self._values[key] for key in self._asked & self._values.keys()}
        days = {today: asked}
        for day, values in saved.items():
            if day > today - KEPT_DAYS:
                # A day that is yet to come is from a clock that was wrong, and would never be old.
                noted = days.setdefault(min(day, today), {})
                noted.update((key, value) for key, value in values.items() if key not in asked)
        return _limited(days)


def _limited(days: _Days) -> _Days:
    """As much as a shelf may hold of these, the latest first."""
    kept: _Days = {}
    entries = size = 0
    for day in sorted(days, reverse=True):
        for key, value in days[day].items():
            needed = len(value) + _ENTRY_BYTES
            if entries < MOST_ENTRIES and size + needed <= MOST_BYTES:
                kept.setdefault(day, {})[key] = value
                entries, size = entries + 1, size + needed
    return kept


def _today() -> int:
    """Days since 1970."""
    return int(time.time() // 86_400)
