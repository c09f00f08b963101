"""Knows how TOML that strangers wrote is read in a time and a depth that are bounded; the size is for the caller to bound."""

from __future__ import annotations

from typing import Any

from backend_lint.semantics.regexes import regex

#: Most parts of a key: a setting of ours has five. What tomllib takes for one grows with their square, and is minutes for
#: 100,000 of them.
MAX_PARTS = 50
#: What may stand between two keys; and a dot that may stand between two parts of one.
_NO_KEY = regex(r"[=\[\]{},\n]")
_DOT = regex(r"(?<!\.)\.(?!\.)")


def loads(text: str) -> dict[str, Any]:
    """The table that a text holds. Raises ValueError, of which tomllib's own is a kind."""
    import tomllib  # 5 ms, which a run without a configuration need not spend

    if any(len(_DOT.findall(part)) >= MAX_PARTS for part in _NO_KEY.split(text.replace(" ", "").replace("\t", ""))):
        raise ValueError(f"a key of more than {MAX_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
