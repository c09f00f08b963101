"""The format for people: every finding with its code, what is wrong, why it matters and what to do."""

from __future__ import annotations

import re

from backend_lint.model import NOT_ANALYSED, RULE_FAILED, Finding
from backend_lint.reports.fixable import mark
from backend_lint.reports.frame import frame
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import SEVERITY_PAINT, Style, printable, printable_path
from backend_lint.semantics.file import split_lines
from backend_lint.semantics.redact import redacted
from backend_lint.semantics.regexes import regex

_SENTENCE = regex(r"(?:\.(?=\s+[A-Z`\"(])|\.$|\n\s*\n)", re.M)


def render(outcome: Outcome, request: Request) -> str:
    lines_of: dict[str, list[str]] = {}
    for path, source in outcome.sources.items():
        lines_of[path] = split_lines(redacted(source.text, outcome.secrets.get(path, ()), source.language))
    return "".join(_block(found, lines_of.get(found.path), outcome, request) + "\n" for found in outcome.findings)


def _block(found: Finding, lines: list[str] | None, outcome: Outcome, request: Request) -> str:
    style = request.style
    severity = style.paint(found.severity, SEVERITY_PAINT[found.severity], "bold")
    sure = "" if found.confidence == "high" else f", {found.confidence} confidence"
    code = style.paint(found.code, "bold")
    place = found.place
    text = [
        f"{severity}[{code}] {mark(found, request)}{printable(found.message)}",
        f"  {style.paint('-->', 'blue')} {printable_path(found.path)}:{place.line}:{place.column}"
        f" {style.paint(f'({found.name}{sure})', 'dim')}",
    ]
    gutter = " " * len(str(place.end_line))
    # The line of a syntax error is never quoted: nobody has looked whether it holds a secret.
    if lines is not None and place.line <= len(lines) and found.code not in (NOT_ANALYSED, RULE_FAILED):
        text += frame(lines, place, found.severity, style)
    # Several places of a line look alike here: said once, in their order.
    notes = dict.fromkeys((other.place.line, other.message) for other in found.related)
    text += [f"{gutter} {_label('note', style)} line {line}: {printable(message)}" for line, message in notes]
    info = outcome.rules.get(found.code)
    if info is not None and info.explanation:
        text.append(f"{gutter} {_label('why', style)} {first_sentence(info.explanation)}")
    if found.hint:
        text.append(f"{gutter} {_label('help', style)} {printable(found.hint)}")
    if found.fix is not None:
        text.append(f"{gutter} {_label('fix', style)} {printable(found.fix.title)} ({found.fix.applicability})")
    if info is not None:
        text.append(f"{gutter} {_label('more', style)} backend-lint rule {found.code}")
    return "\n".join(text) + "\n"


def _label(word: str, style: Style) -> str:
    return f"{style.paint('=', 'blue')} {style.paint(word + ':', 'bold')}"


def first_sentence(explanation: str) -> str:
    """The first sentence of a rule's explanation, on one line."""
    match = _SENTENCE.search(explanation)
    sentence = explanation[: match.start()] if match else explanation
    return " ".join(sentence.split()).rstrip(".") + "."
