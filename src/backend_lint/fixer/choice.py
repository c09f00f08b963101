"""Knows which of the fixes of a file can be made at once."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import NamedTuple

from backend_lint.model import APPLICABILITIES, Applicability, Edit, Finding
from backend_lint.semantics.file import SourceFile


class Change(NamedTuple):
    """What becomes of a file: its new bytes, the findings whose fixes are in it, and the edits (sorted, none twice)."""

    data: bytes
    fixed: tuple[Finding, ...]
    edits: tuple[Edit, ...]


def wanted(finding: Finding, least: Applicability) -> bool:
    """Whether a finding has a fix that is at least so sure."""
    fix = finding.fix
    return fix is not None and APPLICABILITIES.index(fix.applicability) <= APPLICABILITIES.index(least)


def changed(source: SourceFile, findings: Iterable[Finding]) -> Change:
    """The file with the fixes of its findings, the first of those that overlap: the others may be found again in what
    comes of it. Edits that several fixes share, as the import of a name, are made once. Raises UnicodeEncodeError when an
    edit has characters that the file's encoding lacks."""
    fixable = (each for each in findings if each.fix is not None and each.fix.edits)
    taken: list[Edit] = []
    known: set[Edit] = set()
    fixed: list[Finding] = []
    for finding in sorted(fixable, key=lambda each: (min(each.fix.edits), each.code) if each.fix else ()):
        new = [edit for edit in finding.fix.edits if edit not in known] if finding.fix else []
        if not any(_meets(edit, taken) for edit in new):
            known.update(new)
            for edit in new:
                bisect.insort(taken, edit)
            fixed.append(finding)
    return Change(source.edited(taken), tuple(fixed), tuple(taken))


def _meets(edit: Edit, taken: list[Edit]) -> bool:
    """Whether an edit overlaps one of these, which are sorted and do not overlap; or says what comes first at one place."""
    at = bisect.bisect(taken, edit)
    return any(_overlap(edit, each) for each in taken[max(at - 1, 0) : at + 1])


def _overlap(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end
