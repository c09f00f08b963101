"""A report is the same from wherever and however a run is started. Jobs, order and hashes are in `test_pool.py`, the cache in
`test_results.py`; the long form is `scripts/same_everywhere.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import same_everywhere

FILES = {
    "app/config.py": "import os\n\nKEY = os.environ['KEY']\n",
    "app/hashes.py": "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n",
    "app/reader.py": "import os\n\n\ndef key():\n    return os.environ['KEY']\n",
    "tests/test_app.py": "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n",
    "broken.py": "def f(:\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "copies" / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "copies" / "project" / same_everywhere.CONFIGURATION).write_text(
        'per-file-ignores = {"/broken.py" = ["BKD4"]}\n'
    )
    return tmp_path / "copies" / "project"


def test_no_directory_that_a_run_is_started_from_changes_its_report(project: Path, tmp_path: Path) -> None:
    first, *ways = same_everywhere.ways(project, tmp_path, shuffles=0, seeds=0, dask=None)
    expected = same_everywhere.run((*first.command, *first.paths), project, {})
    assert {each["code"] for each in json.loads(expected)["findings"]} == {"BKD000", "BKD305", "BKD401"}
    chosen = {way.name: way for way in ways if way.name.endswith("-j1")}
    assert len(chosen) == 4
    for name, way in chosen.items():
        said = same_everywhere.run((*way.command, *way.paths), way.start or project, {})
        assert same_everywhere.from_its_root(said, way, project) == expected, name


def test_a_difference_is_told() -> None:
    reports = [
        json.dumps({"findings": found}).encode()
        for found in ([], [{"filename": "a.py", "code": "BKD000", "message": "late"}])
    ]
    assert same_everywhere.difference(*reports) == "1 more findings, 0 fewer, as a.py: BKD000 late"
