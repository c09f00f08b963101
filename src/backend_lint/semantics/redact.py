"""Knows which parts of a source text must not be shown because they hold, or look like, a secret."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from backend_lint.model import Place
from backend_lint.semantics.file import split_lines
from backend_lint.semantics.languages import PYTHON
from backend_lint.semantics.lexis import Lexeme, quoted
from backend_lint.semantics.regexes import regex

#: Characters of a redacted literal that stay: enough to find it, too few to use it.
SHOWN = 2
_MASK = "*"

_WORDS = r"(?:secret|passw(?:or)?d|passphrase|pwd|token|api_?key|access_?key|private_?key|credential|auth(?!or(?!iz)))"
# What stands before a literal that is given to something named like a secret: `x.db_password = `,
# `"token": `, `api_key="`, `os.getenv("SECRET", `, `password == `.
_NAMED = regex(rf"{_WORDS}\w*(?:[\"']\s*,|[\"']?\s*[\])]?\s*(?::[^=\n]{{0,60}}=|[:=!(]=?))\s*[({{\[]?\s*$", re.I)
#: Without one of these before it a literal is given to nothing of that kind; looking for them takes a tenth of the time.
_STEMS = ("secret", "pass", "pwd", "token", "key", "credential", "auth")
_JOINED = regex(r"[\s+()\\]*")
_QUOTES = regex(r"[A-Za-z@$]{0,3}#*(\"\"\"|'''|\"|'|`)")
# A password in a URL, up to the last `@`: passwords hold some.
_IN_URL = regex(r"://[^/\s:@'\"]{0,200}:([^\s{}'\"]{1,200})@")
# Inside a literal or a comment: that, and a quoted value after such a word. Every part has a bound: without it,
# a long string of almost matches would take time that grows with its square.
_INSIDE = (
    _IN_URL,
    regex(rf"{_WORDS}\w{{0,40}}\W{{1,4}}['\"]([^'\"{{}}%]{{4,200}})['\"]", re.I),
)
# A long word of letters and digits is taken for a key.
_LONG_WORD = regex(r"[\w+/=-]{16,}+")
_DIGITS, _LETTER = regex(r"\d\D*+\d"), regex(r"[A-Za-z]")
_KEY_BLOCK = "PRIVATE KEY-----"
_WORD, _WORD_STARTS = regex(r"\w"), regex(r"(?<!\w)(?=.)", re.S)


_QUOTE_OF_CODE = regex(r"`[^`]*`")
#: A secret of fewer characters is masked where it was found only: it stands in too much else.
_TELLING = 4
#: From this length on it is masked inside other literals and comments as well; a shorter one when it is neither a word nor a number.
_UNIQUE = 8
#: Characters of the longest word that a message may need to name things by: `password` may be the password, too.
_LONGEST_WORD = 15


def redacted_quotes(message: str, known: Collection[str] = ()) -> str:
    """`message` with secrets masked in the code that it quotes between backticks: as in `redacted`, the string literals
    that say one of `known`, and wherever else one of those stands that is no word."""

    again = _again(frozenset(known))

    def masked(quote: re.Match[str]) -> str:
        text = redacted(quote[0], ())
        shown = list(text)
        for lexeme in quoted(text):
            if lexeme.kind == "string" and _said(text, lexeme) in known:
                _mask(shown, *_content(text, lexeme))
        for span in again.spans(text):
            _mask(shown, *span)
        return "".join(shown)

    return _QUOTE_OF_CODE.sub(masked, message) if '"' in message or "'" in message else message


def redacted_words(words: str, known: Collection[str] = ()) -> str:
    """Words of somebody else, with secrets masked as in comments, and wherever they say one of `known`."""
    shown = list("".join(redacted(f"#{line}", ())[1:] for line in words.splitlines(keepends=True)))
    for span in _again(frozenset(known)).spans(words):
        _mask(shown, *span)
    return "".join(shown)


def tells(code: str, known: Collection[str]) -> bool:
    """Whether code says a secret: what sounds or looks like one, or one of `known`."""
    return (
        redacted(code, ()) != code
        or not literals(code).isdisjoint(known)
        or any(True for _ in _again(frozenset(known)).spans(code))
    )


def literals(code: str, language: str = PYTHON) -> frozenset[str]:
    """What the string literals of `code` say, short ones left out."""
    said = (_said(code, lexeme) for lexeme in quoted(code, language) if lexeme.kind == "string")
    return frozenset(text for text in said if len(text) >= _TELLING)


def _said(text: str, lexeme: Lexeme) -> str:
    start, end = _content(text, lexeme)
    return text[start:end]


def redacted(text: str, secrets: Iterable[Place], language: str = PYTHON) -> str:
    """`text` with secrets masked; every line keeps its number and length.

    Masked are the literals that a place of `secrets` touches (of a URL, its password), what it touches of a comment,
    wherever the file says the same again, literals given to names that sound secret, and what looks like a
    credential inside any literal or comment. All else stays readable."""
    found = list(_joined(sorted(_spans(text, secrets))))
    read = list(quoted(text, language))
    touched = _touched(text, read, found)
    known = _known(text, touched, found)
    again = _again(known, _UNIQUE - 1)
    shown = list(text)
    previous: Lexeme | None = None
    for lexeme in read:
        joined = previous is not None and _JOINED.fullmatch(text, previous.end, lexeme.start) is not None
        named = joined or _sounds_secret(text, lexeme) or _said(text, lexeme) in known
        previous = None
        if (named and lexeme.kind == "string") or touched.get(lexeme) == [_content(text, lexeme)]:
            _mask(shown, *_content(text, lexeme))
            previous = lexeme
        else:
            for start, end in touched.get(lexeme, ()):
                _mask(shown, start, end)
            for start, end in _credentials(text, lexeme):
                _mask(shown, start, end)
            for span in again.spans(text, lexeme.start, lexeme.end):
                _mask(shown, *span)
    for start, end in found:  # what no quotes stand around, as in `%q(…)`
        for word in _long_words(text, start, end):
            _mask(shown, *word)
    return "".join(shown)


def said_in(text: str, secrets: Iterable[Place], language: str = PYTHON) -> frozenset[str]:
    """What the literals say that these places touch, and what the places cover inside of one; short ones left out."""
    found = list(_joined(sorted(_spans(text, secrets))))
    return _known(text, _touched(text, quoted(text, language), found), found)


def _touched(
    text: str, read: Iterable[Lexeme], found: Sequence[tuple[int, int]]
) -> dict[Lexeme, list[tuple[int, int]]]:
    """Where secrets stand, by the literal or comment in which they do."""
    return {lexeme: spans for lexeme in read if (spans := list(_secret_spans(text, lexeme, found)))}


def _known(
    text: str, touched: Mapping[Lexeme, Iterable[tuple[int, int]]], found: Sequence[tuple[int, int]]
) -> frozenset[str]:
    said = {text[start:end] for spans in touched.values() for start, end in spans}
    # A key in a longer text: a fix may leave it in another one.
    for lexeme in touched:
        start, end = found[bisect.bisect_left(found, (lexeme.end, 0)) - 1]
        if lexeme.start < start and end < lexeme.end and end - start >= _UNIQUE:
            said.add(text[start:end])
    return frozenset(each for each in said if len(each) >= _TELLING)


class _Again:
    """Finds secrets as whole words. A pattern of thousands of them would try each at each word."""

    def __init__(self, secrets: frozenset[str]) -> None:
        self._secrets = secrets
        #: How long those are that begin with the same characters, the longest first.
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for length, head in sorted({(len(each), each[:_TELLING]) for each in secrets}, reverse=True):
            self._lengths[head].append(length)

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where they stand between two 0-based offsets, apart from each other."""
        end = len(text) if end is None else end
        after = start
        for match in _WORD_STARTS.finditer(text, start, end) if self._secrets else ():
            at = match.start()
            for length in self._lengths.get(text[at : at + _TELLING], ()) if at >= after else ():
                after_it = at + length
                inside = after_it <= end and text[at:after_it] in self._secrets
                if inside and (after_it == end or not _WORD.match(text, after_it)):
                    after = after_it
                    yield at, after
                    break


@lru_cache(maxsize=4)
def _again(known: frozenset[str], longest_word: int = _LONGEST_WORD) -> _Again:
    """What finds those secrets, wherever they are said again, that are longer than such a word, or no words."""
    return _Again(frozenset(each for each in known if len(each) > longest_word or _is_mixed(each)))


def _is_mixed(text: str) -> bool:
    """Whether it is neither a word nor a number: it holds letters and something else, or changes case."""
    word = text.isalpha() and (text.islower() or text.isupper() or text.istitle())
    return not word and _LETTER.search(text) is not None


def _long_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where words stand that are taken for keys."""
    for match in _LONG_WORD.finditer(text, start, end):
        if _DIGITS.search(match[0]) and _LETTER.search(match[0]):
            yield match.span()


def _secret_spans(text: str, lexeme: Lexeme, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the secret of a literal or comment stands that `found`, sorted and apart, touches: of a URL the password,
    of another literal all it says, of a comment what was found."""
    at = bisect.bisect_left(found, (lexeme.end, 0)) - 1
    if at < 0 or found[at][1] <= lexeme.start:
        return
    in_urls = [match.span(1) for match in _IN_URL.finditer(text, lexeme.start, lexeme.end)]
    if in_urls or lexeme.kind == "string":
        yield from in_urls or [_content(text, lexeme)]
    else:
        yield max(found[at][0], lexeme.start + 1), min(found[at][1], lexeme.end)


def _spans(text: str, places: Iterable[Place]) -> Iterator[tuple[int, int]]:
    """The 0-based offsets of places, the end exclusive."""
    starts = list(itertools.accumulate(map(len, split_lines(text)), initial=0))
    for place in places:
        if place.end_line < len(starts):
            end = min(starts[place.end_line - 1] + place.end_column - 1, starts[place.end_line])
            yield starts[place.line - 1] + place.column - 1, end


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted spans with those that overlap made one."""
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            if current is not None:
                yield current
            current = (start, end)
    if current is not None:
        yield current


def _sounds_secret(text: str, literal: Lexeme) -> bool:
    before = text[max(0, literal.start - 120) : literal.start]
    folded = before.casefold()  # as `re.I` compares: it takes `ſ` for an `s`
    named = any(stem in folded for stem in _STEMS) and _NAMED.search(before) is not None
    return named or _KEY_BLOCK in text[literal.start : literal.end]


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
    yield from _long_words(text, lexeme.start, lexeme.end)


def _mask(shown: list[str], start: int, end: int) -> None:
    kept = SHOWN if end - start >= 4 * SHOWN else 0
    for at in range(start + kept, end):
        if shown[at] not in "\r\n":
            shown[at] = _MASK
