"""Knows strings, comments, brackets and line ends of source text that no parser has to accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from backend_lint.semantics.languages import PYTHON
from backend_lint.semantics.regexes import regex

Kind = Literal["string", "comment", "open", "close", "joined", "newline", "code"]


class Lexeme(NamedTuple):
    """One lexeme: its kind and its 0-based offsets in characters, the end exclusive."""

    kind: Kind
    start: int
    end: int


# Possessive and without alternatives that begin alike: linear in the length of the text. A string that
# is not closed ends with its line, or with the file when it may hold line ends, as an editor would show it.
# `|(?!)`: without an alternative that fails on the spot, Python before 3.11.5 goes on behind what the last
# one tried had read (python/cpython#106052). Debian 12 has 3.11.2.
_DOUBLE = r'"(?:[^"\\\n\r]|\\\r\n|\\.|(?!))*+"?'
_SINGLE = r"'(?:[^'\\\n\r]|\\\r\n|\\.|(?!))*+'?"
_DOUBLE_LINES = r'"(?:[^"\\]|\\.|(?!))*+"?'
_SINGLE_LINES = r"'(?:[^'\\]|\\.|(?!))*+'?"
_THREE_DOUBLE = r'"""(?:[^"\\]|\\.|"(?!"")|(?!))*+(?:"""|\Z)'
_THREE_SINGLE = r"'''(?:[^'\\]|\\.|'(?!'')|(?!))*+(?:'''|\Z)"
_THREE_RAW = r'"""(?:[^"]|"(?!"")|(?!))*+(?:"""|\Z)'
#: With `${…}` in it, which may hold one more template.
_TEMPLATE = r"`(?:[^`\\$]|\\.|\$(?!\{)|\$\{(?:[^`{}]|`(?:[^`\\]|\\.|(?!))*+`|\{[^{}`]*+\}|(?!))*+(?:\}|\Z|(?=[`{]))|(?!))*+(?:`|\Z)"
#: What a shell is to run; on one line, as a lone backquote may stand in the text of a page.
_COMMAND = r"`(?:[^`\\\r\n]|\\.|(?!))*+`"
#: A regular expression where an operand may stand: quotes in it open no string. Once it holds a `[` it ends with its line
#: even if nothing closes it: each `/` in brackets may begin one more attempt, and each would read the line to its end.
_PATTERN = (
    r"(?:(?<=[(,=:\[!&|?;{}])|(?<=[(,=:\[!&|?;{}][ ]))/(?![*/])(?:[^/\\\n\r\[]|\\.|(?!))*+"
    r"(?:/[a-z]*+|(?=\[)(?:[^/\\\n\r\[]|\\.|\[(?:[^\]\\\n\r]|\\.|(?!))*+\]?|(?!))++(?:/[a-z]*+)?)"
)
_CHARACTER = r"'(?:[^'\\\n\r]|\\[^\n\r](?:[^'\n\r]{0,8}+))'"
_SLASHES, _STARS, _HASH = r"//[^\n\r]*+", r"/\*(?:[^*]|\*(?!/)|(?!))*+(?:\*/|\Z)", r"\#[^\n\r]*+"

#: What strings and comments look like, by language.
_SYNTAX: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    PYTHON: ((rf"[A-Za-z]{{0,2}}(?:{_THREE_DOUBLE}|{_THREE_SINGLE}|{_DOUBLE}|{_SINGLE})",), (_HASH,)),
    "typescript": ((_DOUBLE, _SINGLE, _TEMPLATE, _PATTERN), (_SLASHES, _STARS)),
    "go": ((_DOUBLE, _CHARACTER, r"`[^`]*+`?"), (_SLASHES, _STARS)),
    "java": ((_THREE_DOUBLE, _DOUBLE, _SINGLE), (_SLASHES, _STARS)),
    "kotlin": ((_THREE_RAW, _DOUBLE, _SINGLE), (_SLASHES, _STARS)),
    "csharp": (
        (_THREE_RAW, r'(?:@\$?|\$@)"(?:[^"]|""|(?!))*+"?', rf"\$?{_DOUBLE}", _SINGLE),
        (_SLASHES, _STARS),
    ),
    "ruby": (
        (
            r"<<[~-]?(?P<heredoc>['\"]?)(?P<ruby>[A-Z]\w*+)(?P=heredoc)[^\n]*+(?:\n(?s:.*?)(?:^[ \t]*+(?P=ruby)\b|\Z)|\Z)",
            _DOUBLE_LINES,
            _SINGLE_LINES,
            _COMMAND,
        ),
        (r"^=begin\b(?s:.*?)(?:^=end\b|\Z)", _HASH),
    ),
    "php": (
        (
            r"<<<[ \t]*+(?P<quote>['\"]?)(?P<php>[A-Za-z_]\w*+)(?P=quote)\r?\n(?s:.*?)(?:^[ \t]*+(?P=php)\b|\Z)",
            _DOUBLE_LINES,
            _SINGLE_LINES,
            _COMMAND,
        ),
        (_SLASHES, _STARS, r"\#(?!\[)[^\n\r]*+"),
    ),
    "rust": (
        (
            r'b?r(?P<hashes>\#*+)"(?s:.*?)(?:"(?P=hashes)|\Z)',
            rf"b?{_DOUBLE_LINES}",
            _CHARACTER,
        ),
        (_SLASHES, _STARS),
    ),
}


#: The strings and comments of Python alone, with what stands before them: 198,000 lexemes of 67 files take 0.3 s, of
#: which one in 25 is asked for.
_QUOTED = regex(
    r"(?:(?![A-Za-z]{0,2}[\"'])\w++|[^\w\"'#]++|(?!))*+"
    rf"(?:(?P<string>{_SYNTAX[PYTHON][0][0]})|(?P<comment>{_HASH})|\Z)",
    re.S,
)


@cache
def _lexeme(language: str) -> re.Pattern[str]:
    strings, comments = _SYNTAX[language]
    parts = (
        f"(?P<string>{'|'.join(strings)})",
        f"(?P<comment>{'|'.join(comments)})",
        r"(?P<open>[(\[{])",
        r"(?P<close>[)\]}])",
        r"(?P<joined>\\(?:\r\n|\r|\n))",
        r"(?P<newline>\r\n|\r|\n)",
        r"(?P<code>\w++|[^\s\w])",
    )
    return re.compile("|".join(parts), re.S | re.M)


def lexemes(text: str, language: str = PYTHON) -> Iterator[Lexeme]:
    """The lexemes of `text` in order. A string holds its prefix and quotes; an f-string that nests its own
    quotes is read as several strings, as Python before 3.12 does. Never raises."""
    for match in _lexeme(language).finditer(text):
        yield Lexeme(cast(Kind, match.lastgroup), match.start(), match.end())


def quoted(text: str, language: str = PYTHON) -> Iterator[Lexeme]:
    """The strings and comments among the lexemes of `text`."""
    if language != PYTHON:
        yield from (each for each in lexemes(text, language) if each.kind in ("string", "comment"))
        return
    for match in _QUOTED.finditer(text):
        if match.lastgroup is not None:
            yield Lexeme(cast(Kind, match.lastgroup), *match.span(match.lastgroup))


def mentions(text: str, name: str) -> int:
    """How often an identifier stands in `text` as a whole word. The pattern begins with the name, which is looked for 30
    times as fast as a word boundary."""
    return len(re.findall(rf"{name}(?<!\w{name})\b", text))
