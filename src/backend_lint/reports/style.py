"""Knows how text reaches a terminal: in colour when asked for, and without what a terminal would obey."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from backend_lint.semantics.regexes import regex

Paint = Literal["bold", "dim", "red", "yellow", "green", "blue", "cyan"]
_CODES: dict[Paint, int] = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "blue": 34, "cyan": 36}

#: How each severity is painted.
SEVERITY_PAINT: dict[str, Paint] = {"error": "red", "warning": "yellow", "strict": "blue"}

# C0 and C1 controls, DEL, what reorders or ends a line, what no XML may hold, and lone surrogates (bytes of a file
# name that are not text): each could hide or forge a line of the report. The runners of GitHub and Azure obey
# `##[…]` and `##vso[…]` anywhere in a line, TeamCity `##teamcity[…]`: the second `#` is spelled out.
_UNSAFE = regex(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
    r"|(?<=#)#(?=[A-Za-z]*\[)"
)


class Style(msgspec.Struct, frozen=True):
    """Paints text when `color` is on, and returns it as it is otherwise."""

    color: bool = False

    def paint(self, text: str, *paints: Paint) -> str:
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(str(_CODES[paint]) for paint in paints)}m{text}\x1b[0m"


def printable(text: str) -> str:
    """`text` with control, bidirectional and undecodable characters spelled out, such as `\\x1b`."""
    return _UNSAFE.sub(_spelled, text)


def shown_characters(text: str) -> list[str]:
    """`printable(text)`, one entry for each character of `text`."""
    shown = list(text)
    for match in _UNSAFE.finditer(text):
        shown[match.start()] = _spelled(match)
    return shown


def printable_path(path: str) -> str:
    """A path that stays on its line and does not begin as a CI server's workflow command does."""
    # GitHub's runner looks for `::` behind leading space.
    return printable(f"./{path}" if path.lstrip().startswith(("::", "##")) else path)


def _spelled(match: re.Match[str]) -> str:
    number = ord(match[0])
    if 0xDC80 <= number <= 0xDCFF:  # surrogateescape: the byte that was there
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
