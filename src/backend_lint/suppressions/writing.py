"""Knows how to write a comment that ignores a finding, and how to take one away that is of no use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from backend_lint.model import Edit, Finding, RuleInfo
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.languages import HASH_COMMENTS
from backend_lint.semantics.regexes import regex
from backend_lint.suppressions.directives import Entry, is_own
from backend_lint.suppressions.reach import Comment, Reach, Request, reach

# Only a number may follow `#` in a reason: anything else begins another comment, which some tool may obey.
_MARK = regex(r"#(?!\d)")
# On one of the first two lines it would name the encoding of the file.
_CODING = regex(r"coding[:=]")


def can_ignore(finding: Finding) -> bool:
    """Whether a comment may be written against a finding: not against what is said about comments and failures."""
    return not is_own(finding.code)


def ignore_edit(
    source: SourceFile, finding: Finding, reason: str = "", rules: Mapping[str, RuleInfo] | None = None
) -> Edit:
    """The edit that writes `# backend-lint: ignore[name] reason` (`// …` where the language has it so) for a finding of this file.

    An `ignore` that speaks for the statement is extended and keeps its reason. Else the comment goes to the end of the
    finding's line, or on a line of its own above the statement where none can stand there. Control characters and
    comments in `reason` are left out. With `rules`, all there are by code, an `ignore` that names a rule which does not
    exist is no `ignore`. Raises ValueError when the finding cannot be ignored, or is not in the file."""
    [edit] = ignore_edits(source, [finding], reason, rules)
    return edit


def ignore_edits(
    source: SourceFile, findings: Iterable[Finding], reason: str = "", rules: Mapping[str, RuleInfo] | None = None
) -> tuple[Edit, ...]:
    """The edits that ignore all of these findings of one file, with one comment for each statement; see `ignore_edit`.
    They do not overlap."""
    spoken = reach(source.text, source.language)
    known = None if rules is None else {name for code, info in rules.items() for name in (code, info.name)}
    extended: dict[Request, dict[str, None]] = {}
    written: dict[int, tuple[int, dict[str, None]]] = {}
    for finding in sorted(findings, key=lambda each: each.place):
        if not can_ignore(finding):
            raise ValueError(f"{finding.code} cannot be ignored")
        existing = _existing(spoken, finding, known)
        if existing is not None:
            extended.setdefault(existing, {})[finding.name] = None
            continue
        line = finding.place.line
        unit = spoken.unit(line)
        written.setdefault(unit.first if unit is not None else line, (line, {}))[1][finding.name] = None
    edits = [_extension(source, request, names) for request, names in extended.items()]
    said = _flat(reason, source)
    mark = "#" if source.language in HASH_COMMENTS else "//"
    for line, names in written.values():
        offset, before, after = _spot(source, spoken, line)
        comment = f"{mark} backend-lint: ignore[{', '.join(names)}] {said}".rstrip()
        edits.append(Edit(offset, offset, f"{before}{comment}{after}"))
    return tuple(sorted(edits))


def in_markup(source: SourceFile, edit: Edit) -> bool:
    """Whether a comment written by an edit would be text of a page: outside of `<?php … ?>`, or in JSX."""
    before = source.data[: edit.start]
    if source.language == "php":
        return before.rfind(b"<?") <= before.rfind(b"?>")
    if not source.path.endswith((".tsx", ".jsx")):
        return False
    line = before[before.rfind(b"\n") + 1 :].strip()
    return line.startswith((b"<", b"{")) or line.endswith(b">")


def removal(source: SourceFile, request: Request, entries: Collection[Entry]) -> tuple[Edit, ...]:
    """The edits that take entries out of a directive and of the `enable` that belongs to it: the whole directive when
    nothing is left of it, and its line when that leaves nothing else. Other directives in the comment stay."""
    kept = {entry.text for entry in request.directive.entries if entry not in entries}
    edits = [_reduced(source, request, [entry for entry in request.directive.entries if entry not in entries])]
    if request.close is not None:
        remaining = [entry for entry in request.close.directive.entries if entry.text in kept]
        if len(remaining) < len(request.close.directive.entries):
            edits.append(_reduced(source, request.close, remaining))
    return tuple(sorted(edits))


def _reduced(source: SourceFile, request: Request, kept: Sequence[Entry]) -> Edit:
    comment, directive = request.comment, request.directive
    text, entries = comment.text, directive.entries
    if kept:
        pieces = [kept[0].text]
        for entry in kept[1:]:
            before = entries[entries.index(entry) - 1]
            pieces.append(text[before.end : entry.end])
        return _edit(source, comment, entries[0].start, entries[-1].end, "".join(pieces))
    left = text[: directive.start].rstrip()
    closing = text.find("?>", directive.start) if source.language == "php" else -1
    if closing >= 0:  # ends PHP's comments and its code as well
        return _edit(source, comment, len(left) if left.strip("#") else -comment.before, closing)
    after = len(text) - len(text[directive.end :].lstrip())
    if after < len(text):
        return _edit(source, comment, directive.start, after)
    if left.strip("#"):
        return _edit(source, comment, len(left), len(text))
    behind = source.lines[comment.line - 1][comment.column - 1 + len(text) + comment.after :]
    if comment.alone and behind.strip():
        return _edit(source, comment, -comment.before, len(text) + comment.after + len(behind) - len(behind.lstrip()))
    if comment.alone:
        return Edit(source.byte_offset(comment.line, 1), source.byte_offset(comment.line + 1, 1), "")
    code = source.lines[comment.line - 1][: comment.column - 1 - comment.before]
    start = len(code.rstrip()) - len(code) - comment.before
    return _edit(source, comment, start, len(text) + comment.after)


def _edit(source: SourceFile, comment: Comment, start: int, end: int, text: str = "") -> Edit:
    """The edit of a part of a comment; a negative `start` lies before it."""
    first, last = (source.byte_offset(comment.line, comment.column + at) for at in (start, end))
    return Edit(first, last, text)


def _existing(spoken: Reach, finding: Finding, known: set[str] | None) -> Request | None:
    """The `ignore` of this statement that is as it should be."""
    unit = spoken.unit(finding.place.line)
    for request in chain(*unit.groups) if unit is not None else ():
        directive = request.directive
        named = {entry.text for entry in directive.entries}
        if directive.verb == "ignore" and not directive.fault and (known is None or named <= known):
            return request
    return None


def _extension(source: SourceFile, request: Request, names: Collection[str]) -> Edit:
    entries = request.directive.entries
    known = {entry.text for entry in entries}
    at = source.byte_offset(request.comment.line, request.comment.column + entries[-1].end)
    return Edit(at, at, "".join(f", {name}" for name in names if name not in known))


def _spot(source: SourceFile, spoken: Reach, line: int) -> tuple[int, str, str]:
    """Where a new comment goes: the offset, and what stands before and after it."""
    lines = source.lines
    if line > len(lines):  # behind the last line: nothing but a comment of its own can speak for that
        return len(source.data), "\n" if lines and not _line_end(lines[-1]) else "", "\n"
    text = lines[line - 1].rstrip("\r\n")
    if line not in spoken.unfit:
        # As formatters of the languages have it: black asks for two spaces, prettier and gofmt for one.
        gap = "  " if source.language in HASH_COMMENTS else " "
        return source.byte_offset(line, len(text) + 1), gap if text.strip() else "", ""
    unit = spoken.unit(line)
    first = unit.first if unit is not None else line
    head = lines[first - 1]
    blank = head[: len(head) - len(head.lstrip(" \t\f"))]
    return source.byte_offset(first, 1), blank, _line_end(head) or "\n"


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _flat(reason: str, source: SourceFile) -> str:
    """A reason as the end of a comment: one line of printable characters that begin nothing of their own."""
    plain = "".join(char if char.isprintable() else " " for char in reason)
    plain = _CODING.sub("coding ", _MARK.sub("", plain))
    plain = plain.encode(source.encoding, "backslashreplace").decode(source.encoding)
    return " ".join(plain.split())
