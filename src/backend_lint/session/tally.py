"""Knows which of all findings are reported, which are held back and why, and what they add up to."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import msgspec

from backend_lint.discovery import Discovered, matches
from backend_lint.fingerprint import identified, numbered
from backend_lint.merge import merge, without_echoes
from backend_lint.model import (
    CONFIDENCE_RANK,
    NOT_ANALYSED,
    OWN_CODES,
    SEVERITY_RANK,
    Finding,
    Notice,
    Place,
    RuleInfo,
    Suppressed,
)
from backend_lint.reports.outcome import Outcome, Skip
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.session.baselines import STALE, Baselines, Checked, Stale, reported
from backend_lint.session.commented import sift
from backend_lint.session.project import Project
from backend_lint.settings import Settings
from backend_lint.suppressions import mentioned

#: Says of each finding that is left whether it was there before.
Known = Callable[[Sequence[Finding]], Sequence[bool]]


@dataclass
class Tally:
    """Adds projects up into an outcome."""

    rules: dict[str, RuleInfo]
    baselines: Baselines
    today: date
    checked: list[Checked] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    known: list[Finding] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    secrets: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    left_out: list[Skip] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    hidden: int = 0
    failing: int = 0
    incomplete: int = 0

    @cached_property
    def _echoes(self) -> dict[str, frozenset[str]]:
        """By our codes the codes of other linters that say the same."""
        return {
            info.code: frozenset(echo.rpartition(":")[2] for echo in info.same_as if not echo.startswith("semgrep:"))
            for info in self.rules.values()
        }

    def add(self, project: Project) -> None:
        """Take over what a project found, under the paths that users know."""

        def known_as(path: str) -> str:
            return project.sources[path].path if path in project.sources else path

        self.notices += [
            msgspec.structs.replace(each, path=each.path and known_as(each.path)) for each in project.notices
        ]
        self.unseen |= {known_as(path) for path in project.unseen}
        self.left_out += [Skip(known_as(path), reason) for path, reason in project.left_out.items()]
        for path in dict.fromkeys([*project.found, *project.data]):
            found = project.found.get(path, ())
            if not found and path not in project.data:
                continue  # most files: 4,200 of 4,337 of a large backend
            shown = known_as(path)
            file = _decoded(shown, project.data.get(path))
            kept, suppressed = self._sift(project, path, found, file)
            if not (found or kept or suppressed):
                continue
            self.checked.append(Checked(project, path, shown, kept, suppressed, file))
            self.suppressed += [
                Suppressed(msgspec.structs.replace(each.finding, path=shown), each.line, each.reason)
                for each in suppressed
            ]
            self.secrets[shown] = tuple(each.place for each in found if each.topic == "secret")
            if file is not None:
                self.sources[shown] = file

    def _sift(
        self, project: Project, path: str, found: Sequence[Finding], file: SourceFile | None
    ) -> tuple[list[Finding], list[Suppressed]]:
        """What is reported and what is suppressed of one file.

        Merged first: a comment against one finding must not bring up another about the same construct.
        The tool's own failures pass every filter."""
        settings = project.bound.settings
        own = identified([each for each in found if each.code in OWN_CODES], None)
        sure = [each for each in found if each.code not in OWN_CODES and self._speaks(project, each)]
        off = _ignored(project, path)
        kept = [each for each in without_echoes(merge(sure), self._echoes) if each.code not in off]
        kept = identified(kept, file)
        suppressed: list[Suppressed] = []
        if file is not None and (settings.respect_nosec or mentioned(file.data)):
            whole = project.linked and self.baselines.covers(project)
            kept, suppressed = sift(project, path, file, kept, self.rules, self.today, off=off, whole=whole)
        least = SEVERITY_RANK[settings.min_severity]
        severe = [project.bound.trusted(each) for each in kept if SEVERITY_RANK[each.severity] >= least]
        self.hidden += len(kept) - len(severe)
        return [*own, *severe], suppressed

    def _speaks(self, project: Project, finding: Finding) -> bool:
        if finding.severity == "strict" and finding.code not in project.bound.selection.strict:
            return False
        least = CONFIDENCE_RANK[project.bound.settings.min_confidence]
        sure = CONFIDENCE_RANK[finding.confidence] >= least
        self.hidden += not sure
        return sure

    def _report(self, settings: Settings, finding: Finding) -> None:
        self.findings.append(finding)
        if finding.code == NOT_ANALYSED:
            self.failed.add(finding.path)
        if finding.code in OWN_CODES:
            self.incomplete += not settings.allow_incomplete
        else:
            self.failing += SEVERITY_RANK[finding.severity] >= SEVERITY_RANK[settings.fail_on]

    def outcome(self, discovered: Discovered, *, stale: bool = False, known: Known | None = None) -> Outcome:
        """The sum of a run over these files. `stale` asks for what the baselines hold and is gone."""
        left = self.not_held()
        were_there = known([found for found, _ in left]) if known is not None else [False] * len(left)
        for (found, settings), was_there in zip(left, were_there, strict=True):
            if was_there:
                self.known.append(found)
            else:
                self._report(settings, found)
        if stale:
            self._add_stale()
        findings, suppressed = self._told_apart()
        unread = {*self.failed, *self.unseen, *(skip.path for skip in self.left_out)}
        return Outcome(
            findings=findings,
            suppressed=suppressed,
            skipped=(
                *(Skip(skip.path, skip.reason) for skip in discovered.skipped if not skip.failed),
                *sorted(self.left_out, key=lambda skip: skip.path),
            ),
            hidden=self.hidden,
            known=len(self.known),
            failing=self.failing,
            incomplete=self.incomplete,
            analysed=sum(source.path not in unread for source in discovered.sources),
            not_analysed=len(self.failed | self.unseen),
            notices=tuple(sorted(self.notices, key=lambda each: (bool(each.path), each))),
            secrets=self.secrets,
            sources=self.sources,
            rules=self.rules,
        )

    def not_held(self) -> list[tuple[Finding, Settings]]:
        """What the baselines do not hold: asked once all files are known, so that of equal findings the first ones are
        held whatever the order of the files was. To be called once."""
        left: list[tuple[Finding, Settings]] = []
        for project, path, shown, kept, _, _ in sorted(self.checked, key=lambda each: each.shown):
            for each in sorted(kept, key=lambda found: found.sort_key):
                entry = self.baselines.take(project, path, each)
                each = msgspec.structs.replace(each, path=shown)
                if entry is None:
                    left.append((each, project.bound.settings))
                else:
                    self.suppressed.append(Suppressed(each, 0, entry.reason, by="baseline"))
        return left

    def _add_stale(self) -> None:
        self.stale += self.baselines.stale(self.checked, self.rules)
        for each in self.stale:
            if STALE not in each.project.bound.selection.options:
                continue
            settings = each.project.bound.settings
            [found] = identified([reported(each, self.rules[STALE])], None)
            if SEVERITY_RANK[found.severity] < SEVERITY_RANK[settings.min_severity]:
                self.hidden += 1
            else:
                self._report(settings, found)

    def _told_apart(self) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
        """Both sorted, with fingerprints numbered over both and over what was there before: a comment against one
        finding renames no other, and neither does leaving out what is known."""
        everything = sorted(
            (*self.findings, *self.known, *(each.finding for each in self.suppressed)), key=lambda found: found.sort_key
        )
        told = {id(before): found for before, found in zip(everything, numbered(everything), strict=True)}
        findings = [told[id(found)] for found in self.findings]
        suppressed = [msgspec.structs.replace(each, finding=told[id(each.finding)]) for each in self.suppressed]
        return (
            tuple(sorted(findings, key=lambda found: found.sort_key)),
            tuple(sorted(suppressed, key=lambda each: each.finding.sort_key)),
        )


def _ignored(project: Project, path: str) -> set[str]:
    root = project.bound.configuration.root
    absolute = os.path.normpath(os.path.join(root, path))
    codes: set[str] = set()
    for pattern, ignored in project.bound.ignored:
        if matches((pattern,), root, absolute):
            codes |= ignored
    return codes


def _decoded(path: str, data: bytes | None) -> SourceFile | None:
    if data is None:
        return None
    try:
        return decode(path, data)
    except NotAnalysed:
        return None
