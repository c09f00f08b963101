"""Knows strings, comments, brackets and line ends of Python text that no parser has to accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, cast

Kind = Literal["string", "comment", "open", "close", "joined", "newline", "code"]


class Lexeme(NamedTuple):
    """One lexeme: its kind and its 0-based offsets in characters, the end exclusive."""

    kind: Kind
    start: int
    end: int


# Possessive and without alternatives that begin alike: linear in the length of the text. A string that
# is not closed ends with its line, or with the file when it is triple-quoted, as an editor would show it.
# `|(?!)`: without an alternative that fails on the spot, Python before 3.11.5 goes on behind what the last
# one tried had read (python/cpython#106052). Debian 12 has 3.11.2.
_LEXEME = re.compile(
    r"""
    (?P<string>[A-Za-z]{0,2}(?:
        \"\"\"(?:[^"\\]|\\.|"(?!"")|(?!))*+(?:\"\"\"|\Z)
      | '''(?:[^'\\]|\\.|'(?!'')|(?!))*+(?:'''|\Z)
      | "(?:[^"\\\n\r]|\\\r\n|\\.|(?!))*+"?
      | '(?:[^'\\\n\r]|\\\r\n|\\.|(?!))*+'?
    ))
    | (?P<comment>\#[^\n\r]*+)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<joined>\\(?:\r\n|\r|\n))
    | (?P<newline>\r\n|\r|\n)
    | (?P<code>\w++|[^\s\w])
    """,
    re.X | re.S,
)


def lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of `text` in order. A string holds its prefix and quotes; an f-string that nests its own
    quotes is read as several strings, as Python before 3.12 does. Never raises."""
    for match in _LEXEME.finditer(text):
        yield Lexeme(cast(Kind, match.lastgroup), match.start(), match.end())


def mentions(text: str, name: str) -> int:
    """How often an identifier stands in `text` as a whole word. The pattern begins with the name, which is looked for 30
    times as fast as a word boundary."""
    return len(re.findall(rf"{name}(?<!\w{name})\b", text))
