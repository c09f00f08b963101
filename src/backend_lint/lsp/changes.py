"""Knows how replacements in a document become an edit that a client takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lsprotocol import types

from backend_lint.lsp import wire
from backend_lint.lsp.text import Document

#: The name of the one annotation of an edit.
_ANNOTATION = "backend-lint"


@dataclass(frozen=True)
class Abilities:
    """What a client can do with actions. `versioned`: it takes edits of a certain version of a document; `annotated`: it
    shows edits that must be confirmed; `resolves`: it asks for an action's edit once the action is chosen;
    `shows_documents`: it opens a document that we name."""

    versioned: bool
    annotated: bool
    resolves: bool
    shows_documents: bool


def workspace_edit(
    document: Document, replacements: Iterable[wire.Replacement], can: Abilities, confirm: str = ""
) -> types.WorkspaceEdit:
    """The edit; `confirm` says what a user is to look at before it is made, where the client can show that."""
    changes = [types.TextEdit(document.range_of(each.place), each.text) for each in replacements]
    if not can.versioned:
        return types.WorkspaceEdit(changes={document.uri: changes})
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    if not (confirm and can.annotated):
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, [*changes])])
    annotated = [types.AnnotatedTextEdit(_ANNOTATION, each.range, each.new_text) for each in changes]
    return types.WorkspaceEdit(
        document_changes=[types.TextDocumentEdit(identifier, [*annotated])],
        change_annotations={_ANNOTATION: types.ChangeAnnotation(confirm, needs_confirmation=True)},
    )
