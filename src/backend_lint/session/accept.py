"""Knows what a run makes of the baselines: written anew, brought up to date, rid of what is stale, or added to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from backend_lint.baseline import (
    Baseline,
    BaselineError,
    Entry,
    added,
    entries_of,
    exists,
    pruned,
    read,
    updated,
    write,
)
from backend_lint.model import OWN_CODES, Finding
from backend_lint.paths import relative
from backend_lint.session import Review, Session
from backend_lint.session.baselines import STALE, widening
from backend_lint.settings import SettingsError


class Difference(NamedTuple):
    """What a change comes to. `moved` counts findings that are there before and after, by their file's name before and
    after."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    moved: Counter[tuple[str, str]]


class Change(msgspec.Struct, frozen=True):
    """What is to become of the baseline at an absolute path."""

    path: str
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    made_with: tuple[str, ...] = ()

    def difference(self) -> Difference:
        """What `before` and `after` do not share."""
        gone: dict[str, list[Entry]] = {}
        for entry in _less(self.before, self.after):
            gone.setdefault(entry.fingerprint, []).append(entry)
        added: list[Entry] = []
        moved = Counter[tuple[str, str]]()
        for entry in _less(self.after, self.before):
            left, olds = entry.count, gone.get(entry.fingerprint, [])
            while left and olds:
                old = olds.pop()
                both = min(left, old.count)
                moved[old.path, entry.path] += both
                left -= both
                olds += _counted(old, old.count - both)
            added += _counted(entry, left)
        return Difference(tuple(added), tuple(entry for olds in gone.values() for entry in olds), moved)

    def save(self) -> None:
        """Write the file. Raises SettingsError."""
        try:
            write(self.path, self.after, self.made_with)
        except BaselineError as error:
            raise SettingsError(str(error)) from error


def create(session: Session, review: Review, paths: Iterable[str], reason: str = "") -> list[Change]:
    """The baselines that hold every finding of a run without baselines, one for each configuration of `paths` and of
    the findings. Raises SettingsError."""
    groups = _by_baseline(session, review.outcome.findings)
    for path in paths:
        groups.setdefault(session.baseline_path(path if os.path.isdir(path) else os.path.dirname(path)), [])
    return [
        Change(path, (), entries_of(_relative(path, found), reason), _made_with(session, found))
        for path, found in sorted(groups.items())
    ]


def update(session: Session, review: Review, reason: str = "") -> list[Change]:
    """The baselines with what is new, without what is stale, and with renamed files under their new names."""
    groups = _by_baseline(session, review.outcome.findings)
    ledgers = review.baselines.ledgers
    changes: list[Change] = []
    for path in sorted({*groups, *ledgers}):
        new = groups.get(path, [])
        entries = entries_of(_relative(path, new), reason)
        made_with = _made_with(session, new)
        if path not in ledgers:
            changes.append(Change(path, (), entries, made_with))
            continue
        baseline = ledgers[path].baseline
        after = updated(ledgers[path], entries, _gone(review, path))
        changes.append(Change(path, baseline.entries, after, tuple(sorted({*baseline.made_with, *made_with}))))
    return changes


def prune(review: Review) -> list[Change]:
    """The baselines without what is stale."""
    return [
        Change(path, ledger.baseline.entries, after, ledger.baseline.made_with)
        for path, ledger in sorted(review.baselines.ledgers.items())
        for after in [pruned(ledger.baseline.entries, _gone(review, path))]
    ]


def add(session: Session, findings: Iterable[Finding], reason: str = "") -> list[Change]:
    """The baselines with a few more findings, as a run reported them; a baseline that is not there yet begins with
    them. To be saved by the caller. Raises SettingsError."""
    changes: list[Change] = []
    for path, found in _by_baseline(session, findings).items():
        baseline = stored(path)
        after = added(baseline, entries_of(_relative(path, found), reason))
        made_with = tuple(sorted({*baseline.made_with, *_made_with(session, found)}))
        changes.append(Change(path, baseline.entries, after, made_with))
    return changes


def stored(path: str) -> Baseline:
    """The baseline at an absolute path, empty when there is none. Raises SettingsError."""
    try:
        return read(path) if exists(path) else Baseline(path)
    except BaselineError as error:
        raise SettingsError(str(error)) from error


def _by_baseline(session: Session, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings that a baseline can hold, by the path of theirs."""
    by_directory: dict[str, list[Finding]] = {}
    for found in findings:
        if found.code not in (*OWN_CODES, STALE):
            by_directory.setdefault(os.path.dirname(found.path), []).append(found)
    groups: dict[str, list[Finding]] = {}
    for directory, its in by_directory.items():
        groups.setdefault(session.baseline_path(directory), []).extend(its)
    return groups


def _relative(baseline: str, findings: Sequence[Finding]) -> list[tuple[str, Finding]]:
    directory = os.path.dirname(baseline)
    return [(relative(found.path, directory), found) for found in findings]


def _made_with(session: Session, findings: Iterable[Finding]) -> tuple[str, ...]:
    directories = {os.path.dirname(found.path) for found in findings}
    return tuple(sorted({name for each in directories for name in widening(session.settings(each).settings)}))


def _gone(review: Review, path: str) -> dict[Entry, int]:
    return {each.entry: each.gone for each in review.stale if each.ledger.baseline.path == path}


def _counted(entry: Entry, count: int) -> list[Entry]:
    return [msgspec.structs.replace(entry, count=count)] if count else []


def _less(entries: Iterable[Entry], other: Iterable[Entry]) -> tuple[Entry, ...]:
    counts = {entry.key: entry.count for entry in other}
    return pruned(entries, {entry: counts.get(entry.key, 0) for entry in entries})
