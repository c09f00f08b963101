"""Knows which findings of a file its comments hold back, and which of their entries were of use."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from backend_lint.model import Finding, RuleInfo, Suppressed
from backend_lint.semantics.languages import PYTHON
from backend_lint.spelling import did_you_mean
from backend_lint.suppressions.directives import FIRM, Entry
from backend_lint.suppressions.reach import Request, reach

#: Whether an entry stands for all codes that begin so, and its words.
_Key = tuple[bool, str]


class _Hold(NamedTuple):
    """An entry that can hold findings back; `number` is its order among its like."""

    number: int
    request: Request
    entry: Entry

    @property
    def key(self) -> _Key:
        return self.entry.prefix, self.entry.text.upper() if self.entry.prefix else self.entry.text


def _keys(finding: Finding) -> list[_Key]:
    """Every wording of an entry for the finding's rule."""
    code = finding.code
    return [(False, code), (False, finding.name), *((True, code[:length]) for length in range(3, len(code) + 1))]


class Comments:
    """What the comments of one file do to its findings. `text` is the decoded file, `rules` are all there are by
    code; a `fixme` holds up to the day `today`."""

    def __init__(
        self,
        text: str,
        rules: Mapping[str, RuleInfo],
        today: date,
        *,
        respect_nosec: bool = False,
        language: str = PYTHON,
    ) -> None:
        self.rules = rules
        self._codes = {name: code for code, info in rules.items() for name in (code, info.name)}
        self._reach = reach(text, language, respect_nosec=respect_nosec)
        self._today = today
        self._faults = {request: fault for request in self.requests if (fault := self._fault(request))}
        self._used: set[tuple[Request, Entry]] = set()
        self._indexes: dict[int, dict[_Key, _Hold]] = {}

    @property
    def requests(self) -> tuple[Request, ...]:
        """All requests in the order of the file."""
        return self._reach.requests

    def fault(self, request: Request) -> str:
        """Why the request suppresses nothing, or why an entry of a `noqa` does; empty when it is as it should be."""
        return self._faults.get(request, "")

    def expired(self, request: Request) -> bool:
        """Whether this is a `fixme` whose day is over."""
        until = request.directive.until
        return until is not None and until < self._today

    def codes(self, entry: Entry) -> list[str]:
        """The codes of the rules that an entry names; none when there is no such rule."""
        if not entry.prefix:
            return [self._codes[entry.text]] if entry.text in self._codes else []
        return [code for code, info in self.rules.items() if entry.covers(code, info.name)]

    def sift(self, findings: Sequence[Finding]) -> tuple[list[Finding], list[Suppressed]]:
        """Divide findings into those to report and those that a comment suppresses."""
        kept: list[Finding] = []
        suppressed: list[Suppressed] = []
        for finding in findings:
            found = self._holding(finding)
            if found is None:
                kept.append(finding)
            else:
                suppressed.append(Suppressed(finding, found.request.comment.line, found.request.directive.reason))
        return kept, suppressed

    def use(self, findings: Iterable[Finding]) -> None:
        """Remember which entries hold one of these back."""
        holds = map(self._holding, findings)
        self._used |= {(hold.request, hold.entry) for hold in holds if hold is not None}

    def unused(self, request: Request, counts: Callable[[str], bool | None]) -> tuple[Entry, ...]:
        """The entries of a request that held nothing back, of those for which `counts` says of the code of every
        rule they name that it could have been found; None is said of a rule that is not about this language."""
        if request.directive.verb in ("enable", "nosec") or self.expired(request):
            return ()
        if self.fault(request) and request.directive.verb != "noqa":
            return ()
        return tuple(
            entry
            for entry in request.directive.entries
            if (request, entry) not in self._used
            and (codes := self.codes(entry))
            and not set(codes) <= set(FIRM)
            and {said for code in codes if (said := counts(code)) is not None} == {True}
        )

    def _holding(self, finding: Finding) -> _Hold | None:
        """The entry that holds a finding back: of its statement the nearest, else the first of a range."""
        if finding.code in FIRM:
            return None
        unit = self._reach.unit(finding.place.line)
        for group in unit.groups if unit is not None else ():
            index = self._index(group)
            found = [index[key] for key in _keys(finding) if key in index]
            holds = [each for each in found if each.entry.covers(finding.code, finding.name)]
            if holds:
                return min(holds, key=lambda hold: hold.number)
        for key in _keys(finding):
            ranges, farthest = self._ranges.get(key, ((), ()))
            # The first that reaches far enough began first of all that do.
            at = bisect.bisect_left(farthest, finding.place.end_line)
            if at < len(ranges) and ranges[at].request.first <= finding.place.line:
                return ranges[at]
        return None

    def _index(self, group: list[Request]) -> dict[_Key, _Hold]:
        """The first entry of each wording in a group: a file can hold tens of thousands, and as many findings."""
        if id(group) not in self._indexes:
            index: dict[_Key, _Hold] = {}
            for hold in self._holds(group):
                index.setdefault(hold.key, hold)
            self._indexes[id(group)] = index
        return self._indexes[id(group)]

    @cached_property
    def _ranges(self) -> dict[_Key, tuple[list[_Hold], list[int]]]:
        """The entries for ranges of lines by wording, and how far any of them up to each reaches."""
        found: dict[_Key, tuple[list[_Hold], list[int]]] = {}
        ranged = sorted((each for each in self.requests if each.first), key=lambda each: each.first)
        for hold in self._holds(ranged):
            ranges, farthest = found.setdefault(hold.key, ([], []))
            ranges.append(hold)
            farthest.append(max([hold.request.last, *farthest[-1:]]))
        return found

    def _holds(self, requests: Iterable[Request]) -> Iterator[_Hold]:
        number = 0
        for request in requests:
            if self.expired(request) or (request in self._faults and request.directive.verb != "noqa"):
                continue
            for entry in request.directive.entries:
                number += 1
                yield _Hold(number, request, entry)

    def _fault(self, request: Request) -> str:
        if request.wrong:
            return request.wrong
        for entry in request.directive.entries:
            if entry.foreign or request.directive.verb == "nosec":
                continue
            codes = self.codes(entry)
            if set(codes or [entry.text.upper()]) <= set(FIRM):
                return f"`{entry.text}` cannot be suppressed"
            if not codes:
                return f"There is no rule `{entry.text}`{did_you_mean(entry.text, self._codes)}"
        return ""
