"""Knows which baseline speaks for which configuration of a run, and which of its entries no longer hold anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backend_lint.baseline import NAME, Baseline, BaselineError, Entry, Ledger, portable, read
from backend_lint.discovery import shown
from backend_lint.fingerprint import identified
from backend_lint.model import NOT_ANALYSED, OWN_CODES, RULE_FAILED, SEVERITY_RANK, Finding, Place, RuleInfo, Suppressed
from backend_lint.paths import relative, within
from backend_lint.semantics.file import SourceFile
from backend_lint.session.project import Project
from backend_lint.settings import Configuration, Settings, SettingsError

#: The rule that reports stale entries.
STALE = "BKD094"

#: Settings that give more findings: what a run with them wrote down is not missed by a run without.
_WIDENING = ("include_examples", "strict")


class Checked(NamedTuple):
    """What became of one file's findings. `path` is from the configuration's root, `shown` is what users know."""

    project: Project
    path: str
    shown: str
    kept: Sequence[Finding]
    suppressed: Sequence[Suppressed]
    file: SourceFile | None


class Stale(NamedTuple):
    """An entry of which `gone` findings are no longer there; `project` is one that the entry's baseline speaks for."""

    ledger: Ledger
    entry: Entry
    gone: int
    project: Project

    @property
    def shown(self) -> str:
        """The baseline as users see it."""
        return shown(self.ledger.baseline.path)


class Shelf:
    """The baselines of a session: `given` is the file that the command line names, `off` turns all off. A file is read
    again when it has changed."""

    def __init__(self, given: str | None, *, off: bool) -> None:
        self._given = given
        self._off = off
        self._read: dict[str, tuple[tuple[int, int, int], Baseline]] = {}

    def path(self, configuration: Configuration) -> str:
        """Where the baseline of a configuration stands, absolute, whether it exists or not. Raises SettingsError."""
        if self._given is not None:
            return os.path.abspath(self._given)
        root = configuration.root
        path = os.path.normpath(os.path.join(root, configuration.settings.baseline or NAME))
        if not within(os.path.realpath(path), os.path.realpath(root)):
            named = f"{configuration.source}: `baseline`: " if configuration.settings.baseline is not None else ""
            raise SettingsError(f"{named}{path}: the baseline is outside of {root}; name it with --baseline")
        return path

    def get(self, configuration: Configuration) -> Baseline | None:
        """The baseline of a configuration; None when it has none. Raises SettingsError."""
        if self._off:
            return None
        path = self.path(configuration)
        try:
            status = os.lstat(path)
        except OSError as error:
            if self._given is None and configuration.settings.baseline is None:
                return None
            named = "" if self._given is not None else f"{configuration.source}: `baseline`: "
            raise SettingsError(f"{named}{path}: no such baseline; `backend-lint baseline create` writes it") from error
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if path not in self._read or self._read[path][0] != stamp:
            try:
                self._read[path] = stamp, read(path)
            except BaselineError as error:
                raise SettingsError(str(error)) from error
        return self._read[path][1]


class Baselines:
    """The baselines of one run. `directories` are those that it was asked to check, absolute."""

    def __init__(self, shelf: Shelf, directories: Iterable[str] = ()) -> None:
        self._shelf = shelf
        self._directories = tuple(directories)
        self._ledgers: dict[str, Ledger] = {}
        self._projects: dict[int, tuple[Project, Ledger | None]] = {}

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        """How each baseline of the run is used, by its path."""
        return self._ledgers

    def open(self, project: Project) -> None:
        """Read what speaks for a project. Raises SettingsError."""
        baseline = self._shelf.get(project.bound.configuration)
        ledger = None if baseline is None else self._ledgers.setdefault(baseline.path, Ledger(baseline))
        self._projects[id(project)] = project, ledger

    def take(self, project: Project, path: str, finding: Finding) -> Entry | None:
        """The entry that holds a finding of the project's file, or None. The tool's own failures are never held."""
        _, ledger = self._projects[id(project)]
        if ledger is None or finding.code in OWN_CODES:
            return None
        return ledger.take(_relative(project, path, ledger), finding.fingerprint)

    def stale(self, checked: Iterable[Checked], rules: Mapping[str, RuleInfo]) -> Iterator[Stale]:
        """The entries that this run proves to be stale: their rule ran over their file, whole, or the file is gone
        from a directory that was checked. To be called last."""
        watched = [(ledger, self._files(ledger)) for ledger in self._ledgers.values()]
        if not any(self._left(*each) for each in watched):
            return
        self._count_unseen(checked)
        for ledger, files in watched:
            for entry, gone in self._left(ledger, files).items():
                if entry.path in files:
                    project, path = files[entry.path]
                    witnesses = [] if _failed(project, path) else [project]
                elif self._asked(os.path.join(ledger.baseline.directory, entry.path)) and ledger.is_gone(entry.path):
                    witnesses = [project for project, its in self._projects.values() if its is ledger]
                else:
                    witnesses = []
                judge = next((each for each in witnesses if self._judges(each, ledger, entry, rules)), None)
                if judge is not None:
                    yield Stale(ledger, entry, gone, judge)

    def _files(self, ledger: Ledger) -> dict[str, tuple[Project, str]]:
        """The files of the run, as the entries of a baseline name them."""
        return {
            portable(_relative(project, path, ledger)): (project, path)
            for project, _ in self._projects.values()
            for path in project.sources
        }

    def _left(self, ledger: Ledger, files: Iterable[str]) -> dict[Entry, int]:
        """What a run could prove to be stale: a run over single files says nothing of others."""
        return ledger.left() if self._directories else ledger.left(files)

    def _count_unseen(self, checked: Iterable[Checked]) -> None:
        """What is there and not shown, such as a finding of low confidence, keeps its entry alive; what a comment
        suppresses does not need one."""
        for project, path, _, kept, suppressed, file in checked:
            seen = {(each.code, each.place) for each in (*kept, *(held.finding for held in suppressed))}
            unseen = [each for each in project.found[path] if (each.code, each.place) not in seen]
            for each in identified(unseen, file):
                self.take(project, path, each)

    def covers(self, project: Project) -> bool:
        """Whether the rules about a whole project saw all of it."""
        return self._asked(project.bound.configuration.root) and not _failed(project, ".")

    def _asked(self, path: str) -> bool:
        """Whether a directory above the path was to be checked, or the path itself."""
        if not self._directories:
            return False
        path = os.path.normpath(path)
        return any(within(path, each) for each in self._directories)

    def _judges(self, project: Project, ledger: Ledger, entry: Entry, rules: Mapping[str, RuleInfo]) -> bool:
        """Whether the project's run would have given the entry's finding if it were there."""
        settings = project.bound.settings
        narrower = any(not getattr(settings, name.replace("-", "_"), False) for name in ledger.baseline.made_with)
        if narrower or entry.code not in project.bound.selection.options:
            return False
        rule = rules[entry.code]
        if SEVERITY_RANK[rule.severity] < SEVERITY_RANK[settings.min_severity]:
            return False
        return not rule.project or self.covers(project)


def widening(settings: Settings) -> set[str]:
    """The names of the settings that are on and give more findings."""
    return {name.replace("_", "-") for name in _WIDENING if getattr(settings, name)}


def reported(stale: Stale, info: RuleInfo) -> Finding:
    """The finding about a stale entry; it stands in the baseline."""
    entry, gone = stale.entry, stale.gone
    line, length = stale.ledger.baseline.line_of[entry.key]
    scope = f", `{entry.scope}`" if entry.scope else ""
    count = "the finding" if entry.count == 1 else f"{gone} of {entry.count} findings"
    verb = "is" if gone == 1 else "are"
    return Finding(
        path=stale.shown,
        place=Place(line, 1, line, length + 1),
        code=info.code,
        name=info.name,
        message=f"The baseline holds {entry.code} in `{entry.path}`{scope}, but {count} {verb} no longer there",
        severity=info.severity,
        hint="Run `backend-lint baseline prune`.",
    )


def _relative(project: Project, path: str, ledger: Ledger) -> str:
    """A file's path from the directory of the baseline."""
    root = project.bound.configuration.root
    if root == ledger.baseline.directory:
        return path
    return relative(os.path.join(root, path), ledger.baseline.directory)


def _failed(project: Project, path: str) -> bool:
    found = project.found.get(path, ())
    return path in project.unseen or any(each.code in (NOT_ANALYSED, RULE_FAILED) for each in found)
