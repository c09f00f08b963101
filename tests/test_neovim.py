"""A real Neovim, configured as docs/editors.md says, against the installed server."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from editing import (
    ASTRAL,
    ON_ASTRAL_LINE,
    ROOT,
    STRONG,
    WEAK,
    copy_project,
    documented,
    line_of,
    reported,
    run_editor,
)

pytest.importorskip("pygls", reason="the extra lsp is not installed")

#: A faulty line of the file, and the same line without the fault.
FAULTY = 'self.connection.execute(f"SET search_path TO {tenant}")'
MENDED = "self.connection.execute(\"SELECT set_config('search_path', %s, false)\", (tenant,))"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("nvim is not installed")
    version = subprocess.run([nvim, "--version"], capture_output=True, text=True, check=True).stdout
    number = tuple(int(part) for part in version.removeprefix("NVIM v").split(".")[:2])
    folder = tmp_path_factory.mktemp("neovim")
    on_save, configured = documented("neovim on save"), documented("neovim 0.11" if number >= (0, 11) else "neovim 0.7")
    if number < (0, 11):
        on_save = on_save.replace("client:request_sync", "client.request_sync")
    configured, times = re.subn(r"cmd = .+,\n", r"\g<0>on_attach = fix_on_save,\n", configured)
    assert times == 1
    (folder / "init.lua").write_text(on_save + configured, "utf-8")
    path = copy_project(folder)
    text = path.read_text("utf-8")
    return run_editor(
        [nvim, "--headless", "-n", "-i", "NONE", "-u", folder / "init.lua", "-S", ROOT / "tests/neovim/session.lua"],
        folder,
        path,
        ignore=str(line_of(text, ON_ASTRAL_LINE)),
        mend=str(line_of(text, FAULTY)),
        mended=f"        {MENDED}",
        fix=str(line_of(text, WEAK)),
    )


def as_neovim_shows(path: Path, text: str) -> list[dict[str, Any]]:
    """What the command line reports for the file: lines 0-based, columns in bytes."""
    lines = text.splitlines()
    severities = {"error": 1, "warning": 2}

    def place(location: dict[str, int]) -> list[int]:
        row = location["row"] - 1
        return [row, len(lines[row][: location["column"] - 1].encode())]

    return [
        {
            "code": finding["code"],
            "severity": severities[finding["severity"]],
            "message": finding["message"],
            "start": place(finding["location"]),
            "finish": place(finding["end_location"]),
        }
        for finding in reported(path, text)
    ]


def in_order(diagnostics: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The hint is the rest of an editor's message, and a key of its own in JSON: it is left out."""
    found = [{**shown, "message": shown["message"].split("\n")[0]} for shown in diagnostics]
    return sorted(found, key=lambda shown: (shown["start"], shown["code"]))


def codes(diagnostics: list[dict[str, Any]], *, besides: int = 0) -> list[tuple[int, str]]:
    """Lines and codes; `besides` is a line to leave out."""
    found = sorted((shown["start"][0] + 1, shown["code"]) for shown in diagnostics)
    return [each for each in found if each[0] != besides]


def test_every_diagnostic_stands_where_the_command_line_says(session: dict[str, Any]) -> None:
    assert in_order(session["opened"]) == in_order(as_neovim_shows(session["path"], session["text"]))
    astral = line_of(session["text"], ON_ASTRAL_LINE) - 1
    line = session["text"].splitlines()[astral].encode()
    [marked] = [
        line[shown["start"][1] : shown["finish"][1]] for shown in session["opened"] if shown["start"][0] == astral
    ]
    assert marked == b"mood"


def test_the_ignore_action_writes_the_comment_and_takes_the_finding_away(session: dict[str, Any]) -> None:
    assert "Ignore sql-string-concatenation on this line" in session["titles"]
    assert session["ignored"]["line"].startswith(ASTRAL.splitlines()[-1])
    assert "# backend-lint: ignore[sql-string-concatenation]" in session["ignored"]["line"]
    ignored = line_of(session["text"], ON_ASTRAL_LINE)
    assert codes(session["ignored"]["shown"]) == codes(session["opened"], besides=ignored)


def test_a_mended_line_loses_its_finding_before_it_is_saved(session: dict[str, Any]) -> None:
    mended = line_of(session["text"], FAULTY)
    assert codes(session["mended"]["shown"]) == codes(session["ignored"]["shown"], besides=mended)
    assert session["mended"]["modified"] is True
    assert any(FAULTY in line for line in session["mended"]["disk"])


def test_a_quick_fix_changes_the_line_and_takes_the_finding_away(session: dict[str, Any]) -> None:
    assert session["fixed"]["line"] == STRONG
    fixed = line_of(session["text"], WEAK)
    assert codes(session["fixed"]["shown"]) == codes(session["mended"]["shown"], besides=fixed)


def test_what_is_typed_is_fixed_when_it_is_saved(session: dict[str, Any]) -> None:
    assert session["saved"].splitlines()[line_of(session["text"], WEAK) - 1] == STRONG
    assert MENDED in session["saved"] and session["left_modified"] is False
