"""Knows how a change of a file is shown: as a unified diff, without secrets and without what a terminal would obey."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from backend_lint.model import Place
from backend_lint.reports.style import Paint, Style, printable, printable_path
from backend_lint.semantics.file import SourceFile, decode, split_lines
from backend_lint.semantics.redact import literals, redacted, said_in

#: The name of a variable of the environment, which may be the one whose fallback was a secret, is none.
_NO_NAME = r"(?<!environ\[.)(?<!getenv\(.)(?<!environ\.get\(.)"
_PAINTS: dict[str, Paint] = {"+": "green", "-": "red", "@": "cyan"}


def unified(before: SourceFile, after: bytes, secrets: Iterable[Place], style: Style, context: int = 3) -> str:
    """The diff of a file that becomes `after`, as `git diff` and `patch` know it. `secrets` are the places of those in the
    file as it is: a diff that masks one, or spells out a control character, cannot be applied. `context` is a number of
    lines."""
    path = printable_path(before.path)
    lines = [style.paint(f"--- a/{path}", "bold"), style.paint(f"+++ b/{path}", "bold")]
    lines += [
        style.paint(line, _PAINTS[line[0]]) if line[0] in _PAINTS else line
        for line in _hunks(before, after, secrets, context)
    ]
    return "".join(f"{line}\n" for line in lines)


def _hunks(before: SourceFile, after: bytes, secrets: Iterable[Place], context: int) -> Iterator[str]:
    secrets = [*secrets]
    result = decode(before.path, after)
    shown = split_lines(redacted(before.text, secrets, before.language))
    shown_after = split_lines(redacted(result.text, _still_there(before, result, secrets), before.language))
    # Without autojunk, which leaves lines that repeat often to their neighbours, 6,000 lines with 1,000 equal ones take minutes.
    matcher = difflib.SequenceMatcher(None, before.lines, result.lines)
    for group in matcher.get_grouped_opcodes(context):
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"
        for kind, start, end, start_after, end_after in group:
            if kind == "equal":
                yield from (f" {_line(line)}" for line in shown[start:end])
            else:
                yield from (f"-{_line(line)}" for line in shown[start:end])
                yield from (f"+{_line(line)}" for line in shown_after[start_after:end_after])


def _still_there(before: SourceFile, after: SourceFile, secrets: Iterable[Place]) -> Iterator[Place]:
    """Where the file afterwards says a secret that it said before."""
    secrets = [*secrets]
    said: set[str] = {*said_in(before.text, secrets, before.language)}
    for place in secrets:
        start, end = before.byte_offset(place.line, place.column), before.byte_offset(place.end_line, place.end_column)
        said |= literals(before.data[start:end].decode(before.encoding, "replace"), before.language)
    if not said:
        return
    pattern = re.compile(f"{_NO_NAME}(?:{'|'.join(map(re.escape, sorted(said, key=len, reverse=True)))})")
    for number, line in enumerate(after.lines, 1):
        for match in pattern.finditer(line):
            yield Place(number, match.start() + 1, number, match.end() + 1)


def _range(start: int, end: int) -> str:
    """0-based lines as a diff counts them."""
    if end - start == 1:
        return f"{start + 1}"
    return f"{start + 1 if end > start else start},{end - start}"


def _line(line: str) -> str:
    return "\t".join(map(printable, line.rstrip("\r\n").split("\t")))
