"""Knows what the comments of a file do to its findings under the settings of its project, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from backend_lint.fingerprint import identified
from backend_lint.model import OWN_CODES, Finding, RuleInfo, Suppressed
from backend_lint.semantics.file import SourceFile
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
    comments = Comments(source.text, rules, today, respect_nosec=bound.settings.respect_nosec)
    kept, suppressed = comments.sift(findings)
    on = {code: rules[code] for code in TOLD if code in selected and code not in off}
    if not comments.requests or not on:
        return kept, suppressed
    found = project.found.get(path, ())
    analysed = not any(each.code in OWN_CODES for each in found)

    def counts(code: str) -> bool:
        return analysed and code in selected and (whole or not rules[code].project)

    def stricter() -> Iterable[Finding]:
        return () if bound.settings.strict else bound.stricter.check(path, source.data).findings

    said, held = judge(source, comments, Seen(found, counts, stricter), on)
    told = identified([*said, *(each.finding for each in held)], source.text)
    suppressed += [
        msgspec.structs.replace(each, finding=finding) for each, finding in zip(held, told[len(said) :], strict=True)
    ]
    return kept + told[: len(said)], suppressed
