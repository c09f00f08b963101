"""Knows which comments ask not to report a finding, and which statement a comment speaks for."""

from __future__ import annotations

import bisect
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from backend_lint.model import NOT_ANALYSED, RULE_FAILED, Finding, Suppressed
from backend_lint.semantics.lexis import lexemes

_MENTION = re.compile(r"noqa|backend-lint:|nosec", re.I)
# flake8's grammar, without its blanket form: a comment that names no code says nothing about ours.
_NOQA = re.compile(r"#\s*noqa:\s?(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)(?P<reason>.*)", re.I)
_IGNORE = re.compile(r"#\s*backend-lint:\s*ignore\[(?P<codes>[^\[\]#]*)\](?P<reason>[^#]*)")
_ENTRY = re.compile(r"BKD\d{3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NOSEC = re.compile(r"#\s*nosec\b(?P<reason>.*)", re.I)
_CODE = re.compile(r"[A-Z]+[0-9]+", re.I)


class _Directive(NamedTuple):
    """What one comment asks for: whole codes or names, or prefixes of codes."""

    line: int
    names: frozenset[str]
    prefixes: tuple[str, ...]
    reason: str

    def covers(self, finding: Finding) -> bool:
        if finding.code in self.names or finding.name in self.names:
            return True
        return finding.code.startswith(self.prefixes)


@dataclass(slots=True)
class _Unit:
    """A logical line, or a line that holds only a comment: the lines (1-based, both included) that a
    directive in it speaks for. `above` are the directives of own-line comments directly above it."""

    first: int
    last: int
    decorator: bool = False
    directives: list[_Directive] = field(default_factory=list)
    above: list[_Directive] = field(default_factory=list)


class _Event(NamedTuple):
    kind: Literal["comment", "code", "end", "blank"]
    line: int
    last: int
    text: str


def suppress(
    text: str, findings: Sequence[Finding], *, respect_nosec: bool = False
) -> tuple[list[Finding], list[Suppressed]]:
    """Divide the findings of one file into those to report and those that a comment suppresses.

    `text` is the decoded file. The tool's own failures are never suppressed, and a malformed directive
    (an empty list, an unknown form of a code) suppresses nothing."""
    if not findings or not _MENTION.search(text):
        return list(findings), []
    units = _units(text, respect_nosec)
    starts = [unit.first for unit in units]
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        at = bisect.bisect_right(starts, finding.place.line) - 1
        unit = units[at] if at >= 0 and finding.place.line <= units[at].last else None
        directive = next(
            (each for each in (*unit.directives, *unit.above) if each.covers(finding)) if unit else iter(()),
            None,
        )
        if directive is None or finding.code in (NOT_ANALYSED, RULE_FAILED):
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, directive.line, directive.reason))
    return kept, suppressed


def _units(text: str, respect_nosec: bool) -> list[_Unit]:
    source = io.StringIO(text, newline=None).getvalue()
    try:
        events = list(_tokenized(source))
    except (tokenize.TokenError, SyntaxError):
        events = list(_scanned(source))
    units: list[_Unit] = []
    pending: list[_Directive] = []
    decorators: list[_Unit] = []
    current: _Unit | None = None
    for event in events:
        if event.kind == "code":
            if current is None:
                current = _Unit(event.line, event.last, event.text == "@", above=pending)
                pending = []
                units.append(current)
            current.last = max(current.last, event.last)
        elif event.kind == "comment":
            found = list(_directives(event.text, event.line, respect_nosec))
            if current is not None:
                current.directives += found
                current.last = max(current.last, event.line)
            else:
                pending += found  # shared by the whole run of comments and by what it stands above
                units.append(_Unit(event.line, event.line, directives=pending))
        elif event.kind == "blank" and current is None:
            pending = []
        elif event.kind == "end" and current is not None:
            if current.decorator:
                decorators.append(current)
            else:
                _join_head(decorators, current)
                decorators = []
            current = None
    return units


def _join_head(decorators: list[_Unit], header: _Unit) -> None:
    """A comment above a decorated function speaks for its whole head; one on the `def` line speaks for the
    decorators too; one on a decorator's own line only for that decorator."""
    above = [directive for unit in (*decorators, header) for directive in unit.above]
    for unit in decorators:
        unit.directives += header.directives
        unit.above = above
    header.above = above


def _directives(comment: str, line: int, respect_nosec: bool) -> Iterator[_Directive]:
    for match in _NOQA.finditer(comment):
        prefixes = tuple(code.upper() for code in _CODE.findall(match["codes"]))
        yield _Directive(line, frozenset(), prefixes, match["reason"].strip(" -:"))
    for match in _IGNORE.finditer(comment):
        names = [entry.strip() for entry in match["codes"].split(",")]
        if all(_ENTRY.fullmatch(name) for name in names):
            yield _Directive(line, frozenset(names), (), match["reason"].strip(" -:"))
    nosec = _NOSEC.search(comment) if respect_nosec else None
    if nosec is not None:
        yield _Directive(line, frozenset(), ("BKD",), nosec["reason"].strip(" -:"))


def _tokenized(source: str) -> Iterator[_Event]:
    skipped = (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    commented = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line, last = token.start[0], token.end[0]
        if token.type == tokenize.COMMENT:
            commented = line
            yield _Event("comment", line, line, token.string)
        elif token.type == tokenize.NEWLINE:
            yield _Event("end", line, line, "")
        elif token.type == tokenize.NL:
            if commented != line:
                yield _Event("blank", line, line, "")
        elif token.type not in skipped:
            yield _Event("code", line, last, token.string)


def _scanned(source: str) -> Iterator[_Event]:
    """The same events for a file that this Python's tokenizer does not read, such as newer syntax."""
    return _scan((lexeme.kind, source[lexeme.start : lexeme.end]) for lexeme in lexemes(source))


def _scan(pieces: Iterable[tuple[str, str]]) -> Iterator[_Event]:
    line, depth, seen = 1, 0, ""
    for kind, text in pieces:
        last = line + text.count("\n")
        if kind == "newline":
            if not depth:
                if seen == "code":
                    yield _Event("end", line, line, "")
                elif not seen:
                    yield _Event("blank", line, line, "")
                seen = ""
        elif kind == "comment":
            yield _Event("comment", line, line, text)
            seen = seen or "comment"
        elif kind != "joined":
            depth = max(0, depth + (kind == "open") - (kind == "close"))
            yield _Event("code", line, last, text)
            seen = "code"
        line = last
    if seen == "code":
        yield _Event("end", line, line, "")
