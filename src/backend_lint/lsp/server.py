"""The language server: what a client may ask for, wired to what answers it."""

from __future__ import annotations

import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method
from pygls.uris import from_fs_path

from backend_lint import __version__
from backend_lint.lsp import actions, hover
from backend_lint.lsp.changes import Abilities
from backend_lint.lsp.checking import Checker, Opened
from backend_lint.lsp.diagnostics import SOURCE, diagnostics, fault_in
from backend_lint.lsp.fixes import FIX_ALL, NotFixed
from backend_lint.lsp.manual import Manual, written
from backend_lint.lsp.preferences import understood
from backend_lint.lsp.process import DEADLINE
from backend_lint.lsp.text import Document, name_of
from backend_lint.lsp.watched import WATCHED
from backend_lint.paths import within

_log = logging.getLogger(__name__)


class _Protocol(LanguageServerProtocol):
    """The protocol with documents of our own: those of pygls end lines at form feeds and U+2028 too."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._server.did_open(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._server.did_change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._server.did_close(params.text_document.uri)


class Server(LanguageServer):
    """One client, its documents and their checker."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        super().__init__(SOURCE, __version__, protocol_cls=_Protocol)
        self.checker = Checker(self, deadline)
        self.manual = Manual(self.checker.back)
        self.pulls = False
        self.status = 1  # until the client has said goodbye

    def can(self, capability: str) -> bool:
        """Whether the client has a capability, named as in `text_document.diagnostic`."""
        found: Any = self.client_capabilities
        for name in capability.split("."):
            found = getattr(found, name, None)
        return found is not None and found is not False

    @property
    def abilities(self) -> Abilities:
        """What the client can do with actions."""
        asking: Any = getattr(self.client_capabilities.text_document, "code_action", None)
        late = getattr(getattr(asking, "resolve_support", None), "properties", ())
        return Abilities(
            versioned=self.can("workspace.workspace_edit.document_changes"),
            annotated=self.can("workspace.workspace_edit.change_annotation_support"),
            resolves="edit" in late and self.can("text_document.code_action.data_support"),
            shows_documents=self.can("window.show_document.support"),
        )

    # What documents do.

    def did_open(self, item: types.TextDocumentItem) -> None:
        name = name_of(item.uri, next(iter(self.folders), None))
        if name is None:
            return
        encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        document = Document(item.uri, name, item.language_id, item.version, item.text, str(encoding))
        opened = self.checker.opened[item.uri] = Opened(document)
        self.checker.start(opened)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        opened = self.checker.opened.get(params.text_document.uri)
        if opened is None:
            return
        opened.document.change(params.content_changes, params.text_document.version)
        if self.checker.preferences.run == "onType":
            opened.wanted = opened.document.revision
            self.checker.start(opened)

    def did_save(self, uri: str) -> None:
        opened = self.checker.opened.get(uri)
        if opened is None:
            return
        if opened.wanted != opened.document.revision:
            opened.wanted = opened.document.revision
            self.checker.start(opened)
            self.ask_again()
        folder = self.folder_of(opened.document.name)
        if folder is not None and opened.document.is_python and opened.document.is_file:
            self.checker.links.saved(folder)

    def did_close(self, uri: str) -> None:
        self.checker.close(uri)
        if not self.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def items(self, opened: Opened) -> list[types.Diagnostic]:
        """The diagnostics of a document, as far as they are known."""
        if not opened.document.is_python:
            faults = dict.fromkeys(self.checker.faults.values())
            return [fault for said in faults if (fault := fault_in(opened.document, said)) is not None]
        related = self.can("text_document.publish_diagnostics.related_information")
        return diagnostics(opened.document, self.checker.known(opened), related=related)

    # What the checker asks for (`checking.Client`).

    def show(self, opened: Opened) -> None:
        if not self.pulls:
            document = opened.document
            shown = types.PublishDiagnosticsParams(document.uri, self.items(opened), document.version)
            self.text_document_publish_diagnostics(shown)

    def ask_again(self) -> None:
        if self.pulls:
            self.workspace_diagnostic_refresh(None)

    def complain(self, problem: str) -> None:
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"{SOURCE}: {problem}"))

    def folder_of(self, name: str) -> str | None:
        above = [folder for folder in self.folders if within(name, folder)]
        return max(above, key=len, default=None)

    @property
    def folders(self) -> list[str]:
        """The absolute paths of the workspace's folders."""
        uris = [folder.uri for folder in self.workspace.folders.values()]
        if not uris and self.workspace.root_uri:
            uris = [self.workspace.root_uri]
        return [name for uri in uris if (name := name_of(uri, None)) is not None]

    # Settings.

    def prefer(self, sent: Any) -> bool:
        """Take over an editor's settings; whether they are others than before."""
        preferences, problems = understood(sent)
        for problem in problems:
            self.complain(problem)
        changed = preferences != self.checker.preferences
        self.checker.preferences = preferences
        return changed

    async def watch(self) -> None:
        """Have the client tell of changes in the files that decide about findings."""
        if not self.can("workspace.did_change_watched_files.dynamic_registration"):
            return
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration(SOURCE, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        try:
            await self.client_register_capability_async(types.RegistrationParams([registration]))
        except JsonRpcException as error:  # the files are looked at before each check all the same
            _log.info("The client does not watch configuration files: %s", error)


def make(deadline: float = DEADLINE) -> Server:
    """A server with everything that a client may ask for."""
    server = Server(deadline)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        # A client that cannot be told to ask again would never see what a save or a configuration changes.
        server.pulls = server.can("text_document.diagnostic") and server.can("workspace.diagnostics.refresh_support")
        if server.pulls:
            options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False)
            server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(pull)
        server.prefer(params.initialization_options)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        server.checker.later(server.manual.prepare())  # the worker of the background is then ready when it is needed
        await server.watch()

    @server.feature(types.SHUTDOWN)
    async def shutdown(params: None) -> None:
        server.status = 0
        await server.checker.end()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.did_save(params.text_document.uri)

    async def pull(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        opened = server.checker.opened.get(params.text_document.uri)
        if opened is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        await server.checker.findings(opened)
        return types.RelatedFullDocumentDiagnosticReport(server.items(opened))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        opened = server.checker.opened.get(params.text_document.uri)
        if opened is None or not opened.document.is_python:
            return None
        known = server.checker.known(opened)
        return await hover.hover(opened.document, params.position, known, server.manual)

    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        opened = server.checker.opened.get(params.text_document.uri)
        only = params.context.only
        if opened is None:
            return []
        if only is not None and opened.wanted != opened.document.revision:
            # An editor that fixes on save asks before it saves, where checks may wait for that.
            opened.wanted = opened.document.revision
        return await actions.actions(
            server.checker,
            opened,
            # Neovim asks with the diagnostics of the whole line, wherever in it the cursor stands.
            [params.range, *(each.range for each in params.context.diagnostics if each.source == SOURCE)],
            server.abilities,
            # A kind that is asked for stands for those below it, "" for all.
            lambda kind: only is None or any(not each or kind == each or kind.startswith(each + ".") for each in only),
        )

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        try:
            return await actions.resolved(server.checker, action, server.abilities)
        except NotFixed as error:
            server.complain(f"not fixed: {error}")
            return action

    @server.command(actions.ADD_TO_BASELINE)
    async def add_to_baseline(uri: str, fingerprint: str) -> None:
        opened = server.checker.opened.get(uri)
        if opened is not None:
            problem = await actions.accept(server.checker, opened, fingerprint)
            if problem:
                server.complain(problem)

    @server.command(actions.OPEN_PAGE)
    async def open_page(name: str) -> None:
        page = await server.manual.page(name)
        if page is None:
            server.complain(f"no rule is called {name}")
            return
        try:
            path = written(page)
        except OSError as error:
            server.complain(f"the page cannot be written: {error.strerror}")
            return
        await server.window_show_document_async(types.ShowDocumentParams(from_fs_path(path), take_focus=True))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        server.checker.restart()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        sent = params.settings
        if not sent and server.can("workspace.configuration"):
            wanted = types.ConfigurationParams([types.ConfigurationItem(section=SOURCE)])
            sent = (await server.workspace_configuration_async(wanted))[0]
        if server.prefer(sent):
            server.checker.restart()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            server.checker.links.forget(name_of(folder.uri, None) or "")
        server.checker.restart()

    return server
