"""Knows how large a value may be that is worked out while a file is read, and what would make a larger one.

Ten lines such as `a = (b, b, b, b)` stand for more than any memory holds, and `"%999999999d" % 1` is one line."""

from __future__ import annotations

from typing import Any

import libcst as cst

from backend_lint.semantics.regexes import regex

#: Most characters of a text, or elements at any depth of a collection.
_LARGEST = 20_000
#: Python prints no whole number of more than 4,300 digits: `0xfff…` may be one.
_MOST_BITS = 14_000
#: A width or precision of four digits, or one that is an argument: `"%999999999d" % 1`.
_WIDE = regex(r"(?:[0-9]{4}|\*)(?:\.[0-9*]*)?[hlL]?[A-Za-z%]|\.[0-9]{4}")
#: Encodings that are looked up: others import a module each, and some take the square of a text's length.
_ENCODINGS = frozenset({"utf-8", "utf8", "ascii", "latin-1", "latin1"})


class Weights:
    """How large the values of one file are."""

    def __init__(self) -> None:
        #: Of collections, by identity; each is kept, for its identity not to become another's.
        self._known: dict[int, tuple[Any, int]] = {}

    def fits(self, value: Any) -> bool:
        return self.of(value) <= _LARGEST

    def of(self, value: Any) -> int:
        """The characters of a text, the elements of a collection at any depth, 1 of anything else that Python can print."""
        if isinstance(value, str | bytes):
            return len(value)
        if isinstance(value, int) and value.bit_length() > _MOST_BITS:
            return _LARGEST + 1
        if not isinstance(value, tuple | frozenset | dict):
            return 1
        if id(value) not in self._known:
            inside = [*value, *value.values()] if isinstance(value, dict) else value
            self._known[id(value)] = value, sum(map(self.of, inside)) + 1
        return self._known[id(value)][1]

    def grows(self, operation: cst.BaseBinaryOp, left: Any, right: Any) -> bool:
        """Whether a repetition, or a text with values put into it, is too large to be made."""
        if isinstance(operation, cst.Multiply):
            return not (isinstance(left, int) and isinstance(right, int)) and length(left) * length(right) > _LARGEST
        if not isinstance(operation, cst.Modulo) or not isinstance(left, str | bytes):
            return False
        text = left.decode("latin-1") if isinstance(left, bytes) else left
        return _WIDE.search(text) is not None or text.count("%") * self.of(right) > _LARGEST


def length(value: Any) -> int:
    """The length of a text or collection, or a whole number without its sign; 0 of anything else."""
    return abs(value) if isinstance(value, int) else len(value) if isinstance(value, str | bytes | tuple | dict) else 0


def is_hashable(value: Any) -> bool:
    """Whether a value can be a key."""
    return all(map(is_hashable, value)) if isinstance(value, tuple) else not isinstance(value, dict)


def is_dear(text: str | bytes, method: str, arguments: list[Any]) -> bool:
    """Whether what a method gives may be huge, or take long to be made."""
    if method in ("encode", "decode"):
        return bool(arguments) and str(arguments[0]).lower() not in _ENCODINGS
    if method != "replace" or not all(isinstance(each, str | bytes) for each in arguments[:2]):
        return False
    return len(arguments) > 1 and (len(text) + 1) * len(arguments[1]) > _LARGEST
