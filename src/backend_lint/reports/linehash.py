"""Computes the `primaryLocationLineHash` of each line of a file as GitHub code scanning does, which refuses others.

Source: `src/fingerprints.ts` of github/codeql-action. A line's hash covers 100 characters from its first one that
is neither space nor tab, over line ends (each counts as LF), and past the end of the file a mark and zeros."""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from itertools import accumulate

from backend_lint.semantics.regexes import regex

_BLOCK = 100
_FACTOR = 37
_BITS = (1 << 64) - 1
_END_OF_FILE = 0xFFFF
_LINE_END = regex(r"\r\n?|\n")
_BLANKS = str.maketrans("", "", " \t")


def line_hashes(data: bytes) -> list[str]:
    """The hash of every line, the first at index 0: `hex:n` for the n-th line of the same hash.

    Bytes are read as UTF-8 whatever the file declares, and characters counted in UTF-16, because the action is
    JavaScript. A file that ends in a line end has one more line, which is empty."""
    text = _LINE_END.sub("\n", data.decode("utf-8", "replace")).translate(_BLANKS)
    units = array("H", text.encode("utf-16-le" if sys.byteorder == "little" else "utf-16-be"))
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 10)]
    padded = [*units, _END_OF_FILE, *[0] * _BLOCK]
    # sums[n] is the polynomial of the first n units: that of a block is a difference of two.
    sums = list(accumulate(padded, lambda value, unit: (value * _FACTOR + unit) & _BITS, initial=0))
    shift = pow(_FACTOR, _BLOCK, _BITS + 1)
    seen: Counter[int] = Counter()
    hashes: list[str] = []
    for start in starts:
        value = (sums[start + _BLOCK] - sums[start] * shift) & _BITS
        seen[value] += 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes
