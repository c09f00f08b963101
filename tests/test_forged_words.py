"""What others say besides code cannot forge what we print: settings, arguments, variables of the environment, names of revisions,
and the words of programs that we run."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from readers import azure_commands, github_commands
from test_forgery import forged_controls

#: Every character that a terminal obeys, and the commands of three CI servers, each at the start of a line.
SAID = {
    "commands": "x\n::error file=a.py,line=1::forged\n##vso[task.complete result=Failed]x\n##[error]x\n##teamcity[buildStop]",
    "carriage return": "x\r::error::forged\r##vso[task.complete]",
    "escapes": "x\x1b[2J\x1b]0;title\x07\x9b31m",
    "hidden": "x\u202ey\u2066z\u200b\u2028::error::forged\u0085::error::forged",
}
SETTINGS = {
    "unknown key": '"KEY" = 1',
    "value": 'fail-on = "KEY"',
    "rule": 'select = ["KEY"]',
    "pattern": 'exclude = ["KEY[z-a]"]',
    "role": '[roles]\n"KEY" = ["a"]',
    "role's pattern": '[roles]\nhandler = ["KEY[z-a]"]',
    "ignores": '[per-file-ignores]\n"a.py" = ["KEY"]',
    "language": 'languages = ["KEY"]',
    "not TOML": 'a = "KEY" oops',
}
ARGUMENTS = {
    "path": ["KEY"],
    "option": ["--KEY"],
    "rule": ["--select", "KEY"],
    "settings": ["--config", "KEY"],
    "format": ["-f", "KEY"],
    "revision": ["--new-from-rev", "KEY"],
    "merge base": ["--new-from-merge-base", "KEY"],
    "baseline": ["--baseline", "KEY"],
    "engine": ["--engine", "KEY"],
    "program": ["--semgrep-path", "KEY", "--engine", "semgrep"],
    "cluster": ["--executor", "dask://KEY"],
    "shard": ["--shard", "KEY"],
    "pattern": ["--exclude", "KEY[z-a]"],
    "name": ["-", "--stdin-filename", "KEY.py"],
    "report": ["-o", "no/such/KEY"],
    "rule's page": ["rule", "KEY"],
    "merged": ["merge", "KEY"],
}
VARIABLES = (
    "BACKEND_LINT_OUTPUT_FORMAT",
    "BACKEND_LINT_SEMGREP",
    "BACKEND_LINT_CACHE_DIR",
    "GITHUB_STEP_SUMMARY",
    "COLUMNS",
    "TERM",
)

each_saying = pytest.mark.parametrize("said", SAID.values(), ids=SAID)


def said_by(directory: Path, runs: list[tuple[list[str], dict[str, str]]]) -> list[str]:
    """What each of these runs of the command writes, by arguments and environment, in one process."""
    program = (
        "import contextlib, io, json, os, sys\n"
        "from backend_lint.cli import run\n"
        "for arguments, environment in json.loads(sys.stdin.read()):\n"
        "    sys.argv, kept = ['backend-lint', *arguments], dict(os.environ)\n"
        "    os.environ.update(environment)\n"
        "    sys.stdin = io.TextIOWrapper(io.BytesIO(b'x = 1\\n'))\n"
        "    with contextlib.suppress(SystemExit):\n"
        "        run()\n"
        "    os.environ.clear(); os.environ.update(kept)\n"
        "    sys.stdout.flush(); sys.stderr.flush(); os.write(1, b'\\0'); os.write(2, b'\\0')\n"
    )
    ended = subprocess.run(
        (sys.executable, "-P", "-c", program),
        input=json.dumps(runs).encode(),
        cwd=directory,
        capture_output=True,
        check=True,
    )
    outputs, errors = (
        stream.decode("utf-8", "surrogateescape").split("\0")[:-1] for stream in (ended.stdout, ended.stderr)
    )
    assert len(outputs) == len(errors) == len(runs)
    return [f"{output}\n{error}" for output, error in zip(outputs, errors, strict=True)]


def judge(text: str, what: object) -> None:
    """Nothing in it is obeyed by a terminal or a CI server."""
    assert "Traceback" not in text, what
    assert (forged_controls(text), what) == ([], what)
    assert (list(github_commands(text)), list(azure_commands(text)), what) == ([], [], what)
    assert "##teamcity[" not in text, what


@each_saying
def test_nothing_in_settings_is_obeyed(tmp_path: Path, said: str) -> None:
    escaped = "".join(each if each.isalnum() or each in ":[]#,=. " else f"\\U{ord(each):08x}" for each in said)
    runs: list[tuple[list[str], dict[str, str]]] = []
    for number, text in enumerate(SETTINGS.values()):
        file = tmp_path / f"{number}.toml"
        file.write_text(text.replace("KEY", escaped) + "\n")
        runs.append((["--config", file.name, "."], {}))
    (tmp_path / "a.py").write_text("x = 1\n")
    for (name, _), text in zip(SETTINGS.items(), said_by(tmp_path, runs), strict=True):
        assert "toml" in text, (name, text)
        judge(text, name)


@each_saying
def test_nothing_on_the_command_line_is_obeyed(tmp_path: Path, said: str) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    runs = [([each.replace("KEY", said) for each in arguments], {}) for arguments in ARGUMENTS.values()]
    for name, text in zip(ARGUMENTS, said_by(tmp_path, runs), strict=True):
        judge(text, name)


@each_saying
def test_nothing_in_the_environment_is_obeyed(tmp_path: Path, said: str) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    runs = [(["--engine", "semgrep", "."], {name: said}) for name in VARIABLES]
    for name, text in zip(VARIABLES, said_by(tmp_path, runs), strict=True):
        judge(text, name)


@each_saying
def test_nothing_that_a_program_says_is_obeyed(tmp_path: Path, said: str) -> None:
    """Neither when it says that it has failed, nor where its version should stand."""
    runs: list[tuple[list[str], dict[str, str]]] = []
    for number, code in enumerate((f"print({said!r})", f"import sys; print({said!r}, file=sys.stderr); sys.exit(7)")):
        fake = tmp_path / f"semgrep{number}"
        fake.write_text(f"#!{sys.executable}\n# coding: utf-8\n{code}\n", encoding="utf-8")
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
        runs.append((["--engine", "semgrep", "--semgrep-path", str(fake), "."], {"PYTHONIOENCODING": "utf-8"}))
    (tmp_path / "a.ts").write_text("bcrypt.hash(word, 4);\n")
    for text in said_by(tmp_path, runs):
        judge(text, runs)
        assert "semgrep" in text


def test_a_name_that_is_no_text_is_printed(tmp_path: Path) -> None:
    """In every way that a name comes: as an argument, and found in a directory, very long and in bytes of no encoding."""
    for name in (b"\xff\xfe.py", b"n" * 250 + b".py", b"a\n::error::x.py"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"def f(:\n")
    [text] = said_by(tmp_path, [(["-v", "."], {})])
    judge(text, "names")
    assert "\\xff\\xfe.py" in text or "\\udcff\\udcfe.py" in text
