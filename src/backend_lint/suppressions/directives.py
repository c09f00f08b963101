"""Knows the grammar of comments that ask not to report something, and how to say what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from backend_lint.model import OWN_CODES
from backend_lint.semantics.regexes import regex
from backend_lint.spelling import did_you_mean

#: What `backend-lint:` can ask for.
VERBS = ("ignore", "disable", "enable", "file-ignore", "fixme")

#: How the codes of the tool's own rules begin.
_TOOL = "BKD09"

#: The tool's own rules about comments.
UNUSED, WITHOUT_REASON, MALFORMED, EXPIRED = "BKD090", "BKD091", "BKD092", "BKD093"
TOLD = (UNUSED, WITHOUT_REASON, MALFORMED, EXPIRED)

#: What no comment suppresses.
FIRM = (*OWN_CODES, MALFORMED)

#: Longest comment that is read, in characters. Naming every rule takes 2,000; a hostile one would take minutes.
MAX_COMMENT = 5_000

# A comment can hold several, each behind its own `#`. A `#` before a number is a ticket in a reason.
_SEGMENT = regex(r"#(?=\s|[A-Za-z][\w-]*:|no(?:qa|sec)\b)", re.I)
_OURS = regex(r"#\s*(?P<tool>backend[-_]lint)\b(?P<colon>\s*:)?\s*(?P<verb>[A-Za-z][\w-]*)?\s*", re.I)
# flake8's grammar, without its blanket form: a comment that names no code says nothing about ours.
_CODE = regex(r"[A-Z]+[0-9]+", re.I)
_NOQA = regex(rf"#\s*noqa:\s?(?P<codes>{_CODE.pattern}(?:[,\s]+{_CODE.pattern})*)", re.I)
_NOSEC = regex(r"#\s*nosec\b", re.I)
_PREFIX = regex(r"BKD[0-9]*", re.I)
_WORD = regex(r"[A-Za-z][\w-]*")
_ITEM = regex(r"[^,]+")
_UNTIL = regex(r"\s*until=(?P<until>[^\s:,;]*)[:,;]?")
_DATE = regex(r"\d{4}-\d\d-\d\d")
_PUNCTUATION = " \t-:"


class Entry(NamedTuple):
    """What a directive names: the code or name of a rule, or in `noqa` the beginning of a code. Offsets count
    characters from the comment's `#`, the end exclusive."""

    text: str
    start: int
    end: int
    prefix: bool = False

    @property
    def foreign(self) -> bool:
        """Whether this is another linter's code, which says nothing to us."""
        return self.prefix and not _PREFIX.fullmatch(self.text)

    def covers(self, code: str, name: str) -> bool:
        """Whether the entry names this rule. The prefixes `BKD0` and shorter ones say nothing of the tool's own
        rules, or an unused one would be used by what is said about it."""
        if not self.prefix:
            return self.text in (code, name)
        text = self.text.upper()
        return code.startswith(text) and not self.foreign and (len(text) >= len(_TOOL) or not code.startswith(_TOOL))


class Directive(NamedTuple):
    """One request in a comment. Offsets count characters from the comment's `#`, the end exclusive. `fault` says
    what is wrong with it: then it suppresses nothing."""

    verb: str
    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    reason: str = ""
    until: date | None = None
    fault: str = ""

    @property
    def title(self) -> str:
        """What it asks for and of which rules, for messages."""
        names = ", ".join(entry.text for entry in self.entries)
        return f"noqa: {names}" if self.verb == "noqa" else f"{self.verb}[{names}]"


def is_own(code: str) -> bool:
    """Whether the tool itself says this, about comments or its own failures: no rule about code does."""
    return code in OWN_CODES or code.startswith(_TOOL)


def mentioned(data: bytes) -> bool:
    """Whether a file can hold a directive: searches for words, which cost nothing, before anything is read."""
    data = data.lower()
    return (b"bkd" in data and b"noqa" in data) or (
        b"backend" in data and (b"backend-lint" in data or b"backend_lint" in data)
    )


def read(comment: str, *, respect_nosec: bool = False) -> Iterator[Directive]:
    """The directives of one comment, which begins with `#`. Never raises."""
    if len(comment) > MAX_COMMENT:
        if _OURS.search(comment) or _NOQA.search(comment, 0, MAX_COMMENT):
            yield Directive("", 0, MAX_COMMENT, fault=f"The comment is longer than {MAX_COMMENT:,} characters")
        return
    starts = [0, *(match.start() for match in _SEGMENT.finditer(comment, 1))]
    for start, end in zip(starts, [*starts[1:], len(comment)], strict=True):
        stop = start + len(comment[start:end].rstrip())
        if match := _OURS.match(comment, start, stop):
            directive = _ours(comment, match, stop)
        elif match := _NOQA.match(comment, start, stop):
            directive = _noqa(comment, match, stop)
        elif respect_nosec and (match := _NOSEC.match(comment, start, stop)):
            reason = comment[match.end() : stop].strip(_PUNCTUATION)
            directive = Directive("nosec", start, stop, (Entry("BKD", start, stop, True),), reason)
        else:
            directive = None
        if directive is not None:
            yield directive


def _noqa(comment: str, match: re.Match[str], stop: int) -> Directive | None:
    entries = tuple(
        Entry(code[0], code.start(), code.end(), prefix=True)
        for code in _CODE.finditer(comment, match.start("codes"), match.end("codes"))
    )
    if all(entry.foreign for entry in entries):
        return None
    return Directive("noqa", match.start(), stop, entries, comment[match.end() : stop].strip(_PUNCTUATION))


def _ours(comment: str, match: re.Match[str], stop: int) -> Directive | None:
    """None when the comment only mentions the tool: `# backend-lint says …`."""
    verb, at = match["verb"] or "", match.end()
    bracketed = comment[at:stop].startswith("[")
    misspelt = match["tool"] != "backend-lint"
    # A sentence may begin with `Backend-lint:`, and a package is called `backend_lint`: only what asks counts.
    if (misspelt or not match["colon"]) and not (bracketed and verb.lower() in VERBS):
        return None
    close = comment.find("]", at, stop)
    directive = Directive(verb, match.start(), stop)
    fault = (
        f"`{match['tool']}` is written `backend-lint` here"
        if misspelt
        else _head_fault(verb, comment[at:stop], bool(match["colon"]), close)
    )
    if fault:
        return directive._replace(fault=fault)
    entries, fault = _entries(comment, at + 1, close)
    rest, until = comment[close + 1 : stop], None
    if verb == "fixme" and not fault:
        found = _UNTIL.match(rest)
        until = _date(found["until"]) if found else None
        rest = rest[found.end() :] if found else rest
        if found is None:
            fault = "`fixme` asks for `until=YYYY-MM-DD` after the bracket"
        elif until is None:
            fault = f"`{found['until']}` is no date; write `until=YYYY-MM-DD`"
    return directive._replace(entries=entries, reason=rest.strip(_PUNCTUATION), until=until, fault=fault)


def _head_fault(verb: str, rest: str, colon: bool, close: int) -> str:
    if verb not in VERBS:
        known = f"; the directives are {', '.join(VERBS)}"
        return f"`{verb}` is no directive{did_you_mean(verb, VERBS) or known}" if verb else f"No directive{known}"
    if not colon:
        return "The colon after `backend-lint` is missing"
    if not rest.startswith("["):
        named = _WORD.match(rest)
        if named and (_PREFIX.fullmatch(named[0]) or "-" in named[0]):
            return f"The brackets are missing; write `{verb}[{named[0]}]`"
        return f"`{verb}` names no rule; write `{verb}[…]`"
    return "The bracket is not closed" if close < 0 else ""


def _entries(comment: str, start: int, close: int) -> tuple[tuple[Entry, ...], str]:
    """The entries between the brackets, and what is wrong with the first bad one."""
    entries: list[Entry] = []
    for item in _ITEM.finditer(comment, start, close):
        text = item[0].strip()
        first = item.start() + len(item[0]) - len(item[0].lstrip())
        if _WORD.fullmatch(text):
            entries.append(Entry(text, first, first + len(text)))
        elif all(map(_WORD.fullmatch, text.split())) and text:
            return (), f"A comma is missing in `{' '.join(text.split())}`"
        elif text:
            return (), f"`{text}` is no code or name of a rule"
    return tuple(entries), "" if entries else "The brackets name no rule"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
