"""Knows how what semgrep says becomes findings and notices: with places in characters, roles of files, and no secrets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from backend_lint.engines.batch import Checked
from backend_lint.engines.findings import SECRET, engine_failed, masked, not_analysed
from backend_lint.engines.mirror import Mirror
from backend_lint.engines.semgrep.edits import change
from backend_lint.engines.semgrep.report import Error, Match, Report
from backend_lint.frameworks.otherroles import BROWSER_FAMILIES, PATH_ROLES, other_roles
from backend_lint.frameworks.roles import glob_roles
from backend_lint.hooks import BoundRule, Rule
from backend_lint.model import CONFIDENCE_RANK, RULE_FAILED, Confidence, Edit, Finding, Fix, Notice, Place
from backend_lint.packs import packs
from backend_lint.semantics.file import NotAnalysed, SourceFile
from backend_lint.semantics.languages import language_of
from backend_lint.semantics.redact import literals, redacted_words
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.spans import Spans

_CONFIDENCES: dict[str, Confidence] = {"HIGH": "high", "MEDIUM": "medium", "LOW": "low"}
#: Of a match of more lines only the first one is shown: whatever changes in the others, it is the same finding.
_MOST_LINES = 5
#: Longest message, in characters: a metavariable may stand for a whole function.
_MOST_WORDS = 200
#: Errors that leave most of a file analysed.
_PARTIAL = ("PartialParsing", "Fixpoint timeout", "FixpointTimeout")
#: A name by which something is looked up, as in `configuration["Jwt:Key"]`.
_KEY = regex(r"\[\s*[\"']([^\"'\n]*)[\"']\s*\]")
_UNREADABLE = ("Syntax error", "Lexical error", "Other syntax error", "AST builder error")


class Reading:
    """Reads a report about the files of a mirror. `bound` are the rules that ran, by code."""

    def __init__(
        self,
        mirror: Mirror,
        bound: Mapping[str, BoundRule],
        role_globs: Mapping[str, Sequence[str]],
        roles_off: frozenset[str],
    ) -> None:
        self._mirror = mirror
        self._bound = bound
        self._role_globs = role_globs
        self._roles_off = roles_off

    def checked(self, said: Report) -> Checked:
        """The findings of a report, and what it lacks."""
        by_name: dict[str, list[Match]] = defaultdict(list)
        for match in said.results:
            by_name[match.path].append(match)
        findings: list[Finding] = []
        for name, matches in by_name.items():
            path = self._mirror.path(name)
            if path is not None:
                findings += self._findings(path, self._mirror.source(name), matches)
        told = [self._told(error) for error in said.errors]
        notices = [each for each in told if isinstance(each, Notice)]
        findings += [each for each in told if isinstance(each, Finding)]
        listed = {self._mirror.path(name) for name in said.paths.scanned}
        failed = {each.path for each in findings}
        unlisted = sorted(self._mirror.paths - listed - failed)
        hint = "This is a fault of semgrep or of backend-lint: please report it."
        findings += [not_analysed(path, NotAnalysed("semgrep did not read the file", hint)) for path in unlisted]
        return Checked(tuple(findings), tuple(dict.fromkeys(notices)))

    def _findings(self, path: str, source: SourceFile, matches: Sequence[Match]) -> Iterator[Finding]:
        """The findings of one file. Where several patterns of a rule match one construct, the surest speaks."""
        roles = (other_roles(path, source.text) | glob_roles(path, self._role_globs)) - self._roles_off
        constructs: dict[str, _Constructs] = defaultdict(_Constructs)
        for match in sorted(matches, key=lambda each: (-_sure(each), each.start.offset, each.end.offset)):
            code = match.extra.metadata.code
            bound = self._bound.get(code)
            if bound is not None and _speaks(bound.rule, roles) and constructs[code].takes(match):
                yield self._finding(path, source, match, bound)

    def _finding(self, path: str, source: SourceFile, match: Match, bound: BoundRule) -> Finding:
        rule, said = bound.rule, match.extra
        known: frozenset[str] = frozenset()
        if rule.topic == SECRET:
            start, end = _span(source, match)
            text = source.data[start:end].decode("utf-8", "replace")
            # What is looked up by a name is the secret, and the name is not.
            known = literals(text, language_of(path)) - {key[1] for key in _KEY.finditer(text)}
        found = Finding(
            path=path,
            place=_place(source, match),
            code=rule.code,
            name=rule.name,
            message=_one_line(said.message),
            severity="strict" if said.metadata.strict else rule.severity,
            confidence=_confidence(match),
            hint=said.metadata.hint,
            cwe=rule.cwe,
            fix=self._fix(source, match, path),
            topic=rule.topic,
            precedence=rule.precedence,
        )
        return masked(found, known)

    def _fix(self, source: SourceFile, match: Match, path: str) -> Fix | None:
        """What the pack would write, as an edit of the file that `source` is a copy of."""
        said = match.extra
        if said.fix is None:
            return None
        start, end = _span(source, match)
        old = source.data[start:end].decode("utf-8", "replace")
        made = change(old, said.fix, language_of(path), source.line_end)
        if made is None:
            return None
        first, last = (start + len(old[:at].encode()) for at in (made.start, made.end))
        offset = self._mirror.offset
        edit = Edit(offset(source, first), offset(source, last), made.text)
        return Fix(said.metadata.fix_title, (edit,), said.metadata.fix)

    def _told(self, error: Error) -> Finding | Notice:
        """What is said about an error. Its own words are not repeated: they quote the file."""
        path = self._mirror.path(error.path) if error.path else None
        if path is None:
            words = redacted_words(_one_line(error.message))
            return engine_failed(f"semgrep reports an error: {error.kind}: {words}", "Please report it.")
        if error.kind in _PARTIAL:
            return Notice("semgrep did not understand a part of this file; the rest was analysed", path, error.line)
        line = Place(error.line, 1, error.line, 1)
        if error.kind in _UNREADABLE:
            hint = "Correct the syntax, or exclude the file."
            return not_analysed(path, NotAnalysed("semgrep could not parse the file", hint, line))
        if error.rule_id:
            rule = self._code_of(error.rule_id)
            text = f"rule {rule} failed on this file: semgrep reports `{error.kind}`"
            return Finding(path, line, RULE_FAILED, "rule-failed", text, "error", hint="The other rules ran.")
        return not_analysed(path, NotAnalysed(f"semgrep reports `{error.kind}`", "Exclude the file.", line))

    def _code_of(self, rule_id: str) -> str:
        """The code of the rule that an id of a pack belongs to: it begins with the pack's language and the rule's name."""
        last = rule_id.rpartition(".")[2]
        names = [name for start, name in self._starts.items() if last.startswith(start)]
        codes = {each.rule.name: code for code, each in self._bound.items()}
        return codes.get(max(names, key=len), last) if names else last

    @cached_property
    def _starts(self) -> dict[str, str]:
        return {f"{pack.language}-{pack.rule}": pack.rule for pack in packs()}


def _speaks(rule: Rule, roles: frozenset[str]) -> bool:
    """Whether a rule is about a file. Of the roles that a rule is for only those count that a path alone gives."""
    wanted = rule.only_in & PATH_ROLES
    if "browser" in roles and rule.family not in BROWSER_FAMILIES:
        return False
    return not (rule.silent_in | {"generated"}) & roles and (not wanted or bool(wanted & roles))


class _Constructs:
    """What the matches of one rule in one file stand on. Two are of one construct when they begin at one place, or when two
    patterns match overlapping code."""

    def __init__(self) -> None:
        self._starts: set[int] = set()
        self._spans: dict[tuple[str, int], Spans] = defaultdict(Spans)

    def takes(self, match: Match) -> bool:
        """Whether a match is the first of its construct. They come with the surest first, and then as in the file."""
        start, end = match.start.offset, match.end.offset
        others = (spans for (pattern, _), spans in self._spans.items() if pattern != match.check_id)
        if start in self._starts or any(spans.first(start, end) is not None for spans in others):
            return False
        self._starts.add(start)
        self._spans[match.check_id, _sure(match)].add(start, end)
        return True


def _confidence(match: Match) -> Confidence:
    return _CONFIDENCES.get(match.extra.metadata.confidence, "medium")


def _sure(match: Match) -> int:
    return CONFIDENCE_RANK[_confidence(match)]


def _place(source: SourceFile, match: Match) -> Place:
    start, end = _span(source, match)
    line, column = source.position(start)
    end_line, end_column = source.position(end)
    if end_line - line >= _MOST_LINES:
        end_line, end_column = line, len(source.lines[line - 1].rstrip("\r\n")) + 1
    return Place(line, column, end_line, end_column)


def _span(source: SourceFile, match: Match) -> tuple[int, int]:
    """Where a match stands, in bytes; within the file, whatever semgrep says."""
    start = min(max(match.start.offset, 0), len(source.data))
    return start, min(max(match.end.offset, start), len(source.data))


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"
