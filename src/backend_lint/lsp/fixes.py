"""Knows which fixes an editor offers, and what each of them does to a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
from lsprotocol import types

from backend_lint.lsp import wire
from backend_lint.lsp.changes import Abilities, workspace_edit
from backend_lint.lsp.checking import Checker, Opened
from backend_lint.lsp.diagnostics import diagnostic
from backend_lint.lsp.process import Lost
from backend_lint.lsp.text import Document
from backend_lint.model import Applicability, Finding, Fix

#: What an editor that fixes on save asks for, or a kind above it.
FIX_ALL = "source.fixAll.backend-lint"
_EVERYTHING = "backend-lint: fix everything that is safe to fix"

#: What stands behind the title of a fix that is not safe.
_WARNINGS: dict[Applicability, str] = {"safe": "", "unsafe": " (unsafe)", "suggest": " (a suggestion)"}
#: What a user is told who must confirm such a fix.
_CONFIRM: dict[Applicability, str] = {
    "safe": "",
    "unsafe": "May change what the code needs when it runs",
    "suggest": "A sketch, to be completed by hand",
}


class NotFixed(Exception):  # noqa: N818 - it names what became of a fix
    """A fix that cannot be made; the text says why."""


class Wish(msgspec.Struct, frozen=True):
    """What an action is to fix in a document: the finding of a fingerprint; for None all findings of a code, "" for any.
    Of several findings only those whose fixes are at least as sure as `least`."""

    uri: str
    least: Applicability
    fingerprint: str | None = None
    code: str = ""


def offered(
    document: Document, asked: Sequence[Finding], known: Sequence[Finding], takes: Callable[[str], bool]
) -> Iterator[tuple[types.CodeAction, Wish]]:
    """The actions that fix something, without their edits: of the findings that are `asked` about, and of all that are
    `known`. `takes` says which kinds of actions are asked for."""
    if takes(types.CodeActionKind.QuickFix):
        for finding in asked:
            if (fix := finding.fix) is not None:
                yield _one(document, finding, fix), Wish(document.uri, fix.applicability, finding.fingerprint)
        for code, name in dict.fromkeys((each.code, each.name) for each in asked if each.fix is not None):
            unsafe = any(each.code == code and _is(each, "unsafe") for each in asked)
            least: Applicability = "unsafe" if unsafe else "safe"
            alike = [each for each in known if each.code == code and (_is(each, "safe") or _is(each, least))]
            if len(alike) > 1:
                title = f"Fix all {name} in this file{_WARNINGS[least]}"
                yield types.CodeAction(title, types.CodeActionKind.QuickFix), Wish(document.uri, least, code=code)
    if takes(FIX_ALL) and any(_is(each, "safe") for each in known):
        yield types.CodeAction(_EVERYTHING, FIX_ALL), Wish(document.uri, "safe")


def _one(document: Document, finding: Finding, fix: Fix) -> types.CodeAction:
    shown = diagnostic(document, finding, related=False)
    title = f"{fix.title}{_WARNINGS[fix.applicability]}"
    preferred = fix.applicability == "safe"
    return types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], is_preferred=preferred or None)


def _is(finding: Finding, applicability: Applicability) -> bool:
    return finding.fix is not None and finding.fix.applicability == applicability


async def edit_of(checker: Checker, opened: Opened, wish: Wish, can: Abilities) -> types.WorkspaceEdit:
    """What makes a wish come true. Raises NotFixed."""
    document = opened.document
    if wish.fingerprint is not None:
        found = await checker.findings(opened)
        finding = next((each for each in found if each.fingerprint == wish.fingerprint and each.fix is not None), None)
        if finding is None:
            raise NotFixed("the finding is no longer there")
        request: wire.Request = wire.Fix(document.name, document.as_sent, finding)
    else:
        request = wire.FixAll(checker.scope_of(document), document.name, document.as_sent, wish.code, wish.least)
    revision = document.revision
    try:
        reply = await checker.ask(request)
    except Lost as error:
        raise NotFixed(str(error)) from error
    if document.revision != revision:
        raise NotFixed("the text has changed meanwhile")
    if isinstance(reply, wire.Refused):
        raise NotFixed(reply.cause)
    assert isinstance(reply, wire.Fixed)  # what a worker answers to both requests
    return workspace_edit(document, reply.edits, can, _CONFIRM[wish.least])
