"""Knows what a report is made from: the value that a run ends in."""

from __future__ import annotations

import msgspec

from backend_lint.model import Finding, Notice, Place, RuleInfo, Suppressed
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.redact import redacted_words, said_in


class Skip(msgspec.Struct, frozen=True):
    """A file or directory that was left out, and why."""

    path: str
    reason: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a run found. `findings` are sorted and final; `failing` counts those that fail the run;
    `hidden` those below the asked severity or confidence, `known` those that are not shown because they were there
    before the change that was asked about; `incomplete` the failures to analyse a file, or to
    run a rule on it, that count. `notices` say what a user must know besides. `secrets` are the places of every secret seen, reported or not: no report
    shows them. `sources` holds the files that have findings and could be decoded."""

    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    skipped: tuple[Skip, ...] = ()
    notices: tuple[Notice, ...] = ()
    hidden: int = 0
    known: int = 0
    failing: int = 0
    incomplete: int = 0
    analysed: int = 0
    not_analysed: int = 0
    secrets: dict[str, tuple[Place, ...]] = {}
    sources: dict[str, SourceFile] = {}
    rules: dict[str, RuleInfo] = {}


class Reasons:
    """Why the findings of an outcome are suppressed, in the words of whoever did it, with secrets masked."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._said: dict[str, frozenset[str]] = {}

    def of(self, suppressed: Suppressed) -> str:
        """The reason for one of them."""
        path = suppressed.finding.path
        if path not in self._said:
            source, places = self._outcome.sources.get(path), self._outcome.secrets.get(path)
            self._said[path] = said_in(source.text, places, source.language) if source and places else frozenset()
        return redacted_words(suppressed.reason, self._said[path])
