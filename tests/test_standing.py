"""A directory that is looked at again and again gives the findings of a run over it."""

from __future__ import annotations

from pathlib import Path

from backend_lint.session import Options, Session
from backend_lint.session.standing import RememberingRules, Standing

ANSWERS = """\
from flask import Flask, jsonify

app = Flask(__name__)

@app.get("/one")
def one():
    return jsonify({"error": {"code": "NONE", "message": "no"}}), 400

@app.get("/two")
def two():
    return jsonify({"error": {"code": "NONE", "message": "no"}}), 400

@app.get("/three")
def three():
    return jsonify({"message": "no"}), 400
"""


def test_projects_with_equal_settings_keep_their_findings_apart(tmp_path: Path) -> None:
    for name in ("orders", "users"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "backend-lint.toml").write_text('error-shape = "auto"\n')
        (tmp_path / name / f"{name}.py").write_text(ANSWERS)
    standing = Standing(Session(Options(), RememberingRules(), str(tmp_path)), str(tmp_path))
    every, _ = standing.files()
    found = {Path(path).name: [each.code for each in its] for path, its in standing.linked(every).items()}
    assert found == {"orders.py": ["BKD501"], "users.py": ["BKD501"]}
