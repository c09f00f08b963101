"""Knows which parts of a source text must not be shown because they hold, or look like, a secret."""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterable, Iterator

from backend_lint.model import Place
from backend_lint.semantics.file import split_lines
from backend_lint.semantics.lexis import Lexeme, lexemes

#: Characters of a redacted literal that stay: enough to find it, too few to use it.
SHOWN = 2
_MASK = "*"

_WORDS = r"(?:secret|passw(?:or)?d|passphrase|pwd|token|api_?key|access_?key|private_?key|credential|auth(?!or(?!iz)))"
# What stands before a literal that is given to something named like a secret: `x.db_password = `,
# `"token": `, `api_key="`, `os.getenv("SECRET", `, `password == `.
_NAMED = re.compile(rf"{_WORDS}\w*(?:[\"']\s*,|[\"']?\s*[\])]?\s*(?::[^=\n]{{0,60}}=|[:=!(]=?))\s*[({{\[]?\s*$", re.I)
_JOINED = re.compile(r"[\s+()\\]*")
_QUOTES = re.compile(r"[A-Za-z]{0,2}(\"\"\"|'''|\"|')")
# Inside a literal or a comment: a password in a URL, and a quoted value after such a word. Every part has a
# bound: without it, a long string of almost matches would take time that grows with its square.
_INSIDE = (
    re.compile(r"://[^/\s:@'\"]{0,200}:([^@/\s{}'\"]{1,200})@"),
    re.compile(rf"{_WORDS}\w{{0,40}}\W{{1,4}}['\"]([^'\"{{}}%]{{4,200}})['\"]", re.I),
)
# A long word of letters and digits is taken for a key.
_LONG_WORD = re.compile(r"[\w+/=-]{16,}+")
_DIGITS, _LETTER = re.compile(r"\d\D*+\d"), re.compile(r"[A-Za-z]")
_KEY_BLOCK = "PRIVATE KEY-----"


_QUOTE_OF_CODE = re.compile(r"`[^`]*`")
#: Shorter literals stand in too much else to be masked wherever they are.
_TELLING = 4


def redacted_quotes(message: str, known: Collection[str] = ()) -> str:
    """`message` with secrets masked in the code that it quotes between backticks: as in `redacted`, and the
    string literals that say one of `known`."""

    def masked(quote: re.Match[str]) -> str:
        text = redacted(quote[0], ())
        shown = list(text)
        for lexeme in lexemes(text):
            if lexeme.kind == "string" and _said(text, lexeme) in known:
                _mask(shown, *_content(text, lexeme))
        return "".join(shown)

    return _QUOTE_OF_CODE.sub(masked, message) if '"' in message or "'" in message else message


def literals(code: str) -> frozenset[str]:
    """What the string literals of `code` say, short ones left out."""
    said = (_said(code, lexeme) for lexeme in lexemes(code) if lexeme.kind == "string")
    return frozenset(text for text in said if len(text) >= _TELLING)


def _said(text: str, lexeme: Lexeme) -> str:
    start, end = _content(text, lexeme)
    return text[start:end]


def redacted(text: str, secrets: Iterable[Place]) -> str:
    """`text` with secrets masked; every line keeps its number and length.

    Masked are all literals and comments on lines of `secrets`, literals given to names that sound secret,
    and what looks like a credential inside any literal or comment."""
    lines = split_lines(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    marked = {number for place in secrets for number in range(place.line, place.end_line + 1)}
    spans = [(starts[number - 1], starts[number]) for number in sorted(marked) if number <= len(lines)]
    shown = list(text)
    previous: Lexeme | None = None
    for lexeme in lexemes(text):
        if lexeme.kind not in ("string", "comment"):
            continue
        # The first span that ends after the lexeme begins is the only one that has to be looked at.
        at = bisect.bisect_right(spans, lexeme.start, key=lambda span: span[1])
        known = at < len(spans) and spans[at][0] < lexeme.end
        joined = previous is not None and _JOINED.fullmatch(text, previous.end, lexeme.start) is not None
        if known or joined or (lexeme.kind == "string" and _sounds_secret(text, lexeme)):
            _mask(shown, *_content(text, lexeme))
            previous = lexeme
        else:
            for start, end in _credentials(text, lexeme):
                _mask(shown, start, end)
            previous = None
    return "".join(shown)


def _sounds_secret(text: str, literal: Lexeme) -> bool:
    before = text[max(0, literal.start - 120) : literal.start]
    return _NAMED.search(before) is not None or _KEY_BLOCK in text[literal.start : literal.end]


def _content(text: str, lexeme: Lexeme) -> tuple[int, int]:
    """The offsets of what a lexeme says, without prefix, quotes or `#`."""
    quotes = _QUOTES.match(text, lexeme.start, lexeme.end) if lexeme.kind == "string" else None
    if quotes is None:
        return lexeme.start + 1, lexeme.end
    closed = text.endswith(quotes[1], quotes.end(), lexeme.end)
    return quotes.end(), lexeme.end - (len(quotes[1]) if closed else 0)


def _credentials(text: str, lexeme: Lexeme) -> Iterator[tuple[int, int]]:
    for pattern in _INSIDE:
        for match in pattern.finditer(text, lexeme.start, lexeme.end):
            yield match.span(1)
    for match in _LONG_WORD.finditer(text, lexeme.start, lexeme.end):
        if _DIGITS.search(match[0]) and _LETTER.search(match[0]):
            yield match.span()


def _mask(shown: list[str], start: int, end: int) -> None:
    kept = SHOWN if end - start >= 4 * SHOWN else 0
    for at in range(start + kept, end):
        if shown[at] not in "\r\n":
            shown[at] = _MASK
