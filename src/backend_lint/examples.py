"""A rule's docstring as its manual page and its first tests: summary, explanation, sources, Bad, Fixed and Good code."""

from __future__ import annotations

import re
import textwrap
from functools import cached_property
from typing import Literal, NamedTuple

ExampleKind = Literal["Bad", "Fixed", "Good"]
_SOURCES = re.compile(r"^Source:(.*?)(?:\n[ \t]*\n|\Z)", re.M | re.S)
_SOURCE = re.compile(r"(\d{3}):(\d+)(?:-(\d+))? (?:\"(.+)\"|`(.+)`)")
_HEADING = re.compile(r"^(Bad|Fixed|Good):[ \t]*$", re.M)
_FILE = re.compile(r"^# file: (\S+)[ \t]*\n", re.M)
_OPTION = re.compile(r"^# option: ([\w-]+) = (.+)$", re.M)
_WANT = re.compile(r"#\s*want((?::[+-]\d+)?)\s+((?:\"[^\"]*\"\s*)+)")

#: The file an example stands in when it names none.
DEFAULT_FILE = "app.py"


class Example(NamedTuple):
    """One block of code in a docstring. `files` maps file names to their text; `options` are rule options
    as TOML values by name."""

    kind: ExampleKind
    files: dict[str, str]
    options: dict[str, str]


class Source(NamedTuple):
    """A passage that asks for the rule. `document` is the number of one of the five documents that the rules are
    taken from, or the name of what else asks for it ("RFC 6151"), which stands without lines (0) and words. Lines
    are 1-based and inclusive; in `quote`, `…` stands for words that are left out."""

    document: str
    line: int = 0
    end_line: int = 0
    quote: str = ""


class Page:
    """A rule's docstring, dedented (`inspect.cleandoc`), taken apart as far as somebody asks: a run needs the first two of
    its parts, a page all. `summary` is its first line.

    A paragraph that begins with `Source:` lists sources, separated by `; `. Code is indented under the headings
    `Bad:`, `Fixed:`, `Good:`; a line `# file: name.py` starts a file of a multi-file example, `# option: name = value`
    sets a rule option."""

    def __init__(self, docstring: str) -> None:
        prose, *code = _HEADING.split(docstring.strip())
        summary, _, rest = prose.partition("\n")
        self.summary: str = summary.strip()
        self._rest: str = rest
        self._code: list[str] = code

    @cached_property
    def explanation(self) -> str:
        """The prose after the summary, without sources."""
        return _SOURCES.sub("", self._rest).strip()

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What asks for the rule. Raises ValueError for a source of another form."""
        listed = _SOURCES.search(self._rest)
        return tuple(_source(entry) for entry in " ".join(listed[1].split()).rstrip(".").split("; ")) if listed else ()

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The blocks of code."""
        return tuple(_example(kind, code) for kind, code in zip(self._code[::2], self._code[1::2], strict=True))


def _source(entry: str) -> Source:
    if match := _SOURCE.fullmatch(entry):
        document, line, end, words, code = match.groups()
        return Source(document, int(line), int(end or line), words or code)
    if entry[:1].isalpha():
        return Source(entry)
    raise ValueError(f'source {entry!r} is not of the form `000:82 "words of that line"`')


def _example(kind: str, code: str) -> Example:
    body = textwrap.dedent(code).strip("\n") + "\n"
    options = dict(_OPTION.findall(body))
    pieces = _FILE.split(body)
    files = {DEFAULT_FILE: pieces[0]} if pieces[0].strip() or len(pieces) == 1 else {}
    files |= dict(zip(pieces[1::2], pieces[2::2], strict=True))
    known: ExampleKind = "Bad" if kind == "Bad" else "Fixed" if kind == "Fixed" else "Good"
    return Example(known, files, options)


def wants(text: str) -> dict[int, list[str]]:
    """The findings a file says it must give: 1-based line to the quoted texts of its `# want "…"` comment;
    `# want:+2 "…"` speaks of the line two below."""
    found: dict[int, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for offset, quoted in _WANT.findall(line):
            target = number + int(offset[1:] or 0)
            found.setdefault(target, []).extend(re.findall(r'"([^"]*)"', quoted))
    return found
