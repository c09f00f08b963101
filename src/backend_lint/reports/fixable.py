"""Knows which findings a run can fix: the mark behind their codes, and the line that counts them."""

from __future__ import annotations

from backend_lint.model import Finding
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request

#: As ruff marks them.
_MARK = "[*]"


def mark(finding: Finding, request: Request) -> str:
    """What stands in front of the message of a finding that `--fix` fixes, with a space behind it; "" for others."""
    return f"{request.style.paint(_MARK, 'cyan')} " if _is_fixed(finding, request) else ""


def line(outcome: Outcome, request: Request) -> str:
    """How many findings can be fixed, in ruff's words; "" when none can. Sketches are for editors and do not count."""
    fixable = sum(_is_fixed(found, request) for found in outcome.findings)
    more = 0 if request.unsafe_fixes else sum(_has(found, "unsafe") for found in outcome.findings)
    hidden = f"{more} hidden {'fix' if more == 1 else 'fixes'} can be enabled with the `--unsafe-fixes` option"
    if not fixable:
        return f"No fixes available ({hidden})." if more else ""
    return f"{request.style.paint(_MARK, 'cyan')} {fixable} fixable with the `--fix` option{f' ({hidden})' if more else ''}."


def _is_fixed(finding: Finding, request: Request) -> bool:
    return _has(finding, "safe") or (request.unsafe_fixes and _has(finding, "unsafe"))


def _has(finding: Finding, applicability: str) -> bool:
    return finding.fix is not None and finding.fix.applicability == applicability
