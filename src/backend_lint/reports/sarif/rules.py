"""Knows how SARIF describes a rule, and how GitHub ranks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend_lint.model import CONFIDENCE_RANK, LINTERS, OWN_CODES, RuleInfo
from backend_lint.reports.outcome import Outcome

#: The levels of SARIF.
LEVELS = {"error": "error", "warning": "warning", "strict": "note"}
_PROBLEM_SEVERITIES = {"error": "error", "warning": "warning", "strict": "recommendation"}
# The middle of GitHub's bands high (7.0 to 8.9), medium and low (below 4.0). By default a pull request fails on level
# "error" and on security severity "high": so the same severity decides for rules with a weakness and for others.
# "critical" is left to people, who know whether a fault can be reached.
_SECURITY_SEVERITIES = {"error": "8.0", "warning": "5.5", "strict": "2.0"}


#: Characters of a description that GitHub takes.
_MOST_SHOWN = 1024


def descriptors(outcome: Outcome, pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """A reportingDescriptor for every rule of ours, and for those of other linters that found something. `pages` are ours
    in Markdown.

    SARIF has no place for the confidence of a result, GitHub one for the precision of a rule: it is that of the least
    sure finding."""
    sure: dict[str, str] = {}
    for found in outcome.findings:
        least = sure.get(found.code, "high")
        sure[found.code] = min(least, found.confidence, key=CONFIDENCE_RANK.__getitem__)
    found_something = sure.keys() | {each.finding.code for each in outcome.suppressed}
    return [
        _descriptor(info, pages.get(info.code, ""), sure.get(info.code, "high"))
        for info in outcome.rules.values()
        if info.code not in OWN_CODES and (info.family not in LINTERS or info.code in found_something)
    ]


def _descriptor(info: RuleInfo, page: str, precision: str) -> dict[str, Any]:
    explanation = info.explanation or info.summary
    properties: dict[str, Any] = {
        "tags": [info.family],
        "precision": precision,
        "problem.severity": _PROBLEM_SEVERITIES[info.severity],
    }
    if info.cwe is not None:
        properties["tags"] += ["security", f"external/cwe/cwe-{info.cwe:03}"]  # as CodeQL writes it
        properties["security-severity"] = _SECURITY_SEVERITIES[info.severity]
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": info.summary},
        "fullDescription": {"text": _first_paragraph(explanation)},
        "help": {"text": explanation, "markdown": page or explanation},
        "defaultConfiguration": {"level": LEVELS[info.severity]},
        "properties": properties,
    }


def _first_paragraph(explanation: str) -> str:
    text = " ".join(explanation.partition("\n\n")[0].split())
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
