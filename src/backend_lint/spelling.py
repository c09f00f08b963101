"""Knows which of the known words a user meant who wrote another one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LOOKS_LIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})
_CODE = re.compile(r"[a-z]+[0-9]+")
#: Five of a code's six characters, most of a word's.
_ALIKE = 0.7


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to append to a message, or nothing when no known word is near. Of codes only those as long are."""
    import difflib  # 1 ms, and most runs have no word that is not known

    folded = word.lower().replace("_", "-")
    is_code = _CODE.fullmatch(folded) is not None
    by_folded = {name.lower().replace("_", "-"): name for name in known if not is_code or len(name) == len(word)}
    as_code = folded.translate(_LOOKS_LIKE)  # `BKD4O1`: nearer to another code by letters than by looks
    near = [as_code] if as_code in by_folded else difflib.get_close_matches(folded, by_folded, n=1, cutoff=_ALIKE)
    return f"; did you mean `{by_folded[near[0]]}`?" if near else ""
