"""Knows how a finding becomes a result of SARIF: reported or suppressed, with its steps and its fix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backend_lint.fingerprint import VERSION
from backend_lint.model import OWN_CODES, Finding, Suppressed
from backend_lint.reports.outcome import Outcome, Reasons
from backend_lint.reports.sarif.places import Places
from backend_lint.reports.sarif.rules import LEVELS
from backend_lint.reports.style import printable

#: The name of our fingerprint.
FINGERPRINT = f"backendLint/{VERSION}"

_KINDS = {"comment": "inSource", "baseline": "external"}


class Results:
    """Makes results; `codes` are those of the rules in the order of the log."""

    def __init__(self, places: Places, codes: Sequence[str]) -> None:
        self._places = places
        self._index = {code: index for index, code in enumerate(codes)}

    def of(self, outcome: Outcome) -> list[dict[str, Any]]:
        """What is reported, then what is suppressed. What the tool says of itself is no result."""
        results = [self._result(found) for found in outcome.findings if found.code not in OWN_CODES]
        reasons = Reasons(outcome)
        return results + [
            self._result(each.finding) | {"suppressions": [_suppression(each, reasons)]} for each in outcome.suppressed
        ]

    def _result(self, found: Finding) -> dict[str, Any]:
        location = self._location(found)
        result: dict[str, Any] = {
            "ruleId": found.code,
            "level": LEVELS[found.severity],
            "message": {"text": _text(found.message)},
            "locations": [location],
            "partialFingerprints": self._fingerprints(found),
            "properties": {"confidence": found.confidence},
        }
        if found.code in self._index:
            result["ruleIndex"] = self._index[found.code]
        if found.related:
            result["relatedLocations"] = [{"id": at, **step} for at, step in enumerate(self._steps(found)[:-1], 1)]
            # What leads up to a finding stands before it; what stands behind is evidence, not a step.
            if all(each.place < found.place for each in found.related):
                flow = [{"location": step} for step in self._steps(found)]
                result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
        if fix := self._fix(found):
            result["fixes"] = [fix]
        return result

    def _location(self, found: Finding) -> dict[str, Any]:
        physical = self._places.physical(found.path, found.place)
        if found.topic != "secret" and (text := self._places.snippet(found.path, found.place)):
            physical["region"]["snippet"] = {"text": text}
        location: dict[str, Any] = {"physicalLocation": physical}
        if found.scope:
            location["logicalLocations"] = [{"fullyQualifiedName": printable(found.scope)}]
        return location

    def _steps(self, found: Finding) -> list[dict[str, Any]]:
        """The related places and then the finding's own, each with what it says."""
        said = [*((each.place, each.message) for each in found.related), (found.place, found.message)]
        return [
            {"physicalLocation": self._places.physical(found.path, place), "message": {"text": _text(message)}}
            for place, message in said
        ]

    def _fingerprints(self, found: Finding) -> dict[str, str]:
        line_hash = self._places.line_hash(found.path, found.place.line)
        ours = {FINGERPRINT: found.fingerprint} if found.fingerprint else {}
        return ours | ({"primaryLocationLineHash": line_hash} if line_hash is not None else {})

    def _fix(self, found: Finding) -> dict[str, Any] | None:
        if found.fix is None:
            return None
        replacements = [self._places.replacement(found.path, edit) for edit in found.fix.edits]
        if not replacements or None in replacements:
            return None
        return {
            "description": {"text": _text(f"{found.fix.title} ({found.fix.applicability})")},
            "artifactChanges": [{"artifactLocation": self._places.artifact(found.path), "replacements": replacements}],
        }


def _suppression(suppressed: Suppressed, reasons: Reasons) -> dict[str, Any]:
    reason = printable(reasons.of(suppressed))
    return {"kind": _KINDS[suppressed.by]} | ({"justification": reason} if reason else {})


def _text(message: str) -> str:
    """A message in which nothing is a link: SARIF reads `[text](target)` as one, also in plain text."""
    return printable(message).replace("](", "] (")
