"""The flake8 plugin: the findings that need one file only, with this tool's own settings and comments."""

from __future__ import annotations

import argparse
import ast
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from backend_lint import __version__

if TYPE_CHECKING:  # flake8 imports every plugin at start: nothing heavy until files are to be checked
    from backend_lint.model import Finding
    from backend_lint.session import Session

Report = tuple[int, int, str, type]


class Plugin:
    """What flake8 asks for; `BKD` is registered as an entry point of `flake8.extension`."""

    name = "backend-lint"
    version = __version__

    def __init__(self, tree: ast.Module, filename: str, lines: Sequence[str]) -> None:
        self._tree = tree
        self._filename = filename
        self._lines = lines

    @staticmethod
    def parse_options(_: argparse.Namespace) -> None:
        """What flake8 calls before it forks its processes: they then share one import of all rules, which takes 0.3 s."""
        from backend_lint.semantics.nodes import load

        load()  # before anything else imports LibCST

        from backend_lint import catalog
        from backend_lint.engines import native  # noqa: F401 - the first file needs it

        catalog.rules()
        _session()
        gc.freeze()  # that lives as long as the process

    def run(self) -> Iterator[Report]:
        """Findings as flake8 wants them: 1-based line, 0-based column, text. Never raises: a file or a
        configuration that cannot be read is BKD000."""
        from backend_lint.settings import SettingsError

        try:
            findings = self._findings()
        except SettingsError as error:
            yield 1, 0, f"BKD000 {error}", type(self)
            return
        for finding in findings:
            yield (
                finding.place.line,
                finding.place.column - 1,
                f"{finding.code} {_line(finding.message)}",
                type(self),
            )

    def _findings(self) -> Sequence[Finding]:
        from backend_lint.semantics import interpreter

        text, data = self._content()
        interpreter.take(text, self._tree)
        with _uncollected():
            return _session().run_text(self._filename, data, per_file=True).findings

    def _content(self) -> tuple[str, bytes]:
        """The text and the bytes of the file as the command line reads them, or of the text that flake8 was given when
        that is not the file's, as from an editor through standard input."""
        from backend_lint.semantics.file import NotAnalysed, as_saved, decode, read

        text = "".join(self._lines)
        try:
            data = read(self._filename)
        except NotAnalysed:
            return text, as_saved(text)
        try:
            on_disk = decode(self._filename, data).text
        except NotAnalysed:
            on_disk = data.decode("latin-1")  # what flake8 falls back to as well
        return (on_disk, data) if _same(on_disk, text) else (text, as_saved(text))


@contextmanager
def _uncollected() -> Iterator[None]:
    """While a file is analysed nothing that it made is garbage: to look for some all the same takes a quarter of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@cache
def _session() -> Session:
    from backend_lint.session import Session
    from backend_lint.session.programs import NoPrograms

    return Session(programs=NoPrograms())


def _same(one: str, other: str) -> bool:
    """Equal but for line ends and a byte order mark, which flake8 changes."""

    def plain(text: str) -> str:
        return text.removeprefix("\ufeff").removeprefix("\xef\xbb\xbf").replace("\r\n", "\n").replace("\r", "\n")

    return plain(one) == plain(other)


def _line(message: str) -> str:
    from backend_lint.reports.style import printable

    return printable(message)
