"""Knows how to import LibCST in three fifths of the time, and to have its nodes made in five sixths."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

#: LibCST imports this package whole for two classes: 27 modules, 15 of 90 ms, of which we use nothing.
_METADATA = "libcst.metadata"


def load() -> None:
    """Import LibCST, unless it is imported already. What of it is used later than by us is as always."""
    if "libcst" in sys.modules:
        return
    with _lean_dataclasses(), _later():
        import libcst  # noqa: F401


@contextmanager
def _lean_dataclasses() -> Iterator[None]:
    """LibCST's 230 nodes are dataclasses that have `__repr__`, `__eq__` and `__hash__` before `dataclass` generates them: it
    compiles them all the same and throws them away (`CSTNode.__init_subclass__` tells why), 25 of 151 ms. So inside of this
    `dataclass` is not asked for what a class has.

    Nor are nodes frozen: a field of a frozen one is set by a call, and a tree of 1 MB has 2 million fields."""
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
        yield
    finally:
        dataclasses.dataclass = whole


@contextmanager
def _later() -> Iterator[None]:
    """A package that is imported inside of this is run when somebody first asks for one of its names; its modules can be
    imported at any time."""
    sys.meta_path.insert(0, _Finder)
    try:
        yield
    finally:
        sys.meta_path.remove(_Finder)


class _Finder:
    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == _METADATA else None
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _Loader(spec.loader))
        return spec


class _Loader:
    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> None:
        """Asks for an ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        def complete(name: str) -> Any:
            del module.__dict__["__getattr__"]
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = complete
