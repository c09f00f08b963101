"""Knows what the comments of a file do to its findings under the settings of its project, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from backend_lint.fingerprint import identified
from backend_lint.model import OWN_CODES, Finding, RuleInfo, Suppressed
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.languages import PYTHON
from backend_lint.session.project import Project
from backend_lint.suppressions import TOLD, Comments, Seen, judge


def sift(
    project: Project,
    path: str,
    source: SourceFile,
    findings: Sequence[Finding],
    rules: Mapping[str, RuleInfo],
    today: date,
    *,
    off: Iterable[str] = (),
    whole: bool = False,
) -> tuple[list[Finding], list[Suppressed]]:
    """Divide the findings of a file into those to report and those that a comment suppresses, and add what is to be said
    about the comments themselves. `off` are codes that settings drop in this file; `whole`: the rules that need all
    files of the project saw them."""
    bound = project.bound
    selected = bound.selection.options
    respect_nosec = bound.settings.respect_nosec
    comments = Comments(source.text, rules, today, respect_nosec=respect_nosec, language=source.language)
    kept, suppressed = comments.sift(findings)
    on = {code: rules[code] for code in TOLD if code in selected and code not in off}
    if not comments.requests or not on:
        return kept, suppressed
    found = project.found.get(path, ())
    analysed = path not in project.unseen and not any(each.code in OWN_CODES for each in found)

    own = source.language == PYTHON
    could = frozenset() if own else frozenset().union(*(each.codes(source.language) for each in bound.batches))

    def counts(code: str) -> bool | None:
        if not ((rules[code].per_file or rules[code].project) if own else code in could):
            return None
        return analysed and code in selected and (whole or not rules[code].project)

    def stricter() -> Iterable[Finding]:
        # Other programs give what is strict together with the rest.
        return bound.stricter.check(path, source.data).findings if own and not bound.settings.strict else ()

    said, held = judge(source, comments, Seen(found, counts, stricter), on)
    told = identified([*said, *(each.finding for each in held)], source)
    suppressed += [
        msgspec.structs.replace(each, finding=finding) for each, finding in zip(held, told[len(said) :], strict=True)
    ]
    return kept + told[: len(said)], suppressed
