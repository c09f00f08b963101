"""Knows what an editor offers to do about a finding: ignore it, accept it, read about it."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from backend_lint.lsp import wire
from backend_lint.lsp.checking import Checker, Opened
from backend_lint.lsp.diagnostics import diagnostic
from backend_lint.lsp.process import Lost
from backend_lint.lsp.text import Document
from backend_lint.model import OWN_CODES, Finding

ADD_TO_BASELINE = "backend-lint.addToBaseline"
OPEN_PAGE = "backend-lint.openPage"
#: What stands in a comment where its author is to say why.
REASON = "say why"


async def actions(
    checker: Checker, opened: Opened, wanted: Sequence[types.Range], *, versioned: bool, shows_documents: bool
) -> list[types.CodeAction]:
    """What can be done about the findings in some ranges. `versioned`: the client takes edits of a certain version of a
    document; `shows_documents`: it opens a document that we name."""
    document = opened.document
    found = [
        each
        for each in await checker.findings(opened)
        if any(_overlap(document.range_of(each.place), asked) for asked in wanted)
    ]
    edits = await _ignoring(checker, opened, [each for each in found if each.code not in OWN_CODES])
    offered: list[types.CodeAction] = []
    for finding in found:
        shown = diagnostic(document, finding, related=False)
        edit = edits.get(finding)
        if edit is not None:
            title = f"Ignore {finding.name} on this line"
            change = _workspace_edit(document, edit, versioned=versioned)
            offered.append(types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], edit=change))
        if finding.code not in OWN_CODES and document.is_file:
            command = types.Command(
                "Add to the baseline", ADD_TO_BASELINE, arguments=[document.uri, finding.fingerprint]
            )
            title = f"Add {finding.name} to the baseline"
            offered.append(types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], command=command))
    if shows_documents:
        offered += [_page(name) for name in dict.fromkeys(each.name for each in found)]
    return offered


def _page(name: str) -> types.CodeAction:
    title = f"Open the page of {name}"
    return types.CodeAction(
        title, types.CodeActionKind.QuickFix, command=types.Command(title, OPEN_PAGE, arguments=[name])
    )


async def _ignoring(
    checker: Checker, opened: Opened, findings: Sequence[Finding]
) -> dict[Finding, wire.Replacement | None]:
    document = opened.document
    if not findings:
        return {}
    try:
        reply = await checker.ask(wire.Ignore(document.name, document.as_sent, tuple(findings), REASON))
    except Lost:
        return {}
    return dict(zip(findings, reply.edits, strict=True)) if isinstance(reply, wire.Replacements) else {}


def _workspace_edit(document: Document, edit: wire.Replacement, *, versioned: bool) -> types.WorkspaceEdit:
    change = types.TextEdit(document.range_of(edit.place), edit.text)
    if not versioned:
        return types.WorkspaceEdit(changes={document.uri: [change]})
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, [change])])


def _overlap(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


async def accept(checker: Checker, opened: Opened, fingerprint: str) -> str:
    """Put a finding into the baseline; what is wrong, if that cannot be done."""
    document = opened.document
    finding = next((each for each in checker.known(opened) if each.fingerprint == fingerprint), None)
    if finding is None:
        return "the finding is no longer there"
    try:
        reply = await checker.ask(wire.Accept(checker.scope_of(document), document.name, finding))
    except Lost as error:
        return f"not added to the baseline: {error}"
    if isinstance(reply, wire.Refused):
        return reply.cause
    checker.restart()
    return ""
