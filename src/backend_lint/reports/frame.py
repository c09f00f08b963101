"""Knows how to show a place of a source text: numbered lines with carets under the exact characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from backend_lint.model import Place, Severity
from backend_lint.reports.style import SEVERITY_PAINT, Style, shown_characters

#: Lines of one place that are shown; of a longer one the first and the last two.
MOST_LINES = 8
#: Cells of a line that are shown around the caret: a minified line does not fill the screen.
MOST_CELLS = 160
_TAB = "    "


def frame(lines: list[str], place: Place, severity: Severity, style: Style) -> Iterator[str]:
    """The lines of the frame, without line ends. `lines` are those of the file, secrets already masked."""
    last = min(place.end_line, len(lines))
    if place.end_line > place.line and place.end_column <= 1:
        last -= 1  # ends before the first character of its last line
    numbers = list(range(place.line, last + 1))
    width = len(str(last))
    bar = style.paint("|", "blue")
    yield f"{' ' * width} {bar}"
    shown = numbers if len(numbers) <= MOST_LINES else [*numbers[: MOST_LINES - 2], 0, *numbers[-2:]]
    for number in shown:
        if not number:
            yield style.paint("." * max(3, width), "blue")
            continue
        text = lines[number - 1].rstrip("\r\n")
        start = place.column - 1 if number == place.line else len(text) - len(text.lstrip())
        end = place.end_column - 1 if number == place.end_line else len(text)
        shown_text, before, marked = _window(text, start, end)
        yield f"{style.paint(str(number).rjust(width), 'blue')} {bar} {shown_text}".rstrip()
        if marked:
            carets = style.paint("^" * marked, SEVERITY_PAINT[severity])
            yield f"{' ' * width} {bar} {' ' * before}{carets}"


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """What is shown of a line, the cells before the marked part and the cells it covers."""
    parts = [_cells(*each) for each in zip(text, shown_characters(text), strict=True)]
    lead = sum(cells for _, cells in parts[:start])
    marked = max(1, sum(cells for _, cells in parts[start:end]))
    total = sum(cells for _, cells in parts)
    if total <= MOST_CELLS:
        return "".join(shown for shown, _ in parts), lead, marked
    first = start
    room = MOST_CELLS // 4
    while first > 0 and room > 0:
        first -= 1
        room -= parts[first][1]
    room, last = MOST_CELLS, first
    while last < len(parts) and room > 0:
        room -= parts[last][1]
        last += 1
    head, tail = "..." if first else "", "..." if last < len(parts) else ""
    before = len(head) + sum(cells for _, cells in parts[first:start])
    covered = max(1, sum(cells for _, cells in parts[start : min(end, last)]))
    return head + "".join(shown for shown, _ in parts[first:last]) + tail, before, covered


def _cells(character: str, shown: str) -> tuple[str, int]:
    """A character as it is shown, and how many terminal cells it fills."""
    if character == "\t":
        return _TAB, len(_TAB)
    if shown.isascii():
        return shown, len(shown)
    if unicodedata.combining(character):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1
