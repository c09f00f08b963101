"""The format of code scanning: SARIF 2.1.0, with what GitHub adds to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backend_lint import __version__
from backend_lint.model import OWN_CODES, Place
from backend_lint.reports.jsontext import dumps
from backend_lint.reports.locations import directory_uri
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.request import Request
from backend_lint.reports.sarif.places import ROOT, Places
from backend_lint.reports.sarif.results import Results
from backend_lint.reports.sarif.rules import descriptors
from backend_lint.reports.style import printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: Results of one run that GitHub accepts: it refuses a file that holds more.
MOST_RESULTS = 25_000

_LEFT_OUT, _CUT, _NOTICE = "left-out", "results-cut", "notice"
_NOTIFICATIONS = {
    **dict(zip(OWN_CODES, ("A file was not analysed.", "A rule failed on a file."), strict=True)),
    _LEFT_OUT: "A path was left out.",
    _CUT: "The run has more results than a report may hold.",
    _NOTICE: "Something was not looked at.",
}


def render(outcome: Outcome, request: Request) -> str:
    """A log of one run. Files under `request.root` are named from there, others in full."""
    places = Places(outcome, request.root)
    rules = descriptors(outcome, request.pages)
    results = Results(places, [rule["id"] for rule in rules]).of(outcome)
    run = {
        "tool": {
            "driver": {
                "name": "backend-lint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
                "notifications": [
                    {"id": name, "shortDescription": {"text": text}} for name, text in _NOTIFICATIONS.items()
                ],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not outcome.incomplete,
                "exitCode": request.status,
                "toolExecutionNotifications": list(_failures(outcome, places, len(results))),
                "toolConfigurationNotifications": list(_left_out(outcome, places)),
            }
        ],
        "originalUriBaseIds": {ROOT: {"uri": directory_uri(request.root)}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results[:MOST_RESULTS],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _failures(outcome: Outcome, places: Places, results: int) -> Iterator[dict[str, Any]]:
    """What was not analysed, and what was not reported."""
    for found in outcome.findings:
        if found.code in OWN_CODES:
            location = {"physicalLocation": places.physical(found.path, found.place)}
            yield _notification(found.code, "error", found.message, location)
    for notice in outcome.notices:
        at = Place(notice.line, 1, notice.line, 1)
        where = {"physicalLocation": places.physical(notice.path, at)} if notice.path else None
        yield _notification(_NOTICE, "warning", notice.text, where)
    if results > MOST_RESULTS:
        text = f"{results - MOST_RESULTS} of {results} results are left out: GitHub accepts {MOST_RESULTS} in one run"
        yield _notification(_CUT, "warning", text)


def _left_out(outcome: Outcome, places: Places) -> Iterator[dict[str, Any]]:
    for skip in outcome.skipped:
        location = {"physicalLocation": {"artifactLocation": places.artifact(skip.path)}}
        yield _notification(_LEFT_OUT, "note", skip.reason, location)


def _notification(name: str, level: str, text: str, location: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "descriptor": {"id": name, "index": list(_NOTIFICATIONS).index(name)},
        "level": level,
        "message": {"text": printable(text)},
        "locations": [location] if location is not None else [],
    }
