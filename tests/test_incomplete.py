"""What could not be analysed ends a run in status 3, whatever the reason, and every format says so."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from readers import read
from test_pool import FAULT, Tree, use

from backend_lint.cli import cli
from backend_lint.engines import native
from backend_lint.model import NOT_ANALYSED, RULE_FAILED
from backend_lint.reports import FORMATS
from backend_lint.semantics import file

Make = Callable[[Tree, pytest.MonkeyPatch], None]


def of(data: bytes) -> Make:
    """A file of these bytes."""
    return lambda tree, _: (tree.root / "bad.py").write_bytes(data) and None


def not_opened(error: type[OSError], number: int) -> Make:
    """A file that is there when files are looked for, and cannot be opened then."""

    def make(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
        (tree.root / "bad.py").write_text(FAULT)
        really = os.open

        def fails(path: Any, *args: Any, **more: Any) -> int:
            if str(path).endswith("bad.py"):
                raise error(number, os.strerror(number))
            return really(path, *args, **more)

        monkeypatch.setattr(file.os, "open", fails)

    return make


def lost(word: str) -> Make:
    """A file at which its worker does something bad."""

    def make(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
        tree.write(1, bad=word)
        use(tree, monkeypatch, 2.0)

    return make


def failing(where: object, name: str) -> Make:
    """A part of ours that raises."""

    def make(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: Any) -> Any:
            raise RecursionError

        (tree.root / "bad.py").write_text(FAULT)
        monkeypatch.setattr(where, name, fails)

    return make


def without_semgrep(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree.root / "bad.ts").write_text("const a = 1\n")
    with (tree.root / "backend-lint.toml").open("a") as stream:
        stream.write('[engines]\nsemgrep = "required"\n')
    monkeypatch.setattr("backend_lint.engines.semgrep.locate", lambda named: None)


REASONS: dict[str, tuple[Make, str, str]] = {
    "no valid encoding": (of(b"x = '\xff'\n"), NOT_ANALYSED, "not valid utf-8"),
    "an encoding that is not known": (of(b"# coding: nothing\n"), NOT_ANALYSED, "unknown encoding"),
    "an encoding that is not supported": (of(b"# coding: utf-7\n"), NOT_ANALYSED, "is not supported"),
    "UTF-16": (of("x".encode("utf-16")), NOT_ANALYSED, "UTF-16"),
    "a NUL": (of(b"x = 1\0\n"), NOT_ANALYSED, "NUL"),
    "no Python": (of(b"def f(:\n"), NOT_ANALYSED, "invalid syntax"),
    "too large": (of(b"# " + b"x" * file.MAX_BYTES), NOT_ANALYSED, "over the limit"),
    "too complex": (of(b"x = " + b"(" * 300), NOT_ANALYSED, "too complex"),
    "a name of another length": (of("o\ufb00set = 1\n".encode()), NOT_ANALYSED, "Python reads as others"),
    "no permission": (not_opened(PermissionError, 13), NOT_ANALYSED, "no permission"),
    "gone": (not_opened(FileNotFoundError, 2), NOT_ANALYSED, "does not exist"),
    "a fault of the disk": (not_opened(OSError, 5), NOT_ANALYSED, "cannot be read"),
    "its worker dies": (lost("KILL"), NOT_ANALYSED, "ended by SIGKILL"),
    "its worker talks nonsense": (lost("UNREADABLE"), NOT_ANALYSED, "cannot be read"),
    "its worker is late": (lost("HANG"), NOT_ANALYSED, "took longer"),
    "its analysis fails": (failing(native.Engine, "_check"), NOT_ANALYSED, "the analysis failed"),
    "a rule fails": (failing(native, "finding"), RULE_FAILED, "RecursionError"),
    "an engine is not there": (without_semgrep, RULE_FAILED, "semgrep"),
}
#: Where a message stands in a document's own words: those of errors, not of findings.
NOTIFIED: dict[str, Callable[[Any], list[str]]] = {
    "sarif": lambda it: [each["message"]["text"] for each in it["runs"][0]["invocations"][0]["toolExecutionNotifications"]],
    "json": lambda it: [each["message"] for each in it["notifications"]],
}  # fmt: skip


@pytest.mark.parametrize(("make", "code", "cause"), REASONS.values(), ids=REASONS)
def test_status_and_reports(make: Make, code: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Tree(tmp_path)
    monkeypatch.chdir(tree.root)
    make(tree, monkeypatch)
    reports = {name: tree.marks / f"report.{name}" for name in FORMATS}
    asked = [arg for name, path in reports.items() for arg in ("-f", f"{name}:{path}")]
    result = CliRunner().invoke(cli, ["--no-cache", "-j2", *asked, "."])
    assert (result.exit_code, "Traceback" in result.output) == (3, False), result.output
    for name, path in reports.items():
        text = path.read_text()
        assert code in [each.code for each in read(name, text)], name
        if name in NOTIFIED:
            assert [said for said in NOTIFIED[name](json.loads(text)) if cause in said] != []
    assert json.loads(reports["json"].read_text())["summary"]["complete"] is False


def test_allowed_it_is_told_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.py").write_text("def f(:\n")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["--no-cache", "--allow-incomplete", "-f", "concise", "."])
    assert (result.exit_code, "BKD000" in result.output) == (0, True)
