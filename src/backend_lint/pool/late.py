"""Knows what becomes of a file whose analysis takes too long or ends its process: it is analysed once more without the rule
that ran then."""

from __future__ import annotations

from backend_lint.pool import wire

#: What to do about a file that is not analysed.
LATE = "Exclude the file, or split what is nested in it."
#: Most rules that are left out for one file; each costs the time that a file may take.
_MOST = 3


def without(late: tuple[str, ...], rule: str) -> tuple[str, ...] | None:
    """The codes of the rules to leave out in the next attempt, after one without `late` which came to no end in `rule` ("" for
    none); None when there is to be no other."""
    return None if not rule or rule in late or len(late) == _MOST else (*late, rule)


def took_too_long(data: bytes) -> str:
    """Why a file with these bytes was not analysed."""
    return f"its analysis took longer than {wire.seconds(data):.0f} s"
