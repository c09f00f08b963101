"""Knows the comments, the code and the line ends of a file, whether or not this Python can read it."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from typing import Literal, NamedTuple

from backend_lint.semantics.languages import PYTHON
from backend_lint.semantics.lexis import lexemes
from backend_lint.semantics.regexes import regex

# Python 3.12 gives f-strings in pieces, 3.14 template strings too.
_STARTS = {number for name, number in vars(tokenize).items() if name in ("FSTRING_START", "TSTRING_START")}
_ENDS = {number for name, number in vars(tokenize).items() if name in ("FSTRING_END", "TSTRING_END")}

#: A directive behind another tool's: `// eslint-disable-line // backend-lint: …`.
_INNER = regex(r"//(?=\s*backend[-_]lint\b)", re.I)


class Event(NamedTuple):
    """A piece of a file on the lines `line` to `last` (1-based), from the 0-based `column` in characters: a comment,
    code, the end of a logical line, or the end of a line without anything. A comment's text begins with `#` whatever
    its language: `before` characters of its mark, and `after` characters of the mark that closes it, are left out."""

    kind: Literal["comment", "code", "end", "blank"]
    line: int
    last: int
    column: int
    text: str
    before: int = 0
    after: int = 0


def events(source: str, language: str = PYTHON) -> list[Event]:
    """The events of a text whose lines end in LF. Never raises: where this Python's tokenizer gives up, and for other
    languages, a scanner that knows strings and comments reads the text."""
    if language != PYTHON:
        return list(_scanned(source, language))
    try:
        return list(_tokenized(source))
    except (tokenize.TokenError, SyntaxError):
        return list(_scanned(source, PYTHON))


def code_alone(text: str, language: str = PYTHON) -> list[str]:
    """The code of a file without its comments and empty lines; equal for files that differ in nothing else."""
    source = io.StringIO(text, newline=None).getvalue()
    return [event.text for event in events(source, language) if event.kind in ("code", "end")]


def _tokenized(source: str) -> Iterator[Event]:
    skipped = (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    commented = 0
    started: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        (line, column), last = token.start, token.end[0]
        if token.type == tokenize.COMMENT:
            commented = line
            yield Event("comment", line, line, column, token.string)
        elif token.type == tokenize.NEWLINE:
            yield Event("end", line, line, column, "")
        elif token.type == tokenize.NL:
            if commented != line:
                yield Event("blank", line, line, column, "")
        elif token.type in _ENDS:
            yield Event("code", started.pop(), last, column, token.string)
        elif token.type not in skipped:
            if token.type in _STARTS:
                started.append(line)
            yield Event("code", line, last, column, token.string)


def _scanned(source: str, language: str) -> Iterator[Event]:
    """The same events from the lexemes alone. In other languages a brace opens a block, in which lines end statements."""
    line, seen, begins = 1, "", 0
    around: list[str] = []
    for kind, start, end in lexemes(source, language):
        text, column = source[start:end], start - begins
        last = line + text.count("\n")
        if kind == "newline":
            if not around or (around[-1] == "{" and language != PYTHON):
                if seen == "code":
                    yield Event("end", line, line, column, "")
                elif not seen:
                    yield Event("blank", line, line, column, "")
                seen = ""
        elif kind == "comment":
            yield _comment(line, column, text)
            seen = seen or "comment"
        elif kind != "joined":
            if kind == "open":
                around.append(text)
            elif kind == "close" and around:
                around.pop()
            yield Event("code", line, last, column, text)
            seen = "code"
        if last > line:
            begins = start + text.rindex("\n") + 1
        line = last
    if seen == "code":
        yield Event("end", line, line, 0, "")


def _comment(line: int, column: int, text: str) -> Event:
    """A comment on one line. One on several lines asks for nothing: whether it speaks for its first line or for what
    follows its last one would be a guess."""
    if text.startswith("#"):
        return Event("comment", line, line, column, text)
    after = 2 if text.startswith("/*") and text.endswith("*/") else 0
    said = "" if "\n" in text else text[2 : len(text) - after]
    return Event("comment", line, line, column, "#" + _INNER.sub(" #", said), 1, after)
