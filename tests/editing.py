"""What the tests of real editors share: a project to edit, the configuration of docs/editors.md, and how an editor is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
FILE = "tickets/repositories/tickets.py"

#: A method with a finding behind characters of two, three and four bytes, the last of two UTF-16 units each.
ASTRAL = """
    def with_mood(self, mood: str) -> list[dict]:
        return self.connection.execute("SELECT 'é✓🎫🎟' AS sign FROM moods WHERE mood = '" + mood + "' LIMIT 9").fetchall()
"""
#: What stands on the line of that finding only.
ON_ASTRAL_LINE = "AS sign"
#: A finding with a safe fix, and the line when it is fixed.
WEAK, STRONG = 'SALT = "✓", bcrypt.gensalt(8)', 'SALT = "✓", bcrypt.gensalt(12)'


def documented(mark: str) -> str:
    """The code block of docs/editors.md that stands behind the comment `test: MARK`."""
    text = (ROOT / "docs" / "editors.md").read_text("utf-8")
    found = re.search(rf"<!-- test: {re.escape(mark)} -->\n+```\w+\n(.*?)```", text, re.DOTALL)
    assert found, mark
    return found[1]


def copy_project(folder: Path) -> Path:
    """The file to edit, in a copy of a fixture backend, with the method and the line above at its end."""
    path = Path(shutil.copytree(ROOT / "fixtures" / "flask_tickets", folder / "project")) / FILE
    path.write_text(f"{path.read_text('utf-8')}{ASTRAL}\n\nimport bcrypt\n\n{WEAK}\n", "utf-8")
    return path


def line_of(text: str, part: str) -> int:
    """The first line (1-based) that holds a text."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def run_editor(command: list[str | Path], folder: Path, path: Path, **session: str) -> dict[str, Any]:
    """What an editor saw in a session that its script describes, with nothing of the user's and backend-lint on PATH.
    "text" is what the file held before, "saved" what it held at the end."""
    output, text = folder / "seen.json", path.read_text("utf-8")
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {
        **os.environ,
        **{name: str(folder) for name in homes},
        **{f"SESSION_{name.upper()}": value for name, value in session.items()},
        "SESSION_FILE": str(path),
        "SESSION_OUTPUT": str(output),
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300
    )
    logs = "\n".join(log.read_text("utf-8", "replace") for log in folder.glob("nvim/lsp.log"))
    assert output.exists(), f"{done.stdout}\n{done.stderr}\n{logs}"
    seen = json.loads(output.read_text("utf-8"))
    assert "problem" not in seen, f"{seen['problem']}\n{done.stderr}\n{logs}"
    return {**seen, "path": path, "text": text, "saved": path.read_text("utf-8")}


def reported(path: Path, text: str) -> list[dict[str, Any]]:
    """The findings of the command line in a file that holds this text."""
    command = [BIN / "backend-lint", "check", "-f", "json", "--stdin-filename", path.name, "-"]
    done = subprocess.run(command, cwd=path.parent, input=text, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    return json.loads(done.stdout)["findings"]
