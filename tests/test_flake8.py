"""The flake8 plugin: registered, the same findings as the command line, and never a crash."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_rules import FakeRules

import backend_lint
from backend_lint import flake8, session
from backend_lint.flake8 import Plugin
from backend_lint.semantics import interpreter

ROOT = Path(backend_lint.__file__).parents[1]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "NativeRules", lambda **_: FakeRules())
    flake8._session.cache_clear()


def found(text: str, filename: str = "stdin") -> list[tuple[int, int, str]]:
    plugin = Plugin(ast.parse(""), filename, text.splitlines(keepends=True))
    return [(line, column, message) for line, column, message, kind in plugin.run() if kind is Plugin]


def test_findings_of_standard_input() -> None:
    assert found("x\n  BKD101\n") == [(2, 2, "BKD101 BKD101 is here")]


def test_project_rules_are_silent() -> None:
    assert found("shape\n") == []


def test_settings_and_comments_are_ours(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "backend-lint.toml").write_text('ignore = ["BKD101"]\n')
    assert found("BKD101\nBKD102\n", "api/a.py") == [(2, 0, "BKD102 BKD102 is here")]
    assert found("f(\n  BKD102,\n)  # noqa: BKD102\nBKD110  # backend-lint: ignore[select-star] why\n") == []


def test_a_wrong_configuration_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "backend-lint.toml").write_text("selct = []\n")
    [(line, column, message)] = found("x\n", "a.py")
    assert (line, column) == (1, 0)
    assert message.startswith("BKD000 ") and "did you mean `select`" in message and "\n" not in message


CONTENTS = {
    "utf-8": "é = 'BKD101'\n".encode(),
    "byte order mark": "\ufeffBKD101\n".encode(),
    "another encoding": "# coding: latin-1\né = 'BKD101'\n".encode("latin-1"),
    "windows lines": b"x\r\nBKD101\r\n",
    "no text at all": b"x = '\xff BKD101'\n",
    "too complex": b"x\n" + b"(" * 300,
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_file_gives_what_the_command_line_gives(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.py").write_bytes(content)
    text = content.decode("latin-1") if b"\xff" in content or b"latin" in content else content.decode("utf-8-sig")
    expected = session.Session().run(["a.py"]).findings
    assert found(text.replace("\r\n", "\n"), "a.py") == [
        (each.place.line, each.place.column - 1, f"{each.code} {each.message}") for each in expected
    ]


def test_an_editors_text_counts_and_not_the_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("BKD101\n")
    assert found("BKD102\n", "a.py") == [(1, 0, "BKD102 BKD102 is here")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_not_parsed_a_second_time(tmp_path: Path, end: str) -> None:
    text = "def f():\n    return 1\n"
    (tmp_path / "a.py").write_bytes(text.replace("\n", end).encode())
    tree = ast.parse(text)
    before = ast.dump(tree, include_attributes=True)
    assert [*Plugin(tree, "a.py", text.splitlines(keepends=True)).run()] == []
    assert interpreter.parse(text.replace("\n", end)) is tree
    assert ast.dump(tree, include_attributes=True) == before


def test_importing_the_plugin_imports_little() -> None:
    program = "import sys, backend_lint.flake8; print(sorted(m for m in sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
    )
    loaded = set(eval(result.stdout))
    assert loaded & {"libcst", "sqlglot", "msgspec", "rich", "pathspec", "click"} == set()


def test_flake8_itself_accepts_the_plugin(tmp_path: Path) -> None:
    """As an entry point: a distribution's metadata beside the tests' configuration, nothing installed."""
    info = tmp_path / "site" / "backend_lint-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: backend-lint\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text("[flake8.extension]\nBKD = backend_lint.flake8:Plugin\n")
    (tmp_path / "a.py").write_text(
        "import bcrypt\n\nsalt = bcrypt.gensalt(4)\nother = bcrypt.gensalt(4)  # noqa: BKD401\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(tmp_path / "site")))}
    result = subprocess.run(
        [sys.executable, "-m", "flake8", "--isolated", "--select", "BKD401", "a.py"],
        cwd=tmp_path, env=env, text=True, capture_output=True,
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (1, "")
    assert [line.split(" ")[:2] for line in result.stdout.splitlines()] == [["a.py:3:23:", "BKD401"]]
