"""Knows what earlier runs found, and what is known of rules without importing them; see `cache`."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import msgspec

from backend_lint.cache import Shelf, digest_of, read_blob, tool_digest, write_blob
from backend_lint.model import RuleInfo
from backend_lint.pool.recipe import Recipe

_INFOS = "rules"


class Results:
    """What is kept in a cache's directory. Nothing here raises: what cannot be kept is found out again."""

    def __init__(self, directory: str) -> None:
        self._directory = Path(directory)
        self._shelves: dict[tuple[str, bytes], Shelf] = {}

    @cached_property
    def _tool(self) -> bytes | None:
        """None where the package's own modules cannot be read: then nothing is known, and nothing is kept."""
        try:
            return tool_digest()
        except OSError:
            return None

    @cached_property
    def infos(self) -> tuple[RuleInfo, ...] | None:
        """What is known of all rules; None when that was not kept yet. Importing them takes 0.3 s."""
        kept = None if self._tool is None else read_blob(self._directory, _INFOS, self._tool)
        return None if kept is None else infos(kept)

    def keep_infos(self, known: tuple[RuleInfo, ...]) -> None:
        """Keep what is known of all rules."""
        if self._tool is not None:
            write_blob(self._directory, _INFOS, self._tool, msgspec.msgpack.encode(known))

    def shelf(self, root: str, recipe: Recipe) -> Shelf | None:
        """What was found in a project, whose configuration stands in `root`, under a recipe."""
        if self._tool is None:
            return None
        key = (root, recipe.packed)
        if key not in self._shelves:
            self._shelves[key] = Shelf.open(self._directory, root, digest_of(self._tool, recipe.packed))
        return self._shelves[key]

    def save(self) -> str | None:
        """Keep what was found. Why that failed, or None."""
        for shelf in self._shelves.values():
            shelf.save()
        return next((shelf.trouble for shelf in self._shelves.values() if shelf.trouble), None)


def infos(data: bytes) -> tuple[RuleInfo, ...] | None:
    """What is known of all rules, from msgpack; None when it is anything else."""
    try:
        return msgspec.msgpack.decode(data, type=tuple[RuleInfo, ...])
    except msgspec.MsgspecError:
        return None
