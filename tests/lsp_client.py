"""A client for tests of the language server: it opens, types and waits; the server is the real one, over its pipes."""

from __future__ import annotations

import ast
import asyncio
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp.client import LanguageClient, client_capabilities, make_test_lsp_client

from backend_lint.semantics.file import split_lines

#: Seconds that anything may take on a busy machine.
PATIENCE = 30
COMMAND = (sys.executable, "-P", "-m", "backend_lint", "server", "--stdio")
Shown = Sequence[types.Diagnostic]


class Editor:
    """A client with its server. `published` are all diagnostics that were pushed: URI, version, items."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.published: list[tuple[str, int | None, Shown]] = []
        self.watchers: list[Any] = []
        self.versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}

    # What a user does.

    def open(self, file: Path | str, text: str | None = None, language: str = "python") -> str:
        """The document's URI; its text is the file's unless given."""
        uri = file.as_uri() if isinstance(file, Path) else file
        if text is None:
            assert isinstance(file, Path)
            text = file.read_bytes().decode()
        self.versions[uri], self.texts[uri] = 1, text
        self.published = [each for each in self.published if each[0] != uri]
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> None:
        """Replace the whole text."""
        self.versions[uri] += 1
        self.texts[uri] = text
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def touched(self, file: Path) -> None:
        """What an editor that watches files says about one that was written."""
        change = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))

    # What a user sees.

    async def pull(self, uri: str) -> Shown:
        identifier = types.TextDocumentIdentifier(uri)
        params = types.DocumentDiagnosticParams(identifier)
        report = await asyncio.wait_for(self.client.text_document_diagnostic_async(params), PATIENCE)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return report.items

    async def shown(self, uri: str, *codes: str) -> Shown:
        """The diagnostics of the newest version, once they have exactly these codes."""

        def there() -> bool:
            newest = next((each for each in reversed(self.published) if each[0] == uri), None)
            return newest is not None and newest[1] == self.versions[uri] and _codes(newest[2]) == codes

        await self.until(there, lambda: f"{codes} of {uri}: {self.published[-3:]}")
        return self.client.diagnostics[uri]

    async def until(self, true: Callable[[], bool], what: Callable[[], str] = lambda: "") -> None:
        """Wait for something. Raises AssertionError when it does not come."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"waited in vain: {what()}"
            await asyncio.sleep(0.01)

    async def hover(self, uri: str, line: int, character: int) -> str:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        found = await asyncio.wait_for(self.client.text_document_hover_async(params), PATIENCE)
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def actions(
        self, uri: str, place: types.Range, shown: Sequence[types.Diagnostic] = (), *, only: Sequence[str] | None = None
    ) -> dict[str, Any]:
        """Edits and commands by the titles of their actions; an action whose edit must be asked for stands for itself.
        `shown` are the diagnostics that the client sends along, `only` the kinds that it asks for."""
        context = types.CodeActionContext([*shown], only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        offered = await asyncio.wait_for(self.client.text_document_code_action_async(params), PATIENCE)
        # lsprotocol takes an action that holds a command for a command, and prints the latter.
        return {
            each.title: (each.edit or each) if isinstance(each, types.CodeAction) else ast.literal_eval(each.command)
            for each in offered or ()
        }

    async def resolved(self, action: types.CodeAction) -> types.WorkspaceEdit | None:
        """The edit of an action that was chosen."""
        return (await asyncio.wait_for(self.client.code_action_resolve_async(action), PATIENCE)).edit

    async def execute(self, command: dict[str, Any]) -> None:
        params = types.ExecuteCommandParams(command["command"], command["arguments"])
        await asyncio.wait_for(self.client.workspace_execute_command_async(params), PATIENCE)

    def said(self) -> list[str]:
        """Everything that the server told its user."""
        return [each.message for each in self.client.messages]


def _codes(shown: Shown) -> tuple[str, ...]:
    return tuple(str(each.code) for each in shown)


def applied(text: str, edit: types.WorkspaceEdit) -> str:
    """The text after the edits of one document; columns are UTF-16."""
    changes = [each for edits in (edit.changes or {}).values() for each in edits]
    changes += [each for change in edit.document_changes or () for each in change.edits]
    lines = split_lines(text)
    for change in sorted(changes, key=lambda each: each.range.start, reverse=True):
        start, end = (_offset(lines, each) for each in (change.range.start, change.range.end))
        text = text[:start] + change.new_text + text[end:]
    return text


def _offset(lines: list[str], position: types.Position) -> int:
    line = "".join(lines[position.line : position.line + 1])  # the end of a text may be the line behind its last one
    line = line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
    return sum(map(len, lines[: position.line])) + len(line)


def profile(name: str) -> types.ClientCapabilities:
    """The capabilities of an editor. "pulling" is VS Code as it is today: it asks for diagnostics."""
    if name != "pulling":
        return client_capabilities(name)
    capabilities = client_capabilities("visual-studio-code")
    assert capabilities.text_document is not None and capabilities.workspace is not None
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities()
    capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return capabilities


async def started(
    capabilities: types.ClientCapabilities,
    *folders: Path,
    options: Any = None,
    flags: Sequence[str] = (),
    command: Sequence[str] = COMMAND,
    environment: dict[str, str] | None = None,
) -> Editor:
    """An editor whose server has been greeted. `folders` are those of the workspace."""
    client = make_test_lsp_client()
    editor = Editor(client)

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        editor.watchers += params.registrations

    publish = client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params: types.PublishDiagnosticsParams) -> None:
        editor.published.append((params.uri, params.version, params.diagnostics))
        publish(params)

    here = folders[0] if folders else Path(os.sep)
    await client.start_io(*command, *flags, cwd=here, env={**os.environ, **(environment or {})})
    workspace = [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders]
    params = types.InitializeParams(
        capabilities=capabilities,
        process_id=os.getpid(),
        root_uri=here.as_uri() if folders else None,
        workspace_folders=workspace or None,
        initialization_options=options,
    )
    await asyncio.wait_for(client.initialize_session(params), PATIENCE)
    return editor


async def ended(editor: Editor) -> int | None:
    """Say goodbye; the server's exit status."""
    await asyncio.wait_for(editor.client.shutdown_session(), PATIENCE)
    await editor.client.stop()
    server = editor.client._server
    return server.returncode if server is not None else None
