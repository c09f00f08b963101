"""Knows how the fixes of a run are made: pass by pass, each of them proved and checked anew before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from backend_lint.engines.stack import on_big_stack
from backend_lint.fixer import Change, changed, refusal, wanted
from backend_lint.model import OWN_CODES, Applicability, Finding
from backend_lint.reports.outcome import Outcome
from backend_lint.semantics.file import SourceFile, decode

#: Most times that a file is fixed and checked again. One or two are usual: fixes that overlap wait for the next.
PASSES = 10

#: Checks texts by the names of their files, as `Session.run_texts` does.
Check = Callable[[Mapping[str, bytes]], Outcome]


class Fixed(NamedTuple):
    """A file with its fixes: its path as findings name it, what it holds, what it is to hold, and what was found in it and is
    gone."""

    path: str
    before: SourceFile
    after: bytes
    findings: tuple[Finding, ...]


class Refused(NamedTuple):
    """A fix that is not made, and why."""

    finding: Finding
    why: str


class Fixes(NamedTuple):
    """All that can be fixed of a run. Nothing of it is written yet."""

    files: tuple[Fixed, ...]
    refused: tuple[Refused, ...]


@dataclass
class _File:
    """A file on its way. `counts` are its findings by code and topic, those that are held back included; `asked` what alone may be
    fixed in it, None for all: the passes find what a run that compares leaves out."""

    before: SourceFile
    source: SourceFile
    counts: Counter[tuple[str, str]]
    findings: Sequence[Finding]
    asked: set[tuple[str, str]] | None
    fixed: list[Finding] = field(default_factory=list)
    refused: dict[tuple[str, str], Refused] = field(default_factory=dict)

    def bar(self, finding: Finding, why: str) -> None:
        """Try the fix of a finding no more."""
        self.refused[_key(finding)] = Refused(finding, why)

    def take(self, change: Change, outcome: Outcome) -> None:
        """Go on from the file as a change has made it."""
        self.source = decode(self.source.path, change.data)
        self.counts = _counts(outcome)[self.source.path]
        self.findings = [each for each in outcome.findings if each.path == self.source.path]
        self.fixed += change.fixed


class Fixer:
    """Makes the fixes that are at least so sure and that `chosen` agrees to."""

    def __init__(
        self, check: Check, least: Applicability = "safe", chosen: Callable[[Finding], bool] = lambda _: True
    ) -> None:
        self._check = check
        self._least: Applicability = least
        self._chosen = chosen

    def fixes(self, outcome: Outcome, *, whole: bool = True) -> Fixes:
        """What can be fixed of what a run found. `whole`: the run reported all findings of its files, and not only new
        ones."""
        by_path: dict[str, list[Finding]] = defaultdict(list)
        for finding in outcome.findings:
            if finding.path in outcome.sources and self._wants(finding):
                by_path[finding.path].append(finding)
        sources = {path: outcome.sources[path] for path in by_path}
        complete = outcome if whole or not sources else self._check({path: each.data for path, each in sources.items()})
        counts = _counts(complete)
        files = [
            _File(
                each,
                each,
                counts[path],
                by_path[path],
                asked=None if whole else {_key(found) for found in by_path[path]},
            )
            for path, each in sources.items()
        ]
        for _ in range(PASSES):
            if not self._pass(files):
                break
        for file in files:
            for finding in self._open(file):
                file.bar(finding, f"after {PASSES} passes there is still something to change")
        done = (
            Fixed(each.source.path, each.before, each.source.data, tuple(each.fixed)) for each in files if each.fixed
        )
        return Fixes(tuple(done), tuple(refused for each in files for refused in each.refused.values()))

    def _wants(self, finding: Finding) -> bool:
        return wanted(finding, self._least) and self._chosen(finding)

    def _open(self, file: _File) -> list[Finding]:
        """What is left to fix in a file."""
        found = [each for each in file.findings if self._wants(each) and _key(each) not in file.refused]
        return found if file.asked is None else [each for each in found if _key(each) in file.asked]

    def _pass(self, files: Iterable[_File]) -> bool:
        """Fix every file once; whether there was anything to do. The changed files are checked together: that may start
        another program."""
        changes: list[tuple[_File, Change]] = []
        for file in files:
            found = self._open(file)
            if not found:
                continue
            every = _proved(file, found)
            change = _proved_together(file, found) if isinstance(every, str) else every
            if change is not None:
                changes.append((file, change))
        if not changes:
            return False
        outcome = self._check({file.source.path: change.data for file, change in changes})
        for file, change in changes:
            why = _worse(file, change, outcome)
            if why is None:
                file.take(change, outcome)
            elif len(change.fixed) == 1:
                file.bar(change.fixed[0], why)
            else:
                self._one_by_one(file, change.fixed)
        return True

    def _one_by_one(self, file: _File, findings: Iterable[Finding]) -> None:
        """Find the fixes that are to blame for what came of all of them; make the first sound one."""
        first: tuple[Change, Outcome] | None = None
        for finding in findings:
            change = _proved(file, [finding])
            if isinstance(change, str):
                file.bar(finding, change)
                continue
            outcome = self._check({file.source.path: change.data})
            why = _worse(file, change, outcome)
            if why is not None:
                file.bar(finding, why)
            elif first is None:
                first = change, outcome
        if first is not None:
            file.take(*first)


def _key(finding: Finding) -> tuple[str, str]:
    """What a finding is known by from pass to pass."""
    return finding.code, finding.fingerprint


def _proved(file: _File, findings: Sequence[Finding]) -> Change | str:
    """A file with as many of these fixes as go together, or what speaks against it."""
    try:
        change = changed(file.source, findings)
    except UnicodeEncodeError:
        return f"the encoding of the file ({file.source.encoding}) lacks a character of it"
    return on_big_stack(lambda _: refusal(file.source, change.data, change.edits)) or change


def _proved_together(file: _File, findings: Sequence[Finding]) -> Change | None:
    """The same without the fixes that cannot be proved, which are barred; None when that is all of them."""
    sound: list[Finding] = []
    for finding in findings:
        change = _proved(file, [finding])
        if isinstance(change, str):
            file.bar(finding, change)
        else:
            sound.append(finding)
    every = _proved(file, sound) if sound else None
    return _proved_alone(file, sound) if isinstance(every, str) else every


def _proved_alone(file: _File, findings: Sequence[Finding]) -> Change | None:
    change = _proved(file, findings[:1])
    return None if isinstance(change, str) else change


def _worse(file: _File, change: Change, outcome: Outcome) -> str | None:
    """Why a change is not made, given what is found afterwards: something it should have mended, or something new."""
    path = file.source.path
    after = _counts(outcome)[path]
    mended = Counter(each.code for each in change.fixed)
    # Of what was said about one construct only the most important was shown: the next may appear in its place.
    room = Counter(each.topic for each in change.fixed if each.topic)
    for code, topic in sorted(after):
        if code in OWN_CODES:
            return "it could not be analysed afterwards"
        more = after[code, topic] - file.counts[code, topic]
        if code in mended and more > -mended[code]:
            return f"{code} would be found again"
        if more > room[topic]:
            return f"it would bring up {code}"
        room[topic] -= max(more, 0)
    return None


def _counts(outcome: Outcome) -> dict[str, Counter[tuple[str, str]]]:
    """By file the number of findings by code and topic, with those that comments and the baseline hold back."""
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for found in (*outcome.findings, *(each.finding for each in outcome.suppressed)):
        counts[found.path][found.code, found.topic] += 1
    return counts
