"""Knows the file of a baseline: one finding per line, in an order and with commas that let git merge two branches.

It holds no line numbers, no messages and no source text: neither an edit elsewhere nor a secret shows in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated

import msgspec

from backend_lint import atomic
from backend_lint.fingerprint import VERSION
from backend_lint.model import OWN_CODES
from backend_lint.semantics.file import NotAnalysed
from backend_lint.semantics.file import read as read_bytes
from backend_lint.semantics.regexes import regex

NAME = ".backend-lint-baseline.json"

#: The version of the file's form.
FORMAT = 1

#: Largest file that is read, in bytes: 100,000 findings take about 17 MB.
MAX_BYTES = 50_000_000

#: Most commas in it: its findings have seven each. A file of nothing but commas would take thirty times its size.
MAX_COMMAS = 2_000_000

_CONFLICT = regex(rb"^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t]|\r?$)", re.M)
_OFFSET = regex(r"\(byte (\d+)\)")
_NOT_ASCII = regex(r"[^\x20-\x7e]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class BaselineError(Exception):
    """A baseline that cannot be read or written; the text names the file, the line and what to do."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Equal findings of one file. `path` is relative to the directory of the baseline, with `/`; `scope` is for
    people, `fingerprint` (without a number) says which findings, `count` how many."""

    path: Annotated[str, msgspec.Meta(min_length=1)]
    code: Annotated[str, msgspec.Meta(pattern=r"^BKD\d{3}\Z")]
    scope: str = ""
    fingerprint: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")] = ""
    count: Annotated[int, msgspec.Meta(ge=1)] = 1
    reason: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two entries the same."""
        return self.path, self.fingerprint

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        return self.path, self.code, self.scope, self.fingerprint


class _Versions(msgspec.Struct):
    version: int
    fingerprints: str


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    fingerprints: str
    findings: list[msgspec.Raw]
    made_with: tuple[str, ...] = ()


class Baseline(msgspec.Struct, frozen=True, dict=True):
    """What a file holds. `path` is absolute; `lines` are the entries' (1-based, with the length in characters);
    `made_with` names the settings that were on and that give more findings: without them none is missed."""

    path: str
    entries: tuple[Entry, ...] = ()
    made_with: tuple[str, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    @property
    def directory(self) -> str:
        """What the paths of its entries are relative to."""
        return str(Path(self.path).parent)

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def by_fingerprint(self) -> dict[str, list[Entry]]:
        return _grouped((entry.fingerprint, entry) for entry in self.entries)

    @cached_property
    def by_path(self) -> dict[str, list[Entry]]:
        return _grouped((entry.path, entry) for entry in self.entries)

    @cached_property
    def line_of(self) -> dict[tuple[str, str], tuple[int, int]]:
        return {entry.key: line for entry, line in zip(self.entries, self.lines, strict=True)}


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for name, entry in pairs:
        found.setdefault(name, []).append(entry)
    return found


def portable(path: str) -> str:
    """A path as an entry holds it: bytes that are not text are spelled out, because JSON cannot hold them."""
    return path.encode("utf-8", "backslashreplace").decode()


def exists(path: str) -> bool:
    """Whether anything stands at the path, a broken link included."""
    return os.path.lexists(path)


def read(path: str) -> Baseline:
    """The baseline at an absolute path. An entry that stands there twice, as after a merge of two branches, counts as often as the larger count says. Raises BaselineError."""
    try:
        data = read_bytes(path, MAX_BYTES)
    except NotAnalysed as refusal:
        raise BaselineError(f"{path}: the baseline cannot be read: {refusal.cause}") from refusal
    if data.count(b",") > MAX_COMMAS:
        raise BaselineError(f"{path}: not a baseline: more than {MAX_COMMAS:,} values")
    conflict = _CONFLICT.search(data)
    if conflict is not None:
        raise BaselineError(
            f"{path}:{_line(data, conflict.start())}: a merge conflict; keep the lines of both sides and delete the marks"
        )
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise BaselineError(f"{path}:{_line(data, error.start)}: not valid UTF-8") from error
    document = _document(path, data)
    found: dict[tuple[str, str], tuple[Entry, tuple[int, int]]] = {}
    for entry, line in _entries(path, data, document.findings):
        known = found.get(entry.key)
        if known is not None:
            same, line = known
            entry = msgspec.structs.replace(
                same, count=max(same.count, entry.count), reason=same.reason or entry.reason
            )
        found[entry.key] = entry, line
    pairs = sorted(found.values(), key=lambda pair: pair[0].sort_key)
    return Baseline(path, tuple(entry for entry, _ in pairs), document.made_with, tuple(line for _, line in pairs))


def _document(path: str, data: bytes) -> _Document:
    data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        versions = msgspec.json.decode(data, type=_Versions)
        if versions.version != FORMAT:
            raise BaselineError(
                f"{path}: a baseline of format {versions.version}, of which this backend-lint knows {FORMAT}; "
                "install the version that wrote it, or write it anew with `backend-lint baseline create --force`"
            )
        if versions.fingerprints != VERSION:
            raise BaselineError(
                f"{path}: its fingerprints are of version {versions.fingerprints}, and this backend-lint makes "
                f"{VERSION}; write it anew with `backend-lint baseline create --force`"
            )
        return msgspec.json.decode(data, type=_Document)
    except msgspec.ValidationError as error:
        raise BaselineError(f"{path}: not a baseline: {_said(error)}") from error
    except msgspec.DecodeError as error:
        at = _OFFSET.search(str(error))
        line = _line(data, int(at[1]) if at else len(data.rstrip()))
        cause = _OFFSET.sub("", str(error)).removeprefix("JSON is malformed: ").strip()
        raise BaselineError(f"{path}:{line}: not valid JSON: {cause[:1].lower()}{cause[1:]}") from error
    except RecursionError as error:
        raise BaselineError(f"{path}: nested too deeply") from error


def _entries(path: str, data: bytes, findings: Sequence[msgspec.Raw]) -> Iterator[tuple[Entry, tuple[int, int]]]:
    """The entries with their lines. They are looked for one after the other, so that a file that was formatted
    differently is read all the same."""
    line, position = 1, 0
    for raw in map(bytes, findings):
        start = data.index(raw, position)
        line += data.count(b"\n", position, start)
        position = start
        if raw == b"null":
            continue
        try:
            entry = msgspec.json.decode(raw, type=Entry)
        except msgspec.DecodeError as error:
            raise BaselineError(f"{path}:{line}: {_said(error)}") from error
        if not entry.fingerprint:
            raise BaselineError(f"{path}:{line}: `fingerprint` is missing")
        if entry.code in OWN_CODES:
            raise BaselineError(f"{path}:{line}: {entry.code} cannot stand in a baseline: delete the line")
        yield entry, (line, len(raw.split(b"\n", 1)[0].decode("utf-8", "replace")))


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _said(error: Exception) -> str:
    """What is wrong, in the words of the field: `$.count` is `count`."""
    text = re.sub(r" - at `\$\.?(.*)`", lambda at: f": `{at[1]}`" if at[1] else "", str(error))
    return text[:1].lower() + text[1:]


def _rendered(entries: Iterable[Entry], made_with: Sequence[str]) -> str:
    """The text of a file. Every entry ends in a comma and `null` ends the list, so that adding one touches no other
    line; between files stands an empty line, so that what two branches add to two files is not side by side."""
    head = [f'"version": {FORMAT}', f'"fingerprints": {_text(VERSION)}']
    if made_with:
        head.append(f'"made_with": [{", ".join(map(_text, sorted(made_with)))}]')
    lines = ["{", *(f"{each}," for each in head), '"findings": [']
    last = None
    for entry in sorted(entries, key=lambda each: each.sort_key):
        if entry.path != last:
            lines.append("")
            last = entry.path
        fields = [
            ("path", entry.path),
            ("code", entry.code),
            ("scope", entry.scope),
            ("fingerprint", entry.fingerprint),
        ]
        parts = [f'"{name}": {_text(value)}' for name, value in fields]
        parts.append(f'"count": {entry.count}')
        if entry.reason:
            parts.append(f'"reason": {_text(entry.reason)}')
        lines.append(f"{{{', '.join(parts)}}},")
    return "\n".join([*lines, "", "null", "]", "}"]) + "\n"


def _text(value: str) -> str:
    """A JSON string that reads well in any script, with what a terminal or a reviewer would not see spelled out."""
    import json

    quoted = json.dumps(portable(value), ensure_ascii=False)
    return _NOT_ASCII.sub(lambda char: char[0] if char[0].isprintable() else json.dumps(char[0])[1:-1], quoted)


def write(path: str, entries: Iterable[Entry], made_with: Sequence[str] = ()) -> None:
    """Write a baseline: a reader sees the old file or the whole new one. A link is not followed.

    Raises BaselineError."""
    target = Path(path)
    text = _rendered(entries, made_with)
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise BaselineError(f"{path}: not a regular file; the baseline is not written there")
    try:
        atomic.replace(target, text.encode())
    except OSError as error:
        raise BaselineError(f"{path}: the baseline cannot be written: {error.strerror or 'unknown error'}") from error
