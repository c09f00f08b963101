"""Knows how to hold a regular expression that is compiled when it is first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ATTRIBUTES = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, for patterns of modules and tables: there are 340 of them, compiling all takes 55 ms, and a run uses
    few. What stands for the pattern has its attributes and methods, and is not an instance of `re.Pattern`. A
    pattern that is wrong raises `re.error` when it is first used."""
    return cast("re.Pattern[AnyStr]", _Unused(pattern, flags))


class _Used:
    """A pattern whose attributes are those of the compiled one."""


class _Unused(_Used):
    """A pattern that was asked for nothing but its text yet."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((each, getattr(compiled, each)) for each in _ATTRIBUTES)
        self.__class__ = _Used  # type: ignore[assignment]  # a class with `__getattr__` answers slower: 50 ns, else 20
        return getattr(compiled, name)
