"""`scripts/fixes.py` sees what a fix must not do."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import fixes
import pytest

from backend_lint.model import Edit, Finding, Fix, Place
from backend_lint.semantics.file import decode
from backend_lint.session.fixing import Fixed

TEXT = "import x\n\n\ndef f(a):\n    x.g(4)\n    return a\n\n\nx.h(5)\n"
EDIT = Edit(TEXT.index("4"), TEXT.index("4") + 1, "12")
SOUND = TEXT.replace("4", "12")


def faults(after: str, edit: Edit = EDIT, before: str = TEXT, found: int = 0, new: int = 0) -> list[str]:
    """What is said of a file that became `after` by one edit, where so many findings of the rule are left, and of another new."""
    finding = Finding("app.py", Place(5, 9, 5, 10), "BKD401", "name", "message", fix=Fix("Fix", (edit,), "safe"))
    fixed = Fixed("app.py", decode("app.py", before.encode()), after.encode(), (finding,))
    left = +Counter(BKD401=found, BKD402=new)
    return [*fixes.faults_of(fixed, [after.encode()], Counter(BKD401=1), left)]


def edited(text: str, replaced: str = "4", before: str = TEXT) -> tuple[str, Edit]:
    """The text with one place replaced, and the edit that does it."""
    start = before.index(replaced)
    return before.replace(replaced, text, 1), Edit(start, start + len(replaced.encode()), text)


def test_nothing_is_wrong_with_a_sound_fix() -> None:
    assert faults(SOUND) == []
    assert faults(*edited("import os\nimport x", "import x")) == []
    assert faults(*edited("x.g(4)\n    x.log()", "x.g(4)")) == []
    windows = TEXT.replace("\n", "\r\n")
    assert faults(*edited("12", before=windows), before=windows) == []


WRONG = {
    "no syntax": (edited("4("), "does not parse"),
    "bytes elsewhere": ((SOUND.replace("h(5)", "h(6)"), EDIT), "bytes differ outside of the edits"),
    "line ends": (edited("12,\r\n"), "other line ends than before"),
    "byte order mark": (edited("\ufeffimport x", "import x"), "encoding or byte order mark changed"),
    "swallows what follows": (edited('4, """', "4"), "does not parse"),
    "out of its block": (edited("x.g(4)\nif a:", "x.g(4)"), "syntax tree differs outside of the edits"),
    "hides what follows": (edited("12) #", "4)"), None),
}


@pytest.mark.parametrize(("change", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong(change: tuple[str, Edit], said: str | None) -> None:
    assert [each.partition(":")[0] for each in faults(*change)] == ([said] if said else [])


def test_findings_that_are_left_or_new() -> None:
    assert faults(SOUND, found=1) == ["BKD401 is found again"]
    assert faults(SOUND, new=1) == ["BKD402 is new"]


def test_a_tree_is_fixed_in_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "app.py"
    file.write_text("import bcrypt\n\nsalt = bcrypt.gensalt(4)\n")
    monkeypatch.setattr(sys, "argv", ["fixes.py", "--diffs", "1", str(tmp_path)])
    with pytest.raises(SystemExit, match="0"):
        fixes.main()
    said = capsys.readouterr().out
    assert "+salt = bcrypt.gensalt(12)\n" in said
    assert "  BKD401 (safe): 1 found, 1 fixed\n0 failures\n" in said
    assert "gensalt(4)" in file.read_text()
