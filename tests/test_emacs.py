"""A real Emacs with Eglot, configured as docs/editors.md says, against the installed server."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from editing import ON_ASTRAL_LINE, ROOT, STRONG, WEAK, copy_project, documented, line_of, reported, run_editor

pytest.importorskip("pygls", reason="the extra lsp is not installed")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    emacs = shutil.which("emacs")
    if emacs is None:
        pytest.skip("emacs is not installed")
    if subprocess.run([emacs, "--batch", "-l", "eglot"], capture_output=True).returncode != 0:
        pytest.skip("this emacs has no eglot")
    folder = tmp_path_factory.mktemp("emacs")
    (folder / "init.el").write_text(documented("emacs") + documented("emacs on save"), "utf-8")
    command = [emacs, "--batch", "-l", folder / "init.el", "-l", ROOT / "tests/emacs/session.el"]
    return run_editor(command, folder, copy_project(folder), ignore="mood + ", weak=WEAK)


def marked(shown: list[dict[str, Any]], *, besides: int = 0) -> list[tuple[int, str]]:
    """Lines and the texts that are marked there; `besides` is a line to leave out."""
    return sorted((each["line"], each["marked"]) for each in shown if each["line"] != besides)


def as_emacs_marks(path: Path, text: str) -> list[tuple[int, str]]:
    """What the command line reports for the file."""
    lines = text.splitlines(keepends=True)

    def offset(location: dict[str, int]) -> int:
        return sum(map(len, lines[: location["row"] - 1])) + location["column"] - 1

    places = [(finding["location"], finding["end_location"]) for finding in reported(path, text)]
    return sorted((start["row"], text[offset(start) : offset(end)]) for start, end in places)


def test_every_diagnostic_marks_what_the_command_line_says(session: dict[str, Any]) -> None:
    assert marked(session["opened"]) == as_emacs_marks(session["path"], session["text"])
    assert (line_of(session["text"], ON_ASTRAL_LINE), "mood") in marked(session["opened"])


def test_the_ignore_action_writes_the_comment_and_takes_the_finding_away(session: dict[str, Any]) -> None:
    assert "Ignore sql-string-concatenation on this line" in session["titles"]
    assert "# backend-lint: ignore[sql-string-concatenation]" in session["line"]
    ignored = line_of(session["text"], ON_ASTRAL_LINE)
    assert marked(session["left"]) == marked(session["opened"], besides=ignored)


def test_a_quick_fix_changes_the_line(session: dict[str, Any]) -> None:
    assert session["fixed"] == STRONG


def test_what_is_typed_is_fixed_when_it_is_saved(session: dict[str, Any]) -> None:
    assert session["saved"].splitlines()[line_of(session["text"], WEAK) - 1] == STRONG
