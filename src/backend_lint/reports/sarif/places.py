"""Knows how SARIF names places: artifacts, regions, and the redacted text that stands there."""

from __future__ import annotations

from typing import Any

from backend_lint.model import Edit, Place
from backend_lint.reports.linehash import line_hashes
from backend_lint.reports.locations import uri
from backend_lint.reports.outcome import Outcome
from backend_lint.reports.style import printable
from backend_lint.semantics.file import SourceFile, split_lines
from backend_lint.semantics.redact import redacted

#: What relative URIs are relative to; GitHub takes it for the root of the repository.
ROOT = "%SRCROOT%"
#: Lines of a longer place whose text is not given.
_MOST_LINES = 20


class Places:
    """The places of one outcome; what is asked of a file is computed once."""

    def __init__(self, outcome: Outcome, root: str) -> None:
        self._outcome, self._root = outcome, root
        self._lines: dict[str, list[str]] = {}
        self._hashes: dict[str, list[str]] = {}

    def artifact(self, path: str) -> dict[str, Any]:
        """An artifactLocation."""
        name, inside = uri(path, self._root)
        return {"uri": name, "uriBaseId": ROOT} if inside else {"uri": name}

    def physical(self, path: str, place: Place) -> dict[str, Any]:
        """A physicalLocation."""
        return {"artifactLocation": self.artifact(path), "region": _region(place)}

    def snippet(self, path: str, place: Place) -> str:
        """The text of a place as it may be shown; "" when it is not at hand or long."""
        source = self._source(path)
        if source is None or place.end_line - place.line >= _MOST_LINES:
            return ""
        if path not in self._lines:
            self._lines[path] = split_lines(redacted(source.text, self._outcome.secrets.get(path, ()), source.language))
        lines = [line.rstrip("\r\n") for line in self._lines[path][place.line - 1 : place.end_line]]
        if len(lines) == place.end_line - place.line + 1:
            lines[-1] = lines[-1][: place.end_column - 1]
            lines[0] = lines[0][place.column - 1 :]
        return "\n".join(printable(line) for line in lines)

    def replacement(self, path: str, edit: Edit) -> dict[str, Any] | None:
        """A replacement that does what an edit does, or None when the file is not at hand."""
        source = self._source(path)
        if source is None:
            return None
        start, end = source.position(edit.start), source.position(edit.end)
        return {"deletedRegion": _region(Place(*start, *end)), "insertedContent": {"text": edit.text}}

    def line_hash(self, path: str, line: int) -> str | None:
        """The hash that GitHub computes of a line, of a file that it can read."""
        source = self._source(path)
        if source is None or not uri(path, self._root)[1]:
            return None
        if path not in self._hashes:
            self._hashes[path] = line_hashes(source.data)
        hashes = self._hashes[path]
        return hashes[line - 1] if line <= len(hashes) else None

    def _source(self, path: str) -> SourceFile | None:
        return self._outcome.sources.get(path)


def _region(place: Place) -> dict[str, Any]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
