"""The format of JUnit, which CI servers show as tests: a suite for each file, in which findings are tests that failed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from backend_lint.model import OWN_CODES, Finding
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.style import printable_path
from backend_lint.reports.summary import plural
from backend_lint.reports.xmltext import DECLARATION, element

_NAME = "backend-lint"


def render(outcome: Outcome, request: Request) -> str:
    """What was not analysed is an error, not a failure. Without findings one test passes: CI servers take a report
    without tests for a run that went wrong. `request` changes nothing."""
    groups = [(path, list(found)) for path, found in groupby(outcome.findings, key=lambda found: found.path)]
    suites = [_suite(printable_path(path), found, [_case(each) for each in found]) for path, found in groups]
    if not suites:
        case = {"name": f"{plural(outcome.analysed, 'file')} analysed", "classname": _NAME}
        suites = [_suite(_NAME, (), [element("testcase", {**case, "time": 0}, depth=2)])]
    counts = _counts(outcome.findings, len(outcome.findings) or 1)
    return DECLARATION + element("testsuites", {"name": _NAME, **counts}, suites)


def _suite(name: str, found: Sequence[Finding], cases: Sequence[str]) -> str:
    return element("testsuite", {"name": name, **_counts(found, len(cases))}, cases, 1)


def _counts(found: Sequence[Finding], tests: int) -> dict[str, object]:
    errors = sum(each.code in OWN_CODES for each in found)
    return {"tests": tests, "failures": len(found) - errors, "errors": errors, "time": 0}


def _case(found: Finding) -> str:
    path, place = printable_path(found.path), found.place
    name = f"{found.code} {found.name} ({place.line}:{place.column})"
    message = f"{path}:{place.line}:{place.column}: {found.message}"
    said: dict[str, object] = {"type": found.code, "message": message}
    kind = "error" if found.code in OWN_CODES else "failure"
    attributes: dict[str, object] = {"name": name, "classname": path, "time": 0}
    # GitLab shows the text of a failure, others its attribute. No line begins with what was scanned.
    lines = [message, f"help: {found.hint}"] if found.hint else [message]
    return element("testcase", attributes, [element(kind, said, depth=3, lines=lines)], 2)
