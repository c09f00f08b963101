"""Knows which rule a position is about: that of a finding there, or one that a comment there names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lsprotocol import types

from backend_lint.lsp import wire
from backend_lint.lsp.manual import Manual
from backend_lint.lsp.text import Document
from backend_lint.model import Finding, Place

#: A comment that names rules: flake8's and ours, well-formed or not yet.
_COMMENT = re.compile(r"#\s*(?:noqa\s*:|backend-lint:\s*[a-z-]+\s*\[)(?P<names>[^\]#]*)", re.I)
_WORD = re.compile(r"[A-Za-z0-9-]+")


async def hover(
    document: Document, position: types.Position, findings: Iterable[Finding], manual: Manual
) -> types.Hover | None:
    """The pages of the rules that a position is about."""
    line, column = document.place_of(position)
    named = _named(document, line, column)
    if named is not None:
        asked = [named]
    else:
        asked = [(each.code, each.place) for each in findings if _inside(each.place, line, column)]
    places: list[Place] = []
    pages: dict[str, wire.Page] = {}
    for name, place in asked:
        page = await manual.page(name)
        if page is not None:
            places.append(place)
            pages[page.code] = page
    if not pages:
        return None
    text = "\n---\n\n".join(page.text for page in pages.values())
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), document.range_of(places[0]))


def _inside(place: Place, line: int, column: int) -> bool:
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    return start <= (line, column) < end or start == (line, column)


def _named(document: Document, line: int, column: int) -> tuple[str, Place] | None:
    """The code or name in a comment that stands at a place (1-based, in characters)."""
    if line > len(document.lines):
        return None
    text = document.lines[line - 1].removeprefix("\ufeff")
    for comment in _COMMENT.finditer(text):
        for word in _WORD.finditer(text, comment.start("names"), comment.end("names")):
            if word.start() < column <= word.end() + 1:
                return word[0], Place(line, word.start() + 1, line, word.end() + 1)
    return None
