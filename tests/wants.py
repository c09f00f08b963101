"""The marks in fixtures that say on which line which finding starts, and how findings differ from them.

A mark is a comment at the end of the line where the finding starts: `# want "BKD401"` (`// want …` where the language has
it so). The quoted text must
be part of `"{code} {message}"`; two quoted texts are two findings. `# want:+2 "…"` and `# want:-1 "…"` speak
of the line that many lines below or above, for lines inside a string. `# want[strict] "…"` counts only when
strict rules are on.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterable, Mapping
from pathlib import Path

from backend_lint.model import Finding
from backend_lint.semantics.languages import PYTHON, language_of
from backend_lint.semantics.lexis import lexemes

_WORD = re.compile(r"(?:#|//)\s*want\b")
_MARK = re.compile(r'(?:#|//)\s*want(?P<strict>\[strict\])?(?::(?P<offset>[+-]\d+))?(?P<texts>(?:\s+"[^"]+")+)')
_TEXT = re.compile(r'"([^"]+)"')


def read(path: Path, *, strict: bool = False) -> dict[int, list[str]]:
    """The expected texts of each line (1-based) of a file, read from its comments only.

    Raises ValueError when a comment begins like a mark and is not one."""
    wants: dict[int, list[str]] = {}
    for line, comment in _comments(path):
        marks = list(_MARK.finditer(comment))
        if len(marks) != len(_WORD.findall(comment)):
            raise ValueError(f"{path}:{line}: not a mark: {comment}")
        for mark in marks:
            if mark["strict"] and not strict:
                continue
            place = line + int(mark["offset"] or 0)
            wants.setdefault(place, []).extend(_TEXT.findall(mark["texts"]))
    return wants


def _comments(path: Path) -> list[tuple[int, str]]:
    """The comments of a file with their lines (1-based)."""
    language = language_of(path.name)
    if language == PYTHON:
        with tokenize.open(path) as source:
            tokens = tokenize.generate_tokens(source.readline)
            return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]
    text = path.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, each.start) + 1, text[each.start : each.end])
        for each in lexemes(text, language)
        if each.kind == "comment"
    ]


def compare(findings: Iterable[Finding], wants: Mapping[int, list[str]]) -> list[str]:
    """What differs between the findings of one file and its marks, a sentence each, in the order of lines.

    Every finding uses up one mark; the longest texts choose first, so a general mark cannot take the finding
    of a particular one."""
    unexpected: dict[int, list[str]] = {}
    for finding in findings:
        unexpected.setdefault(finding.place.line, []).append(f"{finding.code} {finding.message}")
    differences: list[tuple[int, str]] = []
    for line, texts in wants.items():
        left = unexpected.get(line, [])
        for text in sorted(texts, key=len, reverse=True):
            hit = next((said for said in left if text in said), None)
            if hit is None:
                differences.append((line, f"missing: {text}"))
            else:
                left.remove(hit)
    differences += [(line, f"unexpected: {said}") for line, left in unexpected.items() for said in left]
    return [f"line {line}: {what}" for line, what in sorted(differences)]
