"""No file kills or hangs a run, none is lost without a word, and none is run. `scripts/torture_host.py` plants the rule that
finds the canaries."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torture
from torture import CASES

import backend_lint
from backend_lint.reports.style import printable_path

HOST = Path(__file__).parents[1] / "scripts" / "torture_host.py"
ENV = {"PYTHONPATH": str(Path(backend_lint.__file__).parents[1]), "PATH": "/usr/bin:/bin"}
#: Each way to run.
HOSTS = {
    "one process": ("-j1", "--isolated", "--no-cache"),
    "workers": ("-j4", "--isolated", "--no-cache"),
}
#: Seconds that a run over all cases may take on a busy machine.
PATIENCE = 300


class Run(NamedTuple):
    """What one host said: the lines of canaries and the codes of errors, by file."""

    status: int
    errors: str
    found: dict[Path, set[int]]
    refused: dict[Path, str]


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The directory of each case; all are in one."""
    base = tmp_path_factory.mktemp("torture")
    made = {name: base / f"{number:03}" for number, name in enumerate(CASES)}
    for name, directory in made.items():
        directory.mkdir()
        torture.write(CASES[name], directory)
    return made


@pytest.fixture(scope="module")
def runs(trees: dict[str, Path]) -> Iterator[dict[str, Run]]:
    """A run by each host, made when it is first asked for."""

    class Runs(dict[str, Run]):
        def __missing__(self, host: str) -> Run:
            self[host] = ran(host, trees)
            return self[host]

    yield Runs()


def ran(host: str, trees: dict[str, Path]) -> Run:
    base = next(iter(trees.values())).parent
    command = [sys.executable, "-P", str(HOST), *HOSTS[host], "."]
    ended = subprocess.run(command, cwd=base, env=ENV, capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode >= 0, ended
    errors = ended.stderr.decode("utf-8", "replace")
    rows: list[dict[str, Any]] = json.loads(ended.stdout)
    found: dict[Path, set[int]] = defaultdict(set)
    refused: dict[Path, str] = {}
    names = [f"{trees[name].name}/{path}" for name, case in CASES.items() for path in case.files]
    shown = {printable_path(name): name for name in names}
    for row in rows:
        place = (base / shown.get(row["filename"], row["filename"])).resolve()
        if row["code"] == "CANARY":
            found[place].add(row["line"])
        elif row["code"] == "BKD000":
            refused[place] = row["message"]
    return Run(ended.returncode, errors, found, refused)


@pytest.mark.xdist_group("torture")
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", CASES)
def test_every_canary_is_found_or_its_file_is_an_error(
    name: str, host: str, runs: dict[str, Run], trees: dict[str, Path]
) -> None:
    case, run = CASES[name], runs[host]
    for path, data in case.files.items():
        place = (trees[name] / path).resolve()
        expected = torture.canaries(data)
        if place in run.refused:
            assert case.refused or case.deep, run.refused[place]
        else:
            assert run.found.get(place, set()) == expected, (path, run.errors)
            assert not case.refused, path


@pytest.mark.xdist_group("torture")
@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_run_and_nothing_fails(host: str, runs: dict[str, Run], trees: dict[str, Path]) -> None:
    run = runs[host]
    base = next(iter(trees.values())).parent
    assert [*base.rglob("*.PWNED")] == []
    assert (run.status, run.errors.count("Traceback")) == (3, 0)  # what is refused was not analysed
    outside = [path for path in {*run.found, *run.refused} if base.resolve() not in path.parents]
    assert outside == []


def test_each_case_loses_something_if_nobody_looks() -> None:
    """Canaries stand where they are counted."""
    empty = [name for name, case in CASES.items() if not any(map(torture.canaries, case.files.values()))]
    assert empty == ["nothing", "UTF-16", "UTF-32", "comments only"]
