"""Knows how to import LibCST's nodes in two thirds of the time, and to have them made in five sixths."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from typing import Any


def load() -> None:
    """Import LibCST, unless it is imported already.

    Its 230 nodes are dataclasses that have `__repr__`, `__eq__` and `__hash__` before `dataclass` generates them: it
    compiles them all the same and throws them away (`CSTNode.__init_subclass__` tells why), 25 of 151 ms. So while LibCST
    is imported, `dataclass` is not asked for what a class has.

    Nor are they frozen: a field of a frozen one is set by a call, and a tree of 1 MB has 2 million fields."""
    if "libcst" in sys.modules:
        return
    whole = dataclasses.dataclass

    def lean(cls: type[Any] | None = None, /, **wanted: Any) -> Any:
        def make(cls: type[Any]) -> type[Any]:
            own = cls.__dict__
            compared = not {"__eq__", "__hash__"} <= own.keys() or wanted.get("order") or wanted.get("unsafe_hash")
            asked = {"repr": "__repr__" not in own, "eq": compared}
            thawed = {"frozen": False} if cls.__module__.startswith("libcst._nodes.") and not compared else {}
            made: Callable[[type[Any]], type[Any]] = whole(**{**asked, **wanted, **thawed})
            return made(cls)

        return make if cls is None else make(cls)

    dataclasses.dataclass = lean
    try:
        import libcst  # noqa: F401
    finally:
        dataclasses.dataclass = whole
