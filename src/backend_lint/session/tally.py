"""Knows which of all findings are reported, which are held back and why, and what they add up to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from backend_lint.discovery import matches
from backend_lint.fingerprint import identified, numbered
from backend_lint.merge import merge
from backend_lint.model import (
    CONFIDENCE_RANK,
    NOT_ANALYSED,
    OWN_CODES,
    SEVERITY_RANK,
    Finding,
    Place,
    RuleInfo,
    Suppressed,
)
from backend_lint.reports.outcome import Outcome, Skip
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.session.project import Project
from backend_lint.settings import Settings
from backend_lint.suppress import suppress


@dataclass
class Tally:
    """Adds projects up into an outcome."""

    rules: dict[str, RuleInfo]
    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    secrets: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    hidden: int = 0
    failing: int = 0
    incomplete: int = 0

    def add(self, project: Project) -> None:
        """Take over what a project found, under the paths that users know."""
        for path, found in project.found.items():
            source = project.sources.get(path)
            shown = source.path if source is not None else path
            file = _decoded(shown, project.data.get(path))
            kept, suppressed = self._sift(project, path, found, file)
            self._judge(project.bound.settings, shown, kept)
            self.findings += [msgspec.structs.replace(each, path=shown) for each in kept]
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
        own = [each for each in found if each.code in OWN_CODES]
        sure = [each for each in found if each.code not in OWN_CODES and self._speaks(project, each)]
        off = _ignored(project, path)
        kept = [each for each in merge(sure) if each.code not in off]
        kept = identified(kept, file.text if file is not None else None)
        suppressed: list[Suppressed] = []
        if file is not None:
            kept, suppressed = suppress(file.text, kept, respect_nosec=settings.respect_nosec)
        least = SEVERITY_RANK[settings.min_severity]
        severe = [each for each in kept if SEVERITY_RANK[each.severity] >= least]
        self.hidden += len(kept) - len(severe)
        return [*own, *severe], suppressed

    def _speaks(self, project: Project, finding: Finding) -> bool:
        if finding.severity == "strict" and finding.code not in project.bound.selection.strict:
            return False
        least = CONFIDENCE_RANK[project.bound.settings.min_confidence]
        sure = CONFIDENCE_RANK[finding.confidence] >= least
        self.hidden += not sure
        return sure

    def _judge(self, settings: Settings, path: str, kept: Iterable[Finding]) -> None:
        for finding in kept:
            if finding.code == NOT_ANALYSED:
                self.failed.add(path)
            if finding.code in OWN_CODES:
                self.incomplete += not settings.allow_incomplete
            else:
                self.failing += SEVERITY_RANK[finding.severity] >= SEVERITY_RANK[settings.fail_on]

    def outcome(self, skipped: tuple[Skip, ...], paths: Sequence[str]) -> Outcome:
        """The sum. `paths` are those of all files of the run."""
        findings, suppressed = self._told_apart()
        return Outcome(
            findings=findings,
            suppressed=suppressed,
            skipped=skipped,
            hidden=self.hidden,
            failing=self.failing,
            incomplete=self.incomplete,
            analysed=sum(path not in self.failed for path in paths),
            not_analysed=len(self.failed),
            secrets=self.secrets,
            sources=self.sources,
            rules=self.rules,
        )

    def _told_apart(self) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
        """Both sorted, with fingerprints numbered over both: a comment against one finding renames no other."""
        everything: list[tuple[Finding, Suppressed | None]] = [(found, None) for found in self.findings]
        everything += [(each.finding, each) for each in self.suppressed]
        everything.sort(key=lambda entry: entry[0].sort_key)
        told = zip(numbered(found for found, _ in everything), everything, strict=True)
        findings: list[Finding] = []
        suppressed: list[Suppressed] = []
        for found, (_, held) in told:
            if held is None:
                findings.append(found)
            else:
                suppressed.append(msgspec.structs.replace(held, finding=found))
        return tuple(findings), tuple(suppressed)


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
