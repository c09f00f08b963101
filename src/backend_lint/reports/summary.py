"""Knows how to say in a line what a run came to, so that "nothing found" never means "nothing read"."""

from __future__ import annotations

from collections import Counter

from backend_lint.reports import fixable
from backend_lint.reports.outcome import Outcome, Reasons
from backend_lint.reports.request import Request
from backend_lint.reports.style import Style, printable, printable_path

_MOST_NOTICES = 5


def render(outcome: Outcome, request: Request) -> str:
    """The summary, as long as `request.detail` says."""
    lines = _left_out(outcome) if request.detail > 0 else []
    if request.detail >= 0:
        lines += notices(outcome, request)
        lines.append(_verdict(outcome, request.style))
        if fixes := fixable.line(outcome, request):
            lines.append(fixes)
        lines.append(_counts(outcome))
    return "".join(line + "\n" for line in lines)


def _left_out(outcome: Outcome) -> list[str]:
    lines: list[str] = []
    reasons = Reasons(outcome)
    for each in outcome.suppressed:
        found, reason = each.finding, f": {printable(reasons.of(each))}" if each.reason else ""
        where = f"{printable_path(found.path)}:{found.place.line}:{found.place.column}"
        by = "the baseline" if each.by == "baseline" else f"line {each.line}"
        lines.append(f"suppressed: {where}: {found.code} by {by}{reason}")
    return lines + [f"left out: {printable_path(skip.path)}: {printable(skip.reason)}" for skip in outcome.skipped]


def notices(outcome: Outcome, request: Request) -> list[str]:
    """What is to be known besides: about single files only a few, unless all details are asked for."""
    lines = []
    for notice in outcome.notices:
        where = f"{printable_path(notice.path)}:{notice.line}: " if notice.path else ""
        lines.append(f"{request.style.paint('notice:', 'yellow', 'bold')} {where}{printable(notice.text)}")
    if request.detail == 0 and len(lines) > _MOST_NOTICES:
        lines[_MOST_NOTICES:] = [f"{len(lines) - _MOST_NOTICES} more notices: see them with --verbose."]
    return lines


def _verdict(outcome: Outcome, style: Style) -> str:
    if outcome.findings:
        severities: Counter[str] = Counter(found.severity for found in outcome.findings)
        parts = [
            plural(severities[severity], word)
            for severity, word in (("error", "error"), ("warning", "warning"), ("strict", "strict finding"))
            if severities[severity]
        ]
        text = f"Found {_listed(parts)}."
        if not outcome.failing and not outcome.incomplete:
            text += " None is severe enough to fail the run."
        if outcome.not_analysed and outcome.incomplete:
            text += f" The check is incomplete: {plural(outcome.not_analysed, 'path')} could not be analysed."
        return style.paint(text, "bold")
    if not outcome.analysed:
        text = "Nothing was analysed." if outcome.not_analysed else "No files to check found."
        return style.paint(text, "yellow", "bold")
    if outcome.not_analysed:
        return style.paint("No findings in what was analysed.", "yellow", "bold")
    return style.paint("No new findings." if outcome.known else "All checks passed!", "green", "bold")


def _counts(outcome: Outcome) -> str:
    parts = [plural(outcome.analysed, "file") + " analysed"]
    if outcome.not_analysed:
        parts.append(f"{outcome.not_analysed} not analysed")
    if outcome.skipped:
        parts.append(plural(len(outcome.skipped), "path") + " left out")
    held = sum(each.by == "baseline" for each in outcome.suppressed)
    if len(outcome.suppressed) > held:
        parts.append(plural(len(outcome.suppressed) - held, "finding") + " suppressed")
    if held:
        parts.append(plural(held, "finding") + " in the baseline")
    if outcome.known:
        parts.append(plural(outcome.known, "finding") + (" was" if outcome.known == 1 else " were") + " there before")
    if outcome.hidden:
        parts.append(f"{outcome.hidden} below the asked severity or confidence")
    return ", ".join(parts) + "."


def plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
