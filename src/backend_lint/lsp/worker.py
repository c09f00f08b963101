"""The process that reads what an editor shows: it may hang or die of a hostile file, and the server does neither.

Started as `python -P -m backend_lint.lsp.worker`, it answers calls from its standard input until that ends."""

from __future__ import annotations

import gc
import math
import os
import signal
import sys
from typing import BinaryIO

import msgspec

from backend_lint import catalog, pages
from backend_lint.lsp import wire
from backend_lint.lsp.edits import accepted, fixed, fixed_all, ignoring
from backend_lint.semantics.file import as_saved
from backend_lint.session import Options, Session
from backend_lint.session.standing import RememberingRules, Standing
from backend_lint.settings import SettingsError

#: Seconds that a call may last longer than its caller waits, before the system ends the process: a parser that hangs
#: holds the interpreter's lock, and then nothing in here would notice that the server has died.
_GRACE = 2
#: What makes rules, parsers and grammars load before the first call.
_WARM = b'import bcrypt\nbcrypt.gensalt(8)\ncursor.execute(f"SELECT id FROM t WHERE n = {n}")\n'
#: Calls after which garbage is looked for, when no document was checked.
_COLLECTING = 20


class Worker:
    """Sessions by folder and options, kept until the server says that what decides about findings has changed."""

    def __init__(self) -> None:
        self._rules = RememberingRules()
        self._generation = 0
        self._sessions: dict[tuple[str, bytes], Session] = {}
        self._standing: dict[tuple[str, bytes], Standing] = {}

    def answer(self, request: wire.Request) -> wire.Reply:
        """What a request asks for. Never raises for what a user wrote."""
        try:
            return self._answer(request)
        except SettingsError as error:
            return wire.Refused(str(error))

    def _answer(self, request: wire.Request) -> wire.Reply:
        match request:
            case wire.Check(scope, name, text):
                return self._check(scope, name, text)
            case wire.Pages():
                return wire.Book(tuple(_page(rule) for rule in catalog.documented()))
            case wire.Changed(scope):
                every, changed = self._standing_of(scope).files()
                return wire.Files(_sendable(every), _sendable(changed))
            case wire.Absorb(scope, path):
                self._standing_of(scope).absorb(path)
                return wire.Done()
            case wire.Link(scope, paths):
                return wire.Linked(self._standing_of(scope).linked(paths))
            case wire.Ignore(name, text, findings, reason):
                return wire.Replacements(tuple(ignoring(name, _bytes(text), findings, reason)))
            case wire.Fix(name, text, finding):
                return fixed(name, _bytes(text), finding)
            case wire.FixAll(scope, name, text, code, least):
                return fixed_all(self._session(scope), name, _bytes(text), code, least)
            case wire.Accept(scope, name, finding):
                return accepted(self._session(scope), name, finding)

    def _check(self, scope: wire.Scope, name: str, text: bytes) -> wire.Checked:
        session = self._session(scope)
        outcome = session.run_text(name, _bytes(text), per_file=True)
        directory = os.path.dirname(name)
        configuration = session.settings(directory).source
        baseline = session.baseline_path(directory)
        return wire.Checked(outcome.findings, (baseline,) if configuration is None else (baseline, configuration))

    def _session(self, scope: wire.Scope) -> Session:
        if scope.generation != self._generation:
            self._generation = scope.generation
            self._sessions.clear()
            self._standing.clear()
        key = (scope.folder, msgspec.msgpack.encode(scope.options))
        if key not in self._sessions:
            self._sessions[key] = Session(scope.options, self._rules, scope.folder)
        return self._sessions[key]

    def _standing_of(self, scope: wire.Scope) -> Standing:
        # Its files come from a search, which has already left out what is excluded.
        free = msgspec.structs.replace(scope, options=msgspec.structs.replace(scope.options, force_exclude=False))
        session = self._session(free)
        key = (free.folder, msgspec.msgpack.encode(free.options))
        if key not in self._standing:
            self._standing[key] = Standing(session, scope.folder)
        return self._standing[key]


def _bytes(text: wire.Text) -> bytes:
    return as_saved(text.decode("utf-8", "surrogatepass"))


def _page(rule: pages.Documented) -> wire.Page:
    return wire.Page(rule.info.code, rule.info.name, pages.markdown(rule))


def _sendable(paths: list[str]) -> tuple[str, ...]:
    """Without names that are no text: no document of an editor has one."""
    return tuple(path for path in paths if path.isascii() or path == path.encode(errors="replace").decode())


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer calls until there are no more."""
    worker = Worker()
    worker.answer(wire.Check(wire.Scope(os.sep, Options(isolated=True), 0), os.path.abspath("warm.py"), _WARM))
    replies.write(wire.packed(wire.Done()))  # imports are done: from here on a call's time counts
    replies.flush()
    # What the start made lives as long as the process. A search for garbage takes 10 ms to 60 ms: it has its place
    # between a reply and the next call.
    gc.disable()
    answered = 0
    while len(head := requests.read(wire.HEAD)) == wire.HEAD:
        call = wire.call(requests.read(int.from_bytes(head, "big")))
        _alarm(math.ceil(call.seconds) + _GRACE)
        reply = worker.answer(call.request)
        _alarm(0)
        replies.write(wire.packed(reply))
        replies.flush()
        answered += 1
        if isinstance(call.request, wire.Check) or answered % _COLLECTING == 0:
            gc.collect()
            if answered < _COLLECTING:
                gc.freeze()  # rules and engines were made by now


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(seconds)


def main() -> None:
    """The process: `--background` gives way to others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the server
    if "--background" in sys.argv and hasattr(os, "nice"):
        os.nice(10)
    # What anything prints must not get between the replies.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(sys.stdin.buffer, replies)
    except BrokenPipeError:  # the server has gone
        os._exit(0)


if __name__ == "__main__":
    main()
