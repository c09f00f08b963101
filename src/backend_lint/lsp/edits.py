"""Knows how a text is changed, or a baseline, so that findings are no longer reported."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from backend_lint.engines.stack import on_big_stack
from backend_lint.fixer import changed, refusal
from backend_lint.lsp import wire
from backend_lint.model import Applicability, Edit, Finding, Place
from backend_lint.semantics.file import NotAnalysed, SourceFile, decode
from backend_lint.session import Session, accept
from backend_lint.session.fixing import Fixer
from backend_lint.suppressions import ignore_edit


def ignoring(name: str, data: bytes, findings: Sequence[Finding], reason: str) -> list[wire.Replacement | None]:
    """For each finding alone what to write so that a comment ignores it; None where no comment can stand."""
    try:
        source = decode(name, data)
    except NotAnalysed:
        return [None] * len(findings)
    return [_ignoring(source, each, reason) for each in findings]


def _ignoring(source: SourceFile, finding: Finding, reason: str) -> wire.Replacement | None:
    try:
        edit = ignore_edit(source, finding, reason)
    except ValueError:
        return None
    return _replacements(source, [edit])[0]


def _replacements(source: SourceFile, edits: Iterable[Edit]) -> tuple[wire.Replacement, ...]:
    """The edits with the places of their offsets."""
    places = [(Place(*source.position(each.start), *source.position(each.end)), each.text) for each in edits]
    return tuple(wire.Replacement(place, text) for place, text in places)


def fixed(name: str, data: bytes, finding: Finding) -> wire.Reply:
    """The edits of one finding's fix, once it is proven that they change nothing else."""
    try:
        source = decode(name, data)
        change = changed(source, [finding])
    except (NotAnalysed, UnicodeEncodeError) as error:
        return wire.Refused(str(error))
    cause = on_big_stack(lambda _: refusal(source, change.data, change.edits))
    return wire.Refused(cause) if cause else wire.Fixed(_replacements(source, change.edits))


def fixed_all(session: Session, name: str, data: bytes, code: str, least: Applicability) -> wire.Reply:
    """What fixes all findings of a code in a text, or all findings for "", as a run would. Raises SettingsError."""
    fixer = Fixer(session.run_texts, least, lambda each: code in ("", each.code))
    files, refused = fixer.fixes(session.run_texts({name: data}))
    if code and not files and refused:  # an editor that fixes everything on save is not told each time
        return wire.Refused(refused[0].why)
    return wire.Fixed(tuple(each for file in files for each in _differences(file.before, file.after)))


def _differences(before: SourceFile, after: bytes) -> Iterator[wire.Replacement]:
    """The lines that are others afterwards: editors keep the cursor, marks and folds in those that are not replaced."""
    old, new = before.lines, decode(before.path, after).lines
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            place = Place(*_line_start(old, first), *_line_start(old, last))
            yield wire.Replacement(place, "".join(new[start:end]))


def _line_start(lines: Sequence[str], line: int) -> tuple[int, int]:
    """The place (1-based) where a line (0-based) starts; the end of a last line without a line end for the one after it."""
    if 0 < line == len(lines) and not lines[-1].endswith(("\n", "\r")):
        return line, len(lines[-1]) + 1
    return line + 1, 1


def accepted(session: Session, name: str, finding: Finding) -> wire.Reply:
    """Put a finding of a file (absolute) into the baseline that is in force for it. Raises SettingsError."""
    for change in accept.add(session, [msgspec.structs.replace(finding, path=name)]):
        change.save()
    return wire.Done()
