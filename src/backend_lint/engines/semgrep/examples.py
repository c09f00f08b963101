"""Knows what the annotated example beside a pack shows: code that is reported, and code that is not."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from backend_lint.packs import Pack
from backend_lint.semantics.languages import language_of
from backend_lint.semantics.lexis import lexemes

#: How `semgrep --test` has it: the comment stands above the line that is matched.
_MARK = re.compile(r"^\s*(?://|\#|/\*)\s*(?P<kind>ruleid|ok):", re.M)
#: In the name of a file that shows what an example becomes when its fixes are applied, as `semgrep --test` has it.
FIXED = ".fixed"
#: Longest statement that is shown whole.
_MOST_LINES = 6


class Shown(NamedTuple):
    """Statements of an example in the order of the file, without their indentation."""

    reported: list[str]
    silent: list[str]


def examples(pack: Pack) -> Shown:
    """What the example of a pack shows. Nothing when it has none that can be read."""
    shown = Shown([], [])
    for path in sorted(Path(pack.path).parent.glob(f"{Path(pack.path).stem}.*")):
        if path.suffix != ".yaml" and FIXED not in path.suffixes:
            for kind, statement in _statements(path.read_text(encoding="utf-8"), language_of(path.name)):
                (shown.reported if kind == "ruleid" else shown.silent).append(statement)
    return shown


def _statements(text: str, language: str) -> Iterator[tuple[str, str]]:
    """The kind of each mark and the statement below it; of one that is too long, or opens a block, its first line."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        mark = _MARK.match(line)
        if mark is None:
            continue
        start = number + 1
        while start < len(lines) and _MARK.match(lines[start]):
            start += 1
        ends = range(start + 1, min(start + _MOST_LINES, len(lines)) + 1)
        statements = ["\n".join(lines[start:end]) for end in ends]
        closed = next((each for each in statements if _is_closed(each, language)), None)
        if statements:
            yield mark["kind"], textwrap.dedent(closed or statements[0]).strip("\n")


def _is_closed(statement: str, language: str) -> bool:
    """Whether every bracket is closed again, and no more than those."""
    depth = 0
    for lexeme in lexemes(statement, language):
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        if depth < 0:
            return False
    return depth == 0 and bool(statement.strip())
