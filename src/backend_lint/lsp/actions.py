"""Knows what an editor offers to do about a finding: fix it, ignore it, accept it, read about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from lsprotocol import types

from backend_lint.lsp import fixes, wire
from backend_lint.lsp.changes import Abilities, workspace_edit
from backend_lint.lsp.checking import Checker, Opened
from backend_lint.lsp.diagnostics import diagnostic
from backend_lint.lsp.process import Lost
from backend_lint.model import OWN_CODES, Finding

ADD_TO_BASELINE = "backend-lint.addToBaseline"
OPEN_PAGE = "backend-lint.openPage"
#: What stands in a comment where its author is to say why.
REASON = "say why"


async def actions(
    checker: Checker,
    opened: Opened,
    wanted: Sequence[types.Range],
    can: Abilities,
    takes: Callable[[str], bool],
) -> list[types.CodeAction]:
    """What can be done about the findings in some ranges, and about all of the document; `takes` says which kinds of
    actions are asked for."""
    document = opened.document
    known = await checker.findings(opened)
    found = [each for each in known if any(_overlap(document.range_of(each.place), asked) for asked in wanted)]
    offered = await _fixing(checker, opened, fixes.offered(document, found, known, takes), can)
    if takes(types.CodeActionKind.QuickFix):
        offered += await _accepting(checker, opened, found, can)
    return offered


async def resolved(checker: Checker, action: types.CodeAction, can: Abilities) -> types.CodeAction:
    """An action that was chosen, with its edit. Raises NotFixed."""
    try:
        wish = msgspec.convert(action.data, fixes.Wish)
    except msgspec.ValidationError:  # not one of those whose edits are made late
        return action
    opened = checker.opened.get(wish.uri)
    if opened is None:
        raise fixes.NotFixed("the document is closed")
    action.edit = await fixes.edit_of(checker, opened, wish, can)
    return action


async def _fixing(
    checker: Checker, opened: Opened, offered: Iterable[tuple[types.CodeAction, fixes.Wish]], can: Abilities
) -> list[types.CodeAction]:
    made: list[types.CodeAction] = []
    for action, wish in offered:
        if can.resolves:  # to prove a fix is to parse the text twice
            action.data = msgspec.to_builtins(wish)
        else:
            try:
                action.edit = await fixes.edit_of(checker, opened, wish, can)
            except fixes.NotFixed:
                continue
        made.append(action)
    return made


async def _accepting(
    checker: Checker, opened: Opened, found: Sequence[Finding], can: Abilities
) -> list[types.CodeAction]:
    """What can be done about findings besides fixing them."""
    document = opened.document
    edits = await _ignoring(checker, opened, [each for each in found if each.code not in OWN_CODES])
    offered: list[types.CodeAction] = []
    for finding in found:
        shown = diagnostic(document, finding, related=False)
        edit = edits.get(finding)
        if edit is not None:
            title = f"Ignore {finding.name} on this line"
            change = workspace_edit(document, [edit], can)
            offered.append(types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], edit=change))
        if finding.code not in OWN_CODES and document.is_file:
            command = types.Command(
                "Add to the baseline", ADD_TO_BASELINE, arguments=[document.uri, finding.fingerprint]
            )
            title = f"Add {finding.name} to the baseline"
            offered.append(types.CodeAction(title, types.CodeActionKind.QuickFix, [shown], command=command))
    if can.shows_documents:
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
    revision = document.revision
    if not findings:
        return {}
    try:
        reply = await checker.ask(wire.Ignore(document.name, document.as_sent, tuple(findings), REASON))
    except Lost:
        return {}
    if not isinstance(reply, wire.Replacements) or document.revision != revision:
        return {}
    return dict(zip(findings, reply.edits, strict=True))


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
