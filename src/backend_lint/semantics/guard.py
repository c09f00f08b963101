"""Knows which text would crash, hang or drown LibCST's parser, and refuses it before the parser sees it.

The parser is native code: it dies of deep nesting (SIGSEGV) and backtracks exponentially on nested `case`
patterns while it holds the GIL, so nothing inside the process can stop it. This module bounds the height of
the tree from the tokens alone, in one pass and linear time. Text that is not Python is measured as far as
it goes; the parser then says what is wrong with it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from backend_lint.semantics.regexes import regex


class _Limit(NamedTuple):
    most: int
    cause: str


# The figures were measured with LibCST 1.9 in a thread with a stack of 256 MB; `real` is the most that was
# seen in 16,602 public files. Of 28,780 files that this module was run over, it refuses two: tables of
# generated polynomials in sympy, with sums of 1,614 and 4,571 operations.
#   tokens    2.1-3.4 KB of memory each, so 250,000 need up to 850 MB; real: 72,102
#   brackets  6.4 KB of stack each; CPython itself refuses more than 200; real: 18
#   height    operators, calls and attributes stacked in one expression: 1,000 parse in 0.2 s, 3,000 in 2.8 s
#             and 50,000 would overflow the stack; real: 163
#   strings   LibCST refuses 3,000 adjacent literals by itself, with an unclear message; real: 2,294
#   elifs     one `if` with 8,704 overflows a stack of 8 MB; real: 47
#   pattern   `case` costs 4 times more per nested mapping and 2 times more per other level: 4,096 is 0.05 s
_TOKENS = _Limit(250_000, "more than {1:,} tokens")
_BRACKETS = _Limit(200, "brackets nested {:,} deep or more (limit {:,})")
_HEIGHT = _Limit(1_000, "an expression of {:,} operations in a row (limit {:,})")
_STRINGS = _Limit(3_000, "{:,} string literals in a row (limit {:,})")
_ELIFS = _Limit(1_000, "{:,} branches of elif in a row (limit {:,})")
_PATTERN = _Limit(4_096, "a case pattern more than {1:,} times as slow as a flat one")

_WORDS_THAT_NEST = r"(?:lambda|not|and|or|if|await|for)\b"
# A string that is never closed ends with its line, or with the text: the parser reads nothing of such a file.
_STRING = r"""
    (?:"{3}(?:[^"\\]|\\.|"(?!"")|(?!))*+(?:"{3})?+
    |  '{3}(?:[^'\\]|\\.|'(?!'')|(?!))*+(?:'{3})?+
    |  "(?:[^"\\\r\n]|\\(?:\r\n|.)|(?!))*+"?+
    |  '(?:[^'\\\r\n]|\\(?:\r\n|.)|(?!))*+'?+)"""
_NEWLINE = r"(?:\r\n?|\n)"
# Apart from words, because `1or 2or 3` is three numbers and two operators.
_NUMBER = r"(?:0[xX][0-9a-fA-F_]++|0[bB][01_]++|0[oO][0-7_]++|[0-9][0-9_]*+(?:[eE][+-]?[0-9][0-9_]*+)?[jJ]?)"

# Every quantifier that could give back what it matched is possessive: no input makes this backtrack.
# `|(?!)` is for Python before 3.11.5; see `lexis`.
# What no alternative names (most words, numbers, comparison signs) is skipped by the first group. Something
# always follows it (`.` or `\Z`): if the whole could fail, the search would start again at each character.
_TOKEN = regex(
    rf"""
    (?:[ \t\f]++|{_NUMBER}|(?!{_WORDS_THAT_NEST}|[rRbBuUfFtT]{{1,2}}["'])\w++
      |[=<>!$?`]++|\\{_NEWLINE}|\#[^\r\n]*+|(?!))*+
    (?:
      (?P<string>(?:[bB][rR]?|[rR][bB]?|[uU])?{_STRING})
    | (?P<formatted>(?:[fFtT][rR]?|[rR][fFtT])(?:"{{3}}|'{{3}}|["']))
    | (?P<newline>(?:{_NEWLINE}(?:[ \t\f]++|\#[^\r\n]*+|\\{_NEWLINE}|(?!))*+|(?!))++
        (?P<head>(?:if|elif|case(?![ \t]*+[=.,:]))\b)?)
    | (?P<comma>,)
    | (?P<colon>:)
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}])
    | (?P<operator>\*\*|//|<<|>>|[-+*/%@&|^~.]|{_WORDS_THAT_NEST})
    | (?P<semicolon>;)
    | .
    | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
_SKIPPED = regex(r"\#[^\r\n]*+|\w++|[^\w\s]++")
_CLOSER = {"(": ")", "[": "]", "{": "}"}


def _literal_part(quote: str, raw: bool) -> re.Pattern[str]:
    """The text of an f-string up to its quote or next hole; `stop` is unset where the string breaks off."""
    line_ends = "" if len(quote) == 3 else r"\r\n"
    others = "" if len(quote) == 1 else rf"|{quote[0]}(?!{quote[1:]})"
    # The parser takes any text for a character's name, braces too, up to `}` or the end of the string.
    named = rf"\\N\{{(?:[^}}\\{quote[0]}{line_ends}]|\\[^}}]{others}|(?!))*+\}}?+"
    escape = r"\\[^{}]" if raw else rf"{named}|\\[^{{}}]"
    plain = rf"[^\\{{{quote[0]}{line_ends}]"
    return regex(rf"(?:{plain}|{escape}|\\(?=[{{}}])|\{{\{{{others}|(?!))*+(?P<stop>{quote}|\{{)?+", re.DOTALL)


def _specification_part(quote: str) -> re.Pattern[str]:
    """The text of a format specification up to its end or the next hole."""
    line_ends = "" if len(quote) == 3 else r"\r\n"
    others = "" if len(quote) == 1 else rf"|{quote[0]}(?!{quote[1:]})"
    return regex(
        rf"(?:[^{{}}\\{quote[0]}{line_ends}]|\\[^{{}}]|\\(?=[{{}}]){others}|(?!))*+(?P<stop>[{{}}])?+", re.DOTALL
    )


_LITERAL = {(q, raw): _literal_part(q, raw) for q in ('"', "'", '"""', "'''") for raw in (False, True)}
_SPECIFICATION = {part: _specification_part(quote) for (quote, _), part in _LITERAL.items()}
_SPECIFICATION |= {part: part for part in _SPECIFICATION.values()}  # a hole in a specification has one too


class _Frame(NamedTuple):
    """What was known outside a bracket, to be taken up again when it closes."""

    closer: str
    resume: re.Pattern[str] | None  # the f-string text that goes on after a hole
    operations: int
    inner: int
    highest: int
    lambdas: int
    strings: int


class _Measure:
    """One pass over a text. The height of an expression is at most the number of its operations at one
    level of brackets plus the height of the highest bracket among its operands; a comma starts anew."""

    def __init__(self, text: str) -> None:
        self.text = "\n" + text  # so that the first line begins like every other
        self.frames: list[_Frame] = []
        self.operations = self.inner = self.highest = 0
        self.lambdas = 0  # those whose parameters are still being read
        self.strings = 0
        self.elifs: dict[int, int] = {}
        self.pattern = 0  # the cost of the open `case` pattern, 0 outside of one
        # A token has at least one character: most files need no count.
        self.tokens = 0 if len(text) > _TOKENS.most else None
        self.most = {_HEIGHT: 0, _STRINGS: 0, _ELIFS: 0, _PATTERN: 0}

    def run(self) -> str | None:
        position: int | None = 0
        while position is not None:
            position = self._code(position)
            if self.tokens is not None and self.tokens > _TOKENS.most:
                return _TOKENS.cause.format(self.tokens, _TOKENS.most)
            if len(self.frames) > _BRACKETS.most:
                return _BRACKETS.cause.format(len(self.frames), _BRACKETS.most)
        while self.frames:
            self._close(self.frames[-1].closer)
        self._end_of_element()
        for limit, most in self.most.items():
            if most > limit.most:
                return limit.cause.format(most, limit.most)
        return None

    def _code(self, position: int) -> int | None:
        """Read tokens until an f-string takes over; where to go on, or None at the end."""
        for match in _TOKEN.finditer(self.text, position):
            kind = match.lastgroup
            if self.tokens is not None:
                skipped_to = match.start(kind) if kind else match.end()
                self.tokens += 1 + len(_SKIPPED.findall(self.text, match.start(), skipped_to))
                if self.tokens > _TOKENS.most:
                    return None
            if kind == "operator":
                self.operations += 1
                self.strings = 0
                if match["operator"] == "lambda":
                    self.lambdas += 1
            elif kind == "string":
                self._string()
            elif kind == "comma":
                self.strings = 0
                # The comma of `lambda a, b=lambda: …` does not end what the lambda nests.
                if not self.lambdas:
                    self._end_of_element()
            elif kind == "open":
                self._open(match["open"], None)
                if len(self.frames) > _BRACKETS.most:
                    return match.end()
            elif kind == "close":
                resume = self._close(match["close"])
                if resume:
                    return self._formatted(match.end(), resume)
            elif kind == "colon":
                hole_of = self.frames[-1].resume if self.frames else None
                if hole_of:
                    return self._formatted(match.end(), _SPECIFICATION[hole_of])
                self._colon()
            elif kind == "newline":
                self._newline(match)
            elif kind == "formatted":
                prefix = match["formatted"].lower()
                quote = prefix.lstrip("rft")
                return self._formatted(match.end(), _LITERAL[quote, "r" in prefix])
            elif kind == "semicolon":
                self._end_of_element()
        return None

    def _formatted(self, position: int, part: re.Pattern[str]) -> int:
        """Read the text of an f-string, or of a format specification, up to code."""
        while True:
            match = part.match(self.text, position)
            assert match is not None  # every part may be empty
            stop = match["stop"]
            if stop == "{":
                self._open(stop, part)
            elif stop == "}":
                # End of a specification: the hole closes, the string (or the outer specification) goes on.
                position = match.end()
                resume = self._close(stop)
                if resume:
                    part = resume
                    continue
            else:
                self._string()
            return match.end()

    def _open(self, bracket: str, resume: re.Pattern[str] | None) -> None:
        if self.pattern:
            self.pattern *= 4 if bracket == "{" else 2
            self.most[_PATTERN] = max(self.most[_PATTERN], self.pattern)
        self.frames.append(
            _Frame(
                _CLOSER[bracket],
                resume,
                self.operations,
                self.inner,
                self.highest,
                self.lambdas,
                self.strings,
            )
        )
        self.operations = self.inner = self.highest = self.lambdas = self.strings = 0

    def _close(self, bracket: str) -> re.Pattern[str] | None:
        """Leave a bracket; what to resume if it was the hole of an f-string. A closer that does not fit
        is passed over, so that it cannot hide depth."""
        if not self.frames or self.frames[-1].closer != bracket:
            return None
        if self.pattern:
            self.pattern //= 4 if bracket == "}" else 2
        self._end_of_element()
        height = self.highest + 1
        _, resume, operations, inner, self.highest, self.lambdas, strings = self.frames.pop()
        self.operations = operations if resume else operations + 1
        self.inner = max(inner, height)
        self.strings = strings if resume else 0
        return resume

    def _end_of_element(self) -> None:
        height = self.operations + self.inner
        if height > self.highest:
            self.highest = height
            self.most[_HEIGHT] = max(self.most[_HEIGHT], height)
        self.operations = self.inner = self.strings = 0

    def _string(self) -> None:
        self.strings += 1
        self.most[_STRINGS] = max(self.most[_STRINGS], self.strings)

    def _colon(self) -> None:
        self.strings = 0
        if self.lambdas:
            self.lambdas -= 1
        if not self.frames:
            self.pattern = 0

    def _newline(self, match: re.Match[str]) -> None:
        head = match["head"]
        if self.frames:
            self.operations += head == "if"
            return
        self._end_of_element()
        self.highest = self.lambdas = self.pattern = 0
        if head == "case":
            self.pattern = 1
        elif head:
            start = match.start("head")
            column = _column(self.text[match.start() : start])
            self.elifs[column] = 0 if head == "if" else self.elifs.get(column, 0) + 1
            self.most[_ELIFS] = max(self.most[_ELIFS], self.elifs[column])


def _column(space: str) -> int:
    """The column that the last line of white space reaches, as Python counts: tabs to 8, form feed to 0."""
    last = re.split(r"[\r\n\f]", space)[-1]
    return len(last.expandtabs(8))


def refuse(text: str) -> str | None:
    """Why `text` (of any length, Python or not) must not be given to the parser, or None."""
    return _Measure(text).run()
