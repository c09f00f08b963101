"""Knows where in a text stands what LibCST prints of it: it drops form feeds before code, and some lines of blanks and backslashes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backend_lint.semantics.regexes import regex

#: A 1-based line and a 0-based column in characters.
Position = tuple[int, int]

NEWLINE = regex(r"\r\n?|\n")
_BLANK = " \t\f"


def blanks(line: str) -> int:
    """The characters before the code of a line."""
    return len(line) - len(line.lstrip(_BLANK))


def in_text(text: str, printed: str) -> Callable[[Position], Position]:
    """What gives the position in `text` of a position in `printed`."""
    if printed == text:
        return lambda position: position
    ours, theirs = NEWLINE.split(text), NEWLINE.split(printed)
    numbers = _matched(ours, theirs)

    def stands(position: Position) -> Position:
        line, column = position
        number = numbers[min(line, len(numbers)) - 1]
        our, their = ours[number - 1], theirs[line - 1]
        if column < blanks(their) or our.lstrip(_BLANK) != their.lstrip(_BLANK):
            return number, column
        return number, column + blanks(our) - blanks(their)

    return stands


def _matched(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[int]:
    """The 1-based line of ours for each of theirs, what stands before their code left out of account."""
    if len(ours) == len(theirs):
        return range(1, len(ours) + 1)
    import difflib  # for the few such files

    mapping = [0] * len(theirs)
    one, other = ([line.lstrip(_BLANK) for line in lines] for lines in (ours, theirs))
    for block in difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            mapping[block.b + step] = block.a + step + 1
    last = 1
    for number, line in enumerate(mapping):
        last = mapping[number] = line or last
    return mapping
