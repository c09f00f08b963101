"""Knows how what a rule yields becomes a finding: with its places, its edits, and no secret in its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import libcst as cst
import msgspec

from backend_lint.drafts import Change, Draft, ProjectDraft, Spot, Stretch
from backend_lint.hooks import BoundRule, Rule
from backend_lint.model import APPLICABILITIES, NOT_ANALYSED, RULE_FAILED, Edit, Finding, Fix, Place, Related
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.file import NotAnalysed
from backend_lint.semantics.redact import literals, redacted_quotes, said_in, tells
from backend_lint.semantics.regexes import regex

_TOP = Place(1, 1, 1, 1)
#: How variables of the environment are called; keys of some clouds are 20 capitals.
_VARIABLE = regex(r"[A-Z]{1,15}(?:_[A-Z0-9]+)*")
#: The topic of findings that stand on a secret.
SECRET = "secret"


def nodes(draft: Draft) -> Iterable[cst.CSTNode]:
    """The nodes whose places a draft needs."""
    places = (draft.at, *(node for node, _ in draft.related), *(change.at for change in draft.fix))
    for at in places:
        if isinstance(at, Stretch):
            yield from (at.first, at.last)
        else:
            yield at.node if isinstance(at, Spot) else at


def finding(draft: Draft, bound: BoundRule, analysis: Analysis) -> Finding:
    """The finding of a draft about this file. Raises what a draft of nodes of another tree leads to."""
    rule, places = bound.rule, analysis.places
    at = draft.at
    place = places.inside(at.node, at.offset, at.length) if isinstance(at, Spot) else places.place(at)
    return Finding(
        path=analysis.path,
        place=place,
        code=rule.code,
        name=rule.name,
        message=draft.message,
        severity=draft.severity or rule.severity,
        confidence=draft.confidence,
        hint=draft.hint,
        cwe=rule.cwe,
        fix=_fix(draft.fix, analysis),
        related=tuple(Related(places.place(node), message) for node, message in draft.related),
        topic=rule.topic,
        precedence=rule.precedence,
    )


def project_finding(draft: ProjectDraft, rule: Rule) -> Finding:
    """The finding of a draft about the facts of all files, which hold no value of a file's."""
    return Finding(
        path=draft.path,
        place=draft.place,
        code=rule.code,
        name=rule.name,
        message=redacted_quotes(draft.message),
        severity=draft.severity or rule.severity,
        confidence=draft.confidence,
        hint=draft.hint,
        cwe=rule.cwe,
        topic=rule.topic,
        precedence=rule.precedence,
    )


def without_secrets(found: Sequence[tuple[Finding, Rule]], analysis: Analysis) -> list[Finding]:
    """The findings of one file with every secret masked in the code that their texts quote: what sounds or
    looks like one, and the literals on which a rule about secrets found one."""
    known: set[str] = set()
    for each, rule in found:
        if rule.topic == SECRET:
            start, end = analysis.places.span(each.place)
            known |= literals(analysis.source.data[start:end].decode(analysis.source.encoding, "replace"))
    known |= said_in(analysis.source.text, [each.place for each, rule in found if rule.topic == SECRET])
    secrets = frozenset(known)  # one for all: a file may hold thousands
    return [masked(each, secrets) for each, _ in found]


def masked(found: Finding, known: frozenset[str]) -> Finding:
    """The finding with every secret masked in the code that its texts quote; `known` are literals that are one."""
    fix = found.fix
    if fix is not None:
        # An edit cannot be masked and stay right: better none than one that prints a secret.
        fix = None if any(_tells(edit.text, known) for edit in fix.edits) else fix
    return msgspec.structs.replace(
        found,
        message=redacted_quotes(found.message, known),
        hint=redacted_quotes(found.hint, known),
        related=tuple(Related(each.place, redacted_quotes(each.message, known)) for each in found.related),
        fix=fix and msgspec.structs.replace(fix, title=redacted_quotes(fix.title, known)),
    )


def _tells(text: str, known: frozenset[str]) -> bool:
    """Whether code says a secret: what sounds or looks like one, or one of `known`, among which the name of the variable
    may be that the secret stood in for."""
    return tells(text, _no_variables(known))


@lru_cache(maxsize=1)
def _no_variables(known: frozenset[str]) -> frozenset[str]:
    variables = {each for each in known if _VARIABLE.fullmatch(each)}
    return known - variables if variables else known  # itself: thousands that are equal are compared one by one


def rule_failed(path: str, bound: BoundRule, error: Exception) -> Finding:
    """The finding that a rule failed on a file. It says where in this tool, and not what the exception says:
    that may quote the file."""
    return _without_rule(path, bound, _what(error))


def rule_late(path: str, bound: BoundRule) -> Finding:
    """The finding that a rule took more time than there is for a file, or ended the process."""
    return _without_rule(path, bound, "it did not end, or ended the process")


def _without_rule(path: str, bound: BoundRule, cause: str) -> Finding:
    return Finding(
        path, _TOP, RULE_FAILED, "rule-failed",
        f"rule {bound.rule.code} failed on this file: {cause}", severity="error",
        hint="This is a fault of backend-lint: please report it. The other rules ran.",
    )  # fmt: skip


def engine_failed(cause: str, consequence: str) -> Finding:
    """The finding that another program did not do its work."""
    return Finding(".", _TOP, RULE_FAILED, "rule-failed", cause, severity="error", hint=consequence)


def not_analysed(path: str, refusal: NotAnalysed) -> Finding:
    """The finding that says why a file was not analysed."""
    return Finding(
        path, refusal.place or _TOP, NOT_ANALYSED, "not-analysed", refusal.cause, severity="error", hint=refusal.hint
    )


def analysis_failed(path: str, error: Exception) -> Finding:
    """The finding that a file was not analysed because this tool failed, outside of any rule."""
    hint = "This is a fault of backend-lint: please report it. The other files were checked."
    return not_analysed(path, NotAnalysed(f"the analysis failed: {_what(error)}", hint))


def _what(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} in {trace.tb_frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno}"


def _fix(changes: Sequence[Change], analysis: Analysis) -> Fix | None:
    if not changes:
        return None
    line_end = analysis.source.line_end
    edits = (Edit(*_span(change.at, analysis), change.text.replace("\n", line_end)) for change in changes)
    ranked = sorted((change.applicability for change in changes), key=APPLICABILITIES.index)
    return Fix(changes[0].title, tuple(sorted(edits)), ranked[-1])


def _span(at: cst.CSTNode | Spot | Stretch, analysis: Analysis) -> tuple[int, int]:
    """The 0-based byte offsets of what a change replaces."""
    places = analysis.places
    if isinstance(at, Spot):
        return places.span(places.inside(at.node, at.offset, at.length))
    if isinstance(at, Stretch):
        first, last = (places.span(places.place(node)) for node in (at.first, at.last))
        start = first[1] if at.after else first[0]
        return start, max(start, last[0] if at.before else last[1])
    return places.span(places.place(at))
