"""Secrets that are made up, in all that a run, a baseline, a shard, a cache and the server write: none stands whole in any of it."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
import secret_sinks
from click.testing import CliRunner
from lsp_client import ended, profile, started
from lsprotocol import types
from secret_sinks import Planted

from backend_lint.cli import cli
from backend_lint.model import Finding, Place, Suppressed
from backend_lint.reports import Outcome, Request, render
from backend_lint.semantics.redact import redacted_words
from backend_lint.session import Options, Session


def test_no_secret_stands_in_anything_that_is_written(tmp_path: Path) -> None:
    """The short form of `scripts/secret_sinks.py`."""
    counted, texts, found = secret_sinks.run(tmp_path / "project", 240, 7)
    assert len(counted) > 0.8 * found
    assert {name.split(":")[0].split("/")[0] for name in texts} >= {
        *(
            "check",
            "difference",
            "fix",
            "baseline file",
            "a.shard",
            "merge",
            "cache",
            "summary",
            "sarif",
            "failing rule",
        ),
        *("failing tool", "junit", "full"),
    }
    assert list(secret_sinks.leaks(texts, counted)) == []


def test_a_secret_that_stands_somewhere_is_seen() -> None:
    """A test that cannot fail proves nothing."""
    found = [Planted("password", "call", ('a&b"c-1',), "a.py", 0, 9), Planted("short", "call", ("x#1",), "a.py", 0, 9)]
    for text in ('a&b"c-1', "<td>a&amp;b&quot;c-1", 'x: a&b\\"c-1', "a%26b%22c-1"):
        assert [each.kind for _, each in secret_sinks.leaks({"a": text}, found)] == ["password"], text
    assert list(secret_sinks.leaks({"a": "a&b c-1 x# 1"}, found)) == []


async def shown(directory: Path, texts: dict[str, str]) -> dict[str, str]:
    """By path all that the server says of these texts: diagnostics, hovers at them, and what actions are called. Their edits
    are left out: they are what the document of the editor is to hold, its own lines among it."""
    editor = await started(profile("pulling"), directory)
    said = {}
    for path, text in texts.items():
        uri = editor.open(directory / path, text)
        diagnostics = await editor.pull(uri)
        parts: list[object] = [*diagnostics]
        at = [each.range.start for each in diagnostics]
        parts += [await editor.hover(uri, each.line, each.character) for each in at]
        whole = types.Range(types.Position(0, 0), types.Position(text.count("\n"), 0))
        offered = await editor.actions(uri, whole, diagnostics)
        said[path] = "\n".join(map(str, [*parts, *offered]))
    said["messages"] = "\n".join(editor.said())
    assert await ended(editor) == 0
    return said


def test_the_server_says_no_secret(tmp_path: Path) -> None:
    made = list(secret_sinks.planted(48, random.Random(3)))
    texts = {path: text for path, text, _ in made}
    found = [each for _, _, secrets in made for each in secrets]
    outcomes = Session(Options(isolated=True, strict=True, select=("ALL",))).run_texts(
        {path: text.encode() for path, text in texts.items()}
    )
    counted = secret_sinks.known(outcomes, texts, found)
    (tmp_path / "backend-lint.toml").write_text('select = ["ALL"]\n')
    said = asyncio.run(shown(tmp_path, texts))
    assert len(counted) > 30 and sum("BKD301" in each for each in said.values()) > 3
    assert list(secret_sinks.leaks(said, counted)) == []


FAULTY = "SECRET_KEY = \"x#hm9Ds\"  # noqa: BKD301 -- password is 'x#hm9Ds'\n"


def test_the_reason_of_a_suppression_does_not_say_the_secret(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(FAULTY)
    for flags in (["-v"], ["-f", "sarif"]):
        said = CliRunner().invoke(cli, ["check", "--isolated", *flags, str(tmp_path)]).output
        assert "password is '***" in said and "x#hm9Ds" not in said


#: A key of some clouds: 20 capitals, which the name of a variable never is.
KEY = "AKIA" + "NMGJBXIMOWQLTVOF"
QUOTED = {
    "in an argument that a fix moves": f'conn.execute("SELECT a FROM t WHERE b = " + f(name, "{KEY}"))',
    "in a text that a fix rewrites": f"conn.execute(f\"SELECT a FROM t WHERE b = '{{name}}' -- {KEY}\")",
    "with a field behind": f'conn.execute("SELECT a FROM t WHERE b = " + f(name, f"{KEY}{{name}}"))',
}


@pytest.mark.parametrize("code", QUOTED.values(), ids=QUOTED)
def test_a_key_without_digits_is_in_no_message_fix_or_difference(tmp_path: Path, code: str) -> None:
    (tmp_path / "a.py").write_text(f"import sqlite3\nconn = sqlite3.connect('x')\ndef find(name):\n    {code}\n")
    for flags in (["-f", "json"], ["-f", "full"], ["--diff", "--unsafe-fixes"]):
        said = CliRunner().invoke(cli, ["check", "--isolated", *flags, str(tmp_path)]).output
        assert "conn.execute" in said or "BKD101" in said or "Nothing to fix" in said
        assert KEY not in said


def test_a_reason_is_masked_without_the_file() -> None:
    found = Finding("a.py", Place(1, 1, 1, 2), "BKD101", "n", "m")
    outcome = Outcome(suppressed=(Suppressed(found, 1, "token='abcdef-12'"),), secrets={"a.py": (found.place,)})
    assert "abcdef-12" not in render(outcome, "full", request=Request(detail=1))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("two\nlines, password='hunter22-x'\n", "two\nlines, password='hu********'\n"),
        ("postgres://u:hunter22-x@db", "postgres://u:hu********@db"),
        ("cannot open a file", "cannot open a file"),
    ],
)
def test_words_of_others(words: str, shown: str) -> None:
    assert redacted_words(words) == shown
