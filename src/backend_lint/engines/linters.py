"""Other linters for Python as engines: ruff and bandit, with those of their rules that report what one of ours is about.

They see copies of the files and none of their own settings; their comments (`noqa`, `nosec`) count as ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from backend_lint.engines.batch import Checked
from backend_lint.engines.findings import engine_failed, masked
from backend_lint.engines.mirror import Mirror
from backend_lint.engines.program import Program, ProgramError, find
from backend_lint.model import Confidence, Finding, Notice, Place, RuleInfo
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.languages import PYTHON

Name = Literal["ruff", "bandit"]
_CONFIDENCES: dict[str, Confidence] = {"HIGH": "high", "MEDIUM": "medium", "LOW": "low"}


class _Said(NamedTuple):
    """What a linter says: `place` in characters, or the lines of a file to look it up in."""

    file: str
    code: str
    message: str
    place: Callable[[SourceFile], Place]
    confidence: Confidence = "high"


class _Location(msgspec.Struct):
    row: int
    column: int


class _Ruff(msgspec.Struct):
    """A diagnostic of `ruff check --output-format json`: rows and columns in characters, both 1-based."""

    filename: str
    message: str
    location: _Location
    end_location: _Location
    code: str | None = None


class _Bandit(msgspec.Struct):
    """A result of `bandit -f json`: lines are 1-based, columns 0-based and in bytes of UTF-8."""

    filename: str
    test_id: str
    issue_text: str
    issue_confidence: str
    line_range: list[int]
    col_offset: int = 0


class _Unread(msgspec.Struct):
    filename: str


class _BanditReport(msgspec.Struct):
    results: list[_Bandit]
    errors: list[_Unread] = []


class Linter:
    """One of them, with the rules `infos` by their own codes."""

    def __init__(self, name: Name, infos: Mapping[str, RuleInfo], seconds: float) -> None:
        self.name: Name = name
        self.infos = infos
        self.seconds = seconds

    @property
    def languages(self) -> frozenset[str]:
        return frozenset({PYTHON}) if self.infos else frozenset()

    def codes(self, language: str) -> frozenset[str]:
        """The codes of its rules."""
        return frozenset(self.infos) if language == PYTHON else frozenset()

    def run(self) -> LinterRun:
        return LinterRun(self)

    def arguments(self) -> list[str]:
        """What it is called with to check the current directory."""
        codes = ",".join(self.infos)
        if self.name == "ruff":
            options = ("--isolated", "--no-cache", "--no-fix", "--exit-zero", "--quiet", "--output-format", "json")
            return ["check", *options, "--select", codes, "."]
        return ["--recursive", ".", "--format", "json", "--quiet", "--exit-zero", "--tests", codes]


class LinterRun:
    """One run over some files."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self._mirror: Mirror | None = None
        self._program: Program | None = None
        self._failure = ""

    def add(self, source: SourceFile) -> None:
        """Add a file to be checked."""
        if self._failure:
            return
        try:
            if self._mirror is None:
                # Without their own paths: by some names, as `dist`, linters leave files out.
                self._mirror = Mirror(own_paths=False)
            self._mirror.add(source, ".py")
        except OSError as error:
            self._failure = f"cannot be given its files: {error.strerror}"

    def know(self, source: SourceFile) -> None:
        pass

    def start(self) -> None:
        """Start it, unless there is nothing for it to do."""
        if self._mirror is None or self._failure:
            return
        program = find(self._linter.name)
        if program is None:
            self._failure = "was asked for and is not installed"
            return
        arguments = [program, *self._linter.arguments()]
        try:
            self._program = Program(arguments, self._mirror.files, self._mirror.folder, self._linter.seconds, {})
        except ProgramError as error:
            self._failure = str(error)

    def finish(self, stop: threading.Event) -> Checked:
        """What it found, once it has ended."""
        name = self._linter.name
        try:
            if self._failure:
                raise ProgramError(self._failure)
            if self._mirror is None or self._program is None:
                return Checked()
            ended = self._program.finish(stop)
            try:
                said, unread = _read(name, ended.output)
            except (ValueError, RecursionError):
                raise ProgramError(f"ended with status {ended.status} and no report that can be read") from None
            if ended.status:  # findings are 0, too: it is called with `--exit-zero`
                raise ProgramError(f"ended with status {ended.status}, so its report may be incomplete")
            paths = (path for copy in unread if (path := self._mirror.path(copy)) is not None)
            notices = [Notice(f"{name} could not read this file", path) for path in paths]
            return Checked(tuple(self._findings(said, self._mirror)), notices)
        except ProgramError as error:
            cause = str(error)
        except OSError as error:
            cause = f"ended, and the copies of its files cannot be read: {error.strerror}"
        return Checked((engine_failed(f"{name} {cause}", "The findings of backend-lint itself are complete."),))

    def close(self) -> None:
        if self._program is not None:
            self._program.kill()
        if self._mirror is not None:
            self._mirror.close()

    def _findings(self, said: list[_Said], mirror: Mirror) -> Iterator[Finding]:
        files: dict[str, SourceFile] = {}
        for each in said:
            path = mirror.path(each.file)
            info = self._linter.infos.get(each.code)
            if path is None or info is None:
                continue
            if path not in files:
                files[path] = mirror.source(each.file)
            yield masked(
                Finding(
                    path=path,
                    place=each.place(files[path]),
                    code=each.code,
                    name=info.name,
                    message=" ".join(each.message.split()),
                    severity=info.severity,
                    confidence=each.confidence,
                    cwe=info.cwe,
                ),
                frozenset(),
            )


def _read(name: Name, output: bytes) -> tuple[list[_Said], list[str]]:
    """What a linter says, and the files that it could not read. Raises ValueError for what is no report."""
    text = output.decode("utf-8", "replace")
    if name == "ruff":
        return [_of_ruff(each) for each in msgspec.json.decode(text, type=list[_Ruff])], []
    report = msgspec.json.decode(text, type=_BanditReport)
    return [_of_bandit(each) for each in report.results], [each.filename for each in report.errors]


def _of_ruff(said: _Ruff) -> _Said:
    at, end = said.location, said.end_location
    # A syntax error has no code; our own engine reports it.
    return _Said(said.filename, said.code or "", said.message, lambda _: Place(at.row, at.column, end.row, end.column))


def _of_bandit(said: _Bandit) -> _Said:
    confidence = _CONFIDENCES.get(said.issue_confidence, "medium")
    first = min(said.line_range, default=1)

    def place(source: SourceFile) -> Place:
        lines = source.lines
        line = lines[first - 1].rstrip("\r\n") if first <= len(lines) else ""
        column = len(line.encode()[: said.col_offset].decode("utf-8", "ignore")) + 1
        return Place(first, column, first, max(column, len(line) + 1))

    # What follows is the value itself: "Possible hardcoded password: '…'".
    message = said.issue_text.partition(": '")[0]
    return _Said(said.filename, said.test_id, message, place, confidence)
