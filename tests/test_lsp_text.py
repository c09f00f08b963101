"""What the language server knows without a client: columns, edits, settings, faults in files, environments."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from backend_lint.lsp import wire
from backend_lint.lsp.diagnostics import fault_in, shifted
from backend_lint.lsp.preferences import Preferences, understood
from backend_lint.lsp.process import Lost, Worker
from backend_lint.lsp.text import UTF8, UTF16, UTF32, Document, moved, name_of
from backend_lint.lsp.watched import Watched
from backend_lint.model import Finding, Place, Related
from backend_lint.pool.process import environment
from backend_lint.semantics.file import split_lines

EMOJI = "\U0001f600"


def document(text: str, encoding: str = UTF16, name: str = "/w/a.py") -> Document:
    return Document(f"file://{name}", name, "python", 1, text, encoding)


def span(*numbers: int) -> types.Range:
    return types.Range(types.Position(*numbers[:2]), types.Position(*numbers[2:]))


@pytest.mark.parametrize(("encoding", "before"), [(UTF8, 4 + 2), (UTF16, 2 + 1), (UTF32, 1 + 1)])
def test_columns(encoding: str, before: int) -> None:
    text = document(f"x\r\n{EMOJI}éfound", encoding)
    shown = text.range_of(Place(2, 3, 2, 8))
    assert shown == span(1, before, 1, before + 5)
    assert text.place_of(shown.start) == (2, 3)
    text.change([types.TextDocumentContentChangePartial(shown, "|")], 2)
    assert text.text == f"x\r\n{EMOJI}é|"


def test_columns_after_a_byte_order_mark() -> None:
    text = document("\ufeffx\ny")
    assert text.range_of(Place(1, 1, 2, 2)) == span(0, 1, 1, 1)
    assert (text.place_of(types.Position(0, 1)), text.place_of(types.Position(1, 0))) == ((1, 1), (2, 1))


OUTSIDE = {
    "behind a line": ((0, 99), "ab\r\ncd", 2),
    "behind the text": ((9, 0), "ab\ncd", 5),
    "an empty text": ((0, 0), "", 0),
    "half a character": ((0, 1), f"{EMOJI}b", 0),
    "not an end of a line": ((0, 3), "a\x0c\u2028b", 3),
}


@pytest.mark.parametrize(("position", "text", "offset"), OUTSIDE.values(), ids=OUTSIDE)
def test_offsets_of_odd_positions(position: tuple[int, int], text: str, offset: int) -> None:
    changed = document(text)
    changed.change([types.TextDocumentContentChangePartial(span(*position, *position), "|")], 2)
    assert changed.text == f"{text[:offset]}|{text[offset:]}"


@pytest.mark.parametrize("encoding", [UTF8, UTF16, UTF32])
def test_edits_give_the_text_that_the_client_has(encoding: str) -> None:
    dice = random.Random(7)
    alphabet = ["a", "\n", "\r\n", "\r", "é", EMOJI, "\x0c", "\u2028", " "]
    text = document("".join(dice.choices(alphabet, k=60)), encoding)
    for number in range(200):
        ends = [0]
        for line in text.lines:
            ends.append(ends[-1] + len(line))
        # Between the halves of a line end there is no position.
        allowed = [n for n in range(len(text.text) + 1) if text.text[n - 1 : n + 1] != "\r\n"]
        start, end = sorted(dice.choices(allowed, k=2))
        new = "".join(dice.choices(alphabet, k=dice.randrange(4)))
        expected = text.text[:start] + new + text.text[end:]
        places = []
        for offset in (start, end):
            line = max(
                n
                for n, begin in enumerate(ends)
                if begin <= offset and (n < len(text.lines) or n == 0 or ends[n] == offset)
            )
            before = text.text[ends[line] : offset]
            units = {UTF8: len(before.encode()), UTF16: len(before.encode("utf-16-le")) // 2, UTF32: len(before)}
            places.append(types.Position(line, units[types.PositionEncodingKind(encoding)]))
        text.change([types.TextDocumentContentChangePartial(types.Range(*places), new)], number)
        assert text.text == expected
        assert text.lines == split_lines(expected)
    assert text.revision == 200


def finding(line: int) -> Finding:
    place = Place(line, 1, line, 2)
    return Finding("a.py", place, "BKD101", "name", "message", related=(Related(place, "why"),))


MOVES = {
    "as it was": ("abcd", "abcd", {1: 0, 4: 0}),
    "lines above": ("abcd", "xyabcd", {1: 2, 4: 2}),
    "lines between": ("abcd", "abxcd", {1: 0, 2: 0, 3: 1}),
    "lines gone": ("abcd", "ad", {1: 0, 2: None, 3: None, 4: -2}),
    "its own line": ("abcd", "aXcd", {1: 0, 2: None, 3: 0}),
    "everything": ("abcd", "", {1: None, 4: None}),
    "equal lines": ("aaa", "aaaa", {1: 0, 3: 0}),
}


@pytest.mark.parametrize(("before", "now", "expected"), MOVES.values(), ids=MOVES)
def test_findings_move_with_their_lines(before: str, now: str, expected: dict[int, int | None]) -> None:
    for line, down in expected.items():
        found = moved([finding(line)], [f"{c}\r\n" for c in before], [f"{c}\n" for c in now])
        assert [lines for _, lines in found] == ([] if down is None else [down])


def test_places_that_explain_move_too() -> None:
    down = shifted(finding(3), 2)
    assert (down.place.line, down.related[0].place.end_line) == (5, 5)


SENT: dict[str, tuple[Any, Preferences, list[str]]] = {
    "nothing": (None, Preferences(), []),
    "alone": ({"select": ["sql"]}, Preferences(select=("sql",)), []),
    "in settings": ({"settings": {"strict": True}}, Preferences(strict=True), []),
    "in a section": ({"backend-lint": {"run": "onSave"}}, Preferences(run="onSave"), []),
    "not set": ({"select": None, "configuration": None}, Preferences(), []),
    "camel case": ({"minSeverity": "error"}, Preferences(min_severity="error"), []),
    "no object": ([1], Preferences(), ["the settings are not an object"]),
    "unknown": ({"min-severity": "error"}, Preferences(), ["unknown setting `min-severity`; did you mean `minSeverity`?"]),
    "wrong": ({"run": "never", "ignore": ["a"]}, Preferences(ignore=("a",)), ["setting `run`: invalid enum value 'never'"]),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "expected", "problems"), SENT.values(), ids=SENT)
def test_settings_of_an_editor(sent: Any, expected: Preferences, problems: list[str]) -> None:
    assert understood(sent) == (expected, problems)


def test_a_configuration_is_named_from_the_folder() -> None:
    assert Preferences(configuration="conf/a.toml").options("/w").config == os.path.join("/w", "conf/a.toml")
    assert Preferences(configuration="/etc/a.toml").options("/w").config == "/etc/a.toml"
    assert Preferences().options("/w").force_exclude


TOML = '[tool.backend-lint]\nselct = ["x"]\n[tool.backend-lint.rules.BKD401]\nminimum = "x"\n'
FAULTS = {
    "line and column": (":2:3: not valid TOML: why", "not valid TOML: why", (1, 2)),
    "line": (":2: not valid UTF-8", "not valid UTF-8", (1, 0)),
    "key": (": unknown key `tool.backend-lint.selct`", "unknown key `tool.backend-lint.selct`", (1, 0)),
    "option": (": `rules.BKD401.minimum`: expected", "`rules.BKD401.minimum`: expected", (3, 0)),
    "no such key": (": unknown rule or group `abc`", "unknown rule or group `abc`", (0, 0)),
    "end of file": (" not valid TOML: end", "not valid TOML: end", (0, 0)),
    "behind the text": (":99: conflict", "conflict", (98, 0)),
}


@pytest.mark.parametrize(("said", "message", "start"), FAULTS.values(), ids=FAULTS)
def test_faults_in_a_configuration(said: str, message: str, start: tuple[int, int]) -> None:
    file = document(TOML, name="/w/pyproject.toml")
    fault = fault_in(file, f"/w/pyproject.toml{said}")
    assert fault is not None
    assert (fault.message, (fault.range.start.line, fault.range.start.character)) == (message, start)
    assert fault_in(file, f"/w/other.toml{said}") is None
    assert fault_in(file, "/w/pyproject.toml.orig: wrong") is None


NAMES = {
    "file": ("file:///w/a%20b.py", "/w/a b.py"),
    "untitled": ("untitled:Untitled-1", "/folder/Untitled-1"),
    "a revision of git": ("git:/w/a.py?ref=main", None),
    "a cell of a notebook": ("vscode-notebook-cell:/w/a.ipynb#1", None),
}


@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
@pytest.mark.parametrize(("uri", "name"), NAMES.values(), ids=NAMES)
def test_names(uri: str, name: str | None) -> None:
    assert name_of(uri, "/folder") == name


def test_watched_files(tmp_path: Path) -> None:
    watched = Watched()
    name, baseline = str(tmp_path / "a" / "b.py"), str(tmp_path / "other.json")
    assert not watched.changed(name, [baseline])
    for path in (tmp_path / "pyproject.toml", Path(baseline)):
        path.write_text("x")
        assert watched.changed(name, [baseline])
        assert not watched.changed(name, [baseline])
        path.unlink()
        assert watched.changed(name, [baseline])


def test_a_worker_is_given_no_relative_import_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", "src", os.path.abspath("lib")]))
    given = environment()
    assert (given["PYTHONPATH"], given["PYTHONSAFEPATH"]) == (os.path.abspath("lib"), "1")


def test_a_worker_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refuse)
    with pytest.raises(Lost, match="cannot be started: No such file or directory"):
        asyncio.run(Worker().ask(wire.Pages()))
