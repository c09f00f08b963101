"""Knows the findings that a project has accepted for now: how they are written down, counted and brought up to date."""

from backend_lint.baseline.changes import added, entries_of, pruned, updated
from backend_lint.baseline.file import NAME, Baseline, BaselineError, Entry, exists, portable, read, write
from backend_lint.baseline.ledger import Ledger

__all__ = [
    "NAME",
    "Baseline",
    "BaselineError",
    "Entry",
    "Ledger",
    "added",
    "entries_of",
    "exists",
    "portable",
    "pruned",
    "read",
    "updated",
    "write",
]
