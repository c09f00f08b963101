"""Knows which class or function a line of text stands in, without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backend_lint.semantics.blocks import block_scopes
from backend_lint.semantics.languages import PYTHON
from backend_lint.semantics.regexes import regex

#: Languages whose blocks are told by indentation, well enough for Ruby.
_INDENTED = (PYTHON, "ruby")

# Strings and comments are read over; what is left are the beginnings of lines. A line that closes brackets, as the
# `) -> None:` below a long signature, ends nothing. Possessive as in `lexis`, and `|(?!)` for the same reason.
_SCAN = regex(
    r"""
      \"\"\"(?:[^"\\]|\\.|"(?!"")|(?!))*+(?:\"\"\"|\Z)
    | '''(?:[^'\\]|\\.|'(?!'')|(?!))*+(?:'''|\Z)
    | "(?:[^"\\\n\r]|\\\r\n|\\.|(?!))*+"?
    | '(?:[^'\\\n\r]|\\\r\n|\\.|(?!))*+'?
    | \#[^\n\r]*+
    | (?:(?<=[\n\r])|\A)(?P<indent>[ \t\f]*+)
      (?:(?:async[ \t]++)?(?:def|class|module)[ \t]++(?:self\.)?+(?P<name>\w++)|(?=(?P<code>[^\s\#)\]}])))
    """,
    re.X | re.S,
)
_LINE_END = regex(r"\r\n|\r|\n")


def scopes(text: str, lines: Iterable[int], language: str = PYTHON) -> dict[int, str]:
    """The dotted name of the innermost class or function around each of these lines (1-based), "" for module level.

    In languages with braces see `blocks`. The line of a `def` or `class` belongs to what it begins. Judged by
    indentation: lines that continue a statement further left than their block count for the block that they look like.
    Never raises."""
    if language not in _INDENTED:
        return block_scopes(text, lines, language)
    wanted = sorted(set(lines))
    found: dict[int, str] = {}
    around: list[tuple[int, str]] = []
    line, at, next_wanted = 1, 0, 0
    for match in _SCAN.finditer(text):
        if match["name"] is None and match["code"] is None:
            continue
        line += len(_LINE_END.findall(text, at, match.start()))
        at = match.start()
        next_wanted = _fill(found, wanted, next_wanted, line, around)
        if next_wanted == len(wanted):
            break
        indent = len(match["indent"].expandtabs())
        while around and around[-1][0] >= indent:
            around.pop()
        if match["name"] is not None:
            around.append((indent, match["name"]))
    _fill(found, wanted, next_wanted, None, around)
    return found


def _fill(
    found: dict[int, str], wanted: list[int], index: int, before: int | None, around: list[tuple[int, str]]
) -> int:
    """Give the wanted lines below `before` (None: all that are left) the scope in force; the next index."""
    while index < len(wanted) and (before is None or wanted[index] < before):
        found[wanted[index]] = ".".join(name for _, name in around)
        index += 1
    return index
