"""Findings stand where Python says, behind whatever letters and line ends: in JSON, SARIF, flake8 and an editor, each of which
counts columns in its own way."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lsprotocol import types

from backend_lint.cli import cli
from backend_lint.flake8 import Plugin
from backend_lint.lsp.text import Document
from backend_lint.model import Place
from backend_lint.semantics.file import split_lines

CALL = "bcrypt.gensalt(4)"
#: What stands before a call, on its line or above it.
BEFORE = {
    "nothing": "",
    "a byte order mark": "\ufeff",
    "a byte order mark on its line": "\ufeffimport bcrypt; ",
    "CRLF": "x = 1\r\ny = '''\r\n'''\r\n",
    "CR": "x = 1\ry = '''\r'''\r",
    "all line ends": "x = 1\r\r\n\ny = 2\r",
    "line separators": "x = 'a\u2028b\u2029c\x85d'  # \u2028\x0b\x1c\ny = '\u2028'; z = ",
    "form feeds": "\x0cx = 1\n\x0c\n\x0c",
    "a form feed behind blanks": "if x:\n    a = 1\n    \x0c",
    "form feeds before bodies": "\x0cif x:\n    y = 1\n\x0cclass A:\n  def f(self):\n    return 1\n\x0c\n  x = ",
    "a form feed in a line": "x = 1;\x0c y = ",
    "tabs": "if 1:\n\tif 2:\n\t\tx =\t",
    "letters of two and three bytes": "é = 'ü€'; x = ",
    "letters beyond the first plane": "\U00010400 = '\U0001f600\U0001f468\u200d\U0001f469'; x = ",
    "combining marks": "x = 'e\u0301\u0323'; cafe\u0301 = ",
    "names in full width": "ｘ＿ｙ = 'ｘ'; 𝒛 = ",
    "a backslash": "x = 1 + \\\r\n  1; y = \\\n\t",
    "a bracket over lines": "x = (1,  # é\n  'é', ",
    "text from right to left": "x = '\u05d0\u0627\u202e'; y = ",
}
BEHIND = {"a bracket over lines": ")"}


def text_of(name: str) -> str:
    head = BEFORE[name]
    first = "" if "import bcrypt" in head else "import bcrypt\n"
    mark = "\ufeff" if head.startswith("\ufeff") else ""
    return f"{mark}{first}{head.removeprefix(mark)}{CALL}{BEHIND.get(name, '')}\n"


def argument(text: str) -> tuple[int, int, str]:
    """The 1-based line and the 0-based column, in characters, of what the finding stands on, as `ast` knows it; and its line."""
    plain = text.removeprefix("\ufeff")
    [place] = [
        node.args[0]
        for node in ast.walk(ast.parse(plain))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "bcrypt.gensalt"
    ]
    line = split_lines(plain)[place.lineno - 1]
    return place.lineno, len(line.encode()[: place.col_offset].decode()), line


@pytest.fixture(params=BEFORE)
def text(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    made = text_of(request.param)
    Path("a.py").write_bytes(made.encode())
    Path("backend-lint.toml").write_text('select = ["BKD401"]\n')
    return made


def test_reports_and_editors(text: str) -> None:
    line, column, written = argument(text)
    CliRunner().invoke(cli, ["--no-cache", "-j1", "-f", "json:r.json", "-f", "sarif:r.sarif", "a.py"])
    [found] = json.loads(Path("r.json").read_text())["findings"]
    start, end = found["location"], found["end_location"]
    assert (start, end) == ({"row": line, "column": column + 1}, {"row": line, "column": column + 2})

    [run] = json.loads(Path("r.sarif").read_text())["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    units = 2 if run["columnKind"] == "utf16CodeUnits" else 4
    before = len(written[:column].encode(f"utf-{8 * units}-le")) // units
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (line, before + 1, before + 2)

    place = Place(start["row"], start["column"], end["row"], end["column"])
    for encoding, width in (("utf-8", 1), ("utf-16", 2), ("utf-32", 4)):
        # An editor's text has no byte order mark; one that has it counts it as a character.
        document = Document("file:///a.py", "/a.py", "python", 1, text.removeprefix("\ufeff"), encoding)
        counted = len(written[:column].encode(f"{encoding}-le" if width > 1 else encoding)) // width
        assert document.range_of(place).start == types.Position(line - 1, counted)


def test_flake8(text: str) -> None:
    line, column, _ = argument(text)
    lines = [each.replace("\r\n", "\n").replace("\r", "\n") for each in split_lines(text.removeprefix("\ufeff"))]
    [(row, at, *_)] = Plugin(ast.parse(text.removeprefix("\ufeff")), "a.py", lines).run()
    assert (row, at) == (line, column)


def test_flake8_itself(tmp_path: Path) -> None:
    """It adds 1 to a column, and takes lines for what Python takes for lines."""
    expected = {}
    (tmp_path / "backend-lint.toml").write_text('select = ["BKD401"]\n')
    for number, name in enumerate(BEFORE):
        text = text_of(name)
        (tmp_path / f"m{number:02}.py").write_bytes(text.encode())
        line, column, _ = argument(text)
        expected[f"m{number:02}.py"] = (line, column + 1)
    program = "import sys, torture_flake8; torture_flake8.run(True)"
    paths = (str(Path(__file__).parents[1] / "scripts"), str(Path(__file__).parents[1] / "src"))
    result = subprocess.run(
        [sys.executable, "-P", "-c", program, "--isolated", "--select=BKD,E9", "--format=%(path)s:%(row)d:%(col)d", *expected],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = [line.split(":") for line in result.stdout.splitlines()]
    assert {name: (int(row), int(column)) for name, row, column in found} == expected, result.stderr
