"""Knows how what semgrep would write in place of a match becomes the smallest edit that says the same.

Semgrep prints a match anew from its own tree: comments and line breaks of the parts that stay would be lost. So the two texts are
compared word by word, and only what differs in between is replaced. It also prints some code wrongly (1.182.0: the end of an
interpolated string in TypeScript and C#, `ref` in C#, a cast in PHP, `$1` in any string), so an edit that takes code away and
writes some of it again is refused: one that inserts, deletes, or puts something new in place of something is not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from backend_lint.semantics.lexis import lexemes

#: A metavariable that semgrep did not fill in, because the branch of the pattern that matched does not bind it.
_METAVARIABLE = re.compile(r"\$(?:\.\.\.)?[A-Z][A-Z_0-9]*")
#: What semgrep takes for a group of the rule's regular expression, wherever it stands.
_GROUP = re.compile(r"\$\d")
#: A string that is the same however it is printed: of one line, and with nothing that is filled in.
_PLAIN_STRING = re.compile(r"\"[^\"\n\r$#{]*\"|'[^'\n\r$#{]*'")
#: What may be left out at the end of a list, with what follows it, and at the end of a match.
_OPTIONAL = (",)", ",]", ",}", ";")
_NAME = re.compile(r"\w")
_LINE_END = re.compile(r"\r\n?|\n")
#: Brackets that semgrep puts around an operand: `(key!)`, `(-1)`.
_BRACKETED = re.compile(r"(?<![\w)\]])\((-[\w.]+|[\w.]+!{1,2})\)")


class Change(NamedTuple):
    """Replace the characters `start:end` (0-based) of a text by `text`."""

    start: int
    end: int
    text: str


class _Word(NamedTuple):
    """What a parser sees as one: its text, and its 0-based offsets."""

    text: str
    start: int
    end: int


def change(old: str, new: str, language: str, line_end: str) -> Change | None:
    """What makes `new` of `old` and keeps the words they share at their beginnings and ends, with all between those. None when
    nothing would change, when a comment would be lost, and when `new` cannot be what the pack's author wrote."""
    if _GROUP.search(old) or any(name not in old for name in _METAVARIABLE.findall(new)):
        return None
    new = _BRACKETED.sub(lambda operand: operand[0 if operand[0] in old else 1], new)
    before, after = _words(old, language), _words(new, language)
    head, tail = _shared([word.text for word in before], [word.text for word in after])
    gone, come = before[head : len(before) - tail], after[head : len(after) - tail]
    if _depth(gone) != _depth(come) or (gone and come and not _all_new(gone, come)):
        return None
    if gone and come:
        found = Change(gone[0].start, gone[-1].end, new[come[0].start : come[-1].end])
    elif come:
        found = _insertion(old, new, before[:head], after, len(after) - tail)
    elif gone:
        # With the space in front at the end of a list, else with the space behind.
        last = head and (not tail or before[-tail].text in ")]}")
        start = before[head - 1].end if last else gone[0].start
        found = Change(start, gone[-1].end if last or not tail else before[-tail].start, "")
    else:
        return None
    if any(
        each.kind == "comment" and each.start < found.end and each.end > found.start for each in lexemes(old, language)
    ):
        return None
    return found._replace(text=_LINE_END.sub(line_end, found.text))


def _insertion(old: str, new: str, kept: Sequence[_Word], after: Sequence[_Word], end: int) -> Change:
    """What puts the words of `new` up to number `end` behind those that stay, `kept`: with the space in front of them, and the
    space behind where the old text has none."""
    at, come = len(kept), after[len(kept) : end]
    start = kept[-1].end if kept else 0
    gap = len(old[start:]) - len(old[start:].lstrip())
    behind = new[come[-1].end : after[end].start if end < len(after) else len(new)]
    if kept and gap and _LINE_END.search(old, start, start + gap) and come[-1].text in ",;":
        return Change(start, start, old[start : start + gap] + new[come[0].start : come[-1].end])
    front = new[after[at - 1].end if kept else come[0].start : come[-1].end]
    return Change(start, start, front if gap else front + behind)


def _all_new(gone: Sequence[_Word], come: Sequence[_Word]) -> bool:
    """Whether nothing that is taken away is written again, but for punctuation and plain strings. A string of several lines
    may be written again with another indentation."""
    again = {word.text for word in gone} & {word.text for word in come}
    return not any(_NAME.search(text) and not _PLAIN_STRING.fullmatch(text) for text in again) and not all(
        any(_LINE_END.search(word.text) for word in words) for words in (gone, come)
    )


def _depth(words: Sequence[_Word]) -> int:
    """How many brackets more are opened than closed."""
    return sum((word.text in "([{") - (word.text in ")]}") for word in words)


def _words(text: str, language: str) -> list[_Word]:
    """The words of a text, without a comma behind the last of a list and a semicolon at the end: semgrep prints neither, or always."""
    silent = ("comment", "newline", "joined")
    every = [
        _Word(text[each.start : each.end], each.start, each.end)
        for each in lexemes(text, language)
        if each.kind not in silent
    ]
    followed = itertools.zip_longest(every, every[1:])
    return [word for word, behind in followed if word.text + (behind.text if behind else "") not in _OPTIONAL]


def _shared(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words two texts share at the beginning, and how many of the others at the end."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - head
    return head, next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
