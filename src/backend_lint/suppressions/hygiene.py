"""Knows what is to be said about the comments of a file themselves: unused, without reason, malformed, expired."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from backend_lint.model import Finding, Fix, RuleInfo, Suppressed
from backend_lint.semantics.file import SourceFile
from backend_lint.suppressions.directives import EXPIRED, MALFORMED, TOLD, UNUSED, WITHOUT_REASON, Entry
from backend_lint.suppressions.reach import Request
from backend_lint.suppressions.sifting import Comments
from backend_lint.suppressions.writing import removal


class Seen(NamedTuple):
    """What a run saw of a file, for judging whether a comment is of use. `findings` are all, shown or not; `counts`
    says of a code whether its rule could have found something, None when it is not about the file's language; `stricter` gives what is found only with `--strict`."""

    findings: Sequence[Finding]
    counts: Callable[[str], bool | None]
    stricter: Callable[[], Iterable[Finding]]


def judge(
    source: SourceFile, comments: Comments, seen: Seen, on: Mapping[str, RuleInfo]
) -> tuple[list[Finding], list[Suppressed]]:
    """What is to be said about a file's comments, and what of it they suppress themselves. `on` are the rules about
    comments that are to speak, by code.

    A comment against an unused comment is of use; nothing is of use by holding back what is said about itself."""
    comments.use(seen.findings)
    forms = list(_forms(source, comments, on))
    comments.use(forms)
    if UNUSED not in on:
        return comments.sift(forms)

    def counts(code: str) -> bool | None:
        return code in on if code in TOLD else seen.counts(code)

    if any(comments.unused(request, counts) for request in comments.requests):
        comments.use(seen.stricter())
    unused: list[Finding] = []
    for request in comments.requests:
        entries = [entry for entry in comments.unused(request, counts) if UNUSED not in comments.codes(entry)]
        if entries:
            unused.append(_unused(source, request, entries, on[UNUSED]))
    comments.use(unused)
    kept, suppressed = comments.sift([*forms, *unused])
    for request in comments.requests:
        entries = [entry for entry in comments.unused(request, counts) if UNUSED in comments.codes(entry)]
        if entries:
            kept.append(_unused(source, request, entries, on[UNUSED]))
    return kept, suppressed


def _forms(source: SourceFile, comments: Comments, on: Mapping[str, RuleInfo]) -> Iterator[Finding]:
    """What is wrong with how directives are written."""
    for request in comments.requests:
        directive, fault = request.directive, comments.fault(request)
        sound = not fault or directive.verb == "noqa"  # of which one bad code spoils nothing
        if fault and MALFORMED in on:
            yield _finding(source, request, on[MALFORMED], fault, "Until it is mended, it suppresses nothing.")
        elif comments.expired(request) and EXPIRED in on:
            message = f"`{directive.title}` expired on {directive.until}"
            yield _finding(source, request, on[EXPIRED], message, "Mend what it was written for, or set a new date.")
        elif sound and not directive.reason and directive.verb not in ("enable", "nosec") and WITHOUT_REASON in on:
            message = f"`{directive.title}` gives no reason"
            where = " after `--`" if directive.verb == "noqa" else " after the bracket"
            yield _finding(source, request, on[WITHOUT_REASON], message, f"Say why{where}.")


def _unused(source: SourceFile, request: Request, entries: Sequence[Entry], info: RuleInfo) -> Finding:
    names = ", ".join(f"`{entry.text}`" for entry in entries)
    message = f"`{request.directive.verb}` of {names} suppresses nothing"
    finding = _finding(source, request, info, message, "Remove it: it would hide the next such finding.")
    fix = Fix("Remove the unused suppression", removal(source, request, entries), "safe")
    return msgspec.structs.replace(finding, fix=fix)


def _finding(source: SourceFile, request: Request, info: RuleInfo, message: str, hint: str) -> Finding:
    return Finding(source.path, request.place, info.code, info.name, message, info.severity, hint=hint)
