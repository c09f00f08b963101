"""Knows how a baseline changes: what is new goes in, what is gone goes out, and reasons stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from backend_lint.baseline.file import Baseline, Entry, portable
from backend_lint.baseline.ledger import Ledger
from backend_lint.model import Finding


def entries_of(findings: Iterable[tuple[str, Finding]], reason: str = "") -> tuple[Entry, ...]:
    """Entries for findings, each with its path relative to the baseline's directory."""
    return joined(
        Entry(portable(path), found.code, found.scope, found.fingerprint.partition(":")[0], reason=reason)
        for path, found in findings
    )


def joined(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Equal entries as one whose count is their sum; the first reason stays."""
    known: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        before = known.get(entry.key)
        if before is not None:
            entry = msgspec.structs.replace(
                before, count=before.count + entry.count, reason=before.reason or entry.reason
            )
        known[entry.key] = entry
    return tuple(sorted(known.values(), key=lambda entry: entry.sort_key))


def added(baseline: Baseline, new: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of a baseline and new ones."""
    return joined((*baseline.entries, *new))


def pruned(entries: Iterable[Entry], gone: Mapping[Entry, int]) -> tuple[Entry, ...]:
    """The entries without the findings that are gone: `gone` says how many of each."""
    return tuple(
        msgspec.structs.replace(entry, count=left)
        for entry in entries
        if (left := entry.count - gone.get(entry, 0)) > 0
    )


def updated(ledger: Ledger, new: Iterable[Entry], gone: Mapping[Entry, int]) -> tuple[Entry, ...]:
    """The entries after a run: gone ones out, new ones in, and those of a renamed file under its new name."""
    less = dict(gone)
    elsewhere: list[Entry] = []
    for (entry, path), count in ledger.moved.items():
        less[entry] = less.get(entry, 0) + count
        elsewhere.append(msgspec.structs.replace(entry, path=path, count=count))
    return joined((*pruned(ledger.baseline.entries, less), *elsewhere, *new))
