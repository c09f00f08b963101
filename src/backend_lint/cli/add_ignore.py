"""Knows how `--add-ignore` writes comments into the files of a run, and says which it could not write."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from backend_lint.cli.output import write
from backend_lint.session.rewriting import Refusal, rewrite

if TYPE_CHECKING:
    from backend_lint.model import Finding
    from backend_lint.session import Outcome, Session


class Added(NamedTuple):
    """What was written: `refused` are messages about files that were not. `failed`: one of them could not be written, which
    is no decision of ours."""

    comments: int
    files: int
    refused: tuple[str, ...]
    failed: bool


def add_ignores(session: Session, outcome: Outcome, reason: str) -> Added:
    """Write a comment against every finding of a run that a comment can be written against."""
    from backend_lint.suppressions import can_ignore

    comments = files = 0
    refused: list[str] = []
    failed = False
    ignorable = sorted((each for each in outcome.findings if can_ignore(each)), key=lambda found: found.sort_key)
    for path, found in groupby(ignorable, key=lambda each: each.path):
        try:
            comments += _write(session, outcome, path, tuple(found), reason)
            files += 1
        except Refusal as refusal:
            refused.append(f"{path}: no comment added: {refusal}")
        except OSError as error:
            refused.append(f"{path}: no comment added: it cannot be written: {error.strerror or error}")
            failed = True
    return Added(comments, files, tuple(refused), failed)


def tell(added: Added, *, quiet: bool) -> None:
    """Say what was written and what was not; standard output is the report's."""
    from backend_lint.reports.style import printable
    from backend_lint.reports.summary import plural

    for message in added.refused:
        write(f"Error: {printable(message)}\n", to_error=True)
    if not quiet:
        text = f"Added {plural(added.comments, 'ignore comment')} in {plural(added.files, 'file')}.\n"
        write(text, to_error=True)


def _write(session: Session, outcome: Outcome, path: str, found: tuple[Finding, ...], reason: str) -> int:
    """Write the comments of one file; the number of them. Raises Refusal and OSError."""
    from backend_lint.semantics.file import NotAnalysed, decode
    from backend_lint.suppressions import code_alone, ignore_edits, in_markup

    source = outcome.sources.get(path)
    if source is None:
        raise Refusal("the file could not be read")
    try:
        edits = ignore_edits(source, found, reason, outcome.rules)
        if any(in_markup(source, edit) for edit in edits):
            raise Refusal("a comment would be text of the page there; write it by hand, or use per-file-ignores")
        data = source.edited(edits)
        language = source.language
        if code_alone(decode(path, data).text, language) != code_alone(source.text, language):
            raise Refusal("there is no place for one; use per-file-ignores")
        rewrite(session, path, source.data, data)
    except (NotAnalysed, ValueError) as error:
        raise Refusal(f"{error}") from error
    return len(edits)
