"""Knows which findings of a file its comments hold back, and which of their entries were of use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from backend_lint.model import Finding, RuleInfo, Suppressed
from backend_lint.suppressions.directives import FIRM, Entry, did_you_mean
from backend_lint.suppressions.reach import Request, reach


class Comments:
    """What the comments of one file do to its findings. `text` is the decoded file, `rules` are all there are by
    code; a `fixme` holds up to the day `today`."""

    def __init__(self, text: str, rules: Mapping[str, RuleInfo], today: date, *, respect_nosec: bool = False) -> None:
        self.rules = rules
        self._codes = {name: code for code, info in rules.items() for name in (code, info.name)}
        self._reach = reach(text, respect_nosec=respect_nosec)
        self._today = today
        self._faults = {request: fault for request in self.requests if (fault := self._fault(request))}
        self._used: set[tuple[Request, Entry]] = set()

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
                suppressed.append(Suppressed(finding, found[0].comment.line, found[0].directive.reason))
        return kept, suppressed

    def use(self, findings: Iterable[Finding]) -> None:
        """Remember which entries hold one of these back."""
        self._used |= {found for finding in findings if (found := self._holding(finding)) is not None}

    def unused(self, request: Request, counts: Callable[[str], bool]) -> tuple[Entry, ...]:
        """The entries of a request that held nothing back, of those for which `counts` says of the code of every
        rule they name that it could have been found."""
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
            and all(map(counts, codes))
        )

    def _holding(self, finding: Finding) -> tuple[Request, Entry] | None:
        """The first entry that holds a finding back."""
        if finding.code in FIRM:
            return None
        for request in self._reach.over(finding):
            if (request not in self._faults or request.directive.verb == "noqa") and not self.expired(request):
                entry = request.directive.entry_for(finding)
                if entry is not None:
                    return request, entry
        return None

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
