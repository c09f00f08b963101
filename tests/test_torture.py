"""No file kills or hangs a run, none is lost without a word, and none is run. `scripts/torture_host.py` plants the rule that
finds the canaries."""

from __future__ import annotations

import ast
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
from torture_host import REFUSALS

import backend_lint

HOST = Path(__file__).parents[1] / "scripts" / "torture_host.py"
ENV = {"PYTHONPATH": str(Path(backend_lint.__file__).parents[1]), "PATH": "/usr/bin:/bin"}
#: Each way to run.
HOSTS = {
    "one process": ("-j1", "--isolated", "--no-cache"),
    "workers": ("-j4", "--isolated", "--no-cache"),
    "flake8": ("--host", "flake8", "--limit", "250"),
    "server": ("--host", "server"),
}


def refuses_nul() -> bool:
    """Whether this Python says of a NUL what it says of other syntax errors, as later ones do; flake8 does not survive the other."""
    try:
        ast.parse("\0")
    except (SyntaxError, ValueError) as error:
        return isinstance(error, SyntaxError)
    return False


#: What flake8 itself fails on, and with it its run: its other plugins recurse (`deep`), its reader asks any codec for text, and
#: it looks for half a minute at the tabs, for five seconds at the comments.
FLAKE8_FAILS = {
    *("codec that is not of text", "a docstring of tabs", "almost a suppression"),
    *(name for name, case in CASES.items() if case.deep),
    *(name for name, case in CASES.items() if any(b"\0" in data for data in case.files.values()) and not refuses_nul()),
}
#: An editor shows a text without its mark, so nothing contradicts the coding line.
EDITORS_READ = "byte order mark against its coding line"
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
    paths = ["."]
    if host in ("flake8", "server"):
        skipped = FLAKE8_FAILS if host == "flake8" else ()
        paths = [f"{trees[name].name}/{path}" for name in CASES if name not in skipped for path in CASES[name].files]
    command = [sys.executable, "-P", str(HOST), *HOSTS[host], *paths]
    ended = subprocess.run(command, cwd=base, env=ENV, capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode >= 0, ended
    errors = ended.stderr.decode("utf-8", "replace")
    rows: list[dict[str, Any]] = json.loads(ended.stdout)
    found: dict[Path, set[int]] = defaultdict(set)
    refused: dict[Path, str] = {}
    for row in rows:
        place = (base / row["filename"]).resolve()
        if row["code"] == "CANARY":
            found[place].add(row["line"])
        elif row["code"] in REFUSALS:
            refused[place] = row["message"]
    return Run(ended.returncode, errors, found, refused)


def is_readable(data: bytes) -> bool:
    """Whether the Python that runs us reads a file: flake8 reads no other."""
    try:
        ast.parse(data)
    except (SyntaxError, ValueError):
        return False
    return True


@pytest.mark.xdist_group("torture")
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", CASES)
def test_every_canary_is_found_or_its_file_is_an_error(
    name: str, host: str, runs: dict[str, Run], trees: dict[str, Path]
) -> None:
    case, run = CASES[name], runs[host]
    if host == "flake8" and name in FLAKE8_FAILS:
        pytest.skip("flake8 itself fails")
    for path, data in case.files.items():
        place = (trees[name] / path).resolve()
        expected = torture.canaries(data)
        if place in run.refused:
            unreadable = host == "flake8" and not is_readable(data)
            assert case.refused or case.deep or unreadable, run.refused[place]
        else:
            assert run.found.get(place, set()) == expected, (path, run.errors)
            assert not case.refused or (host, name) == ("server", EDITORS_READ), path


@pytest.mark.xdist_group("torture")
@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_run_and_nothing_fails(host: str, runs: dict[str, Run], trees: dict[str, Path]) -> None:
    run = runs[host]
    base = next(iter(trees.values())).parent
    assert [*base.rglob("*.PWNED")] == []
    incomplete = 1 if host == "flake8" else 3  # what is refused was not analysed; flake8 knows no other status
    assert (run.status, run.errors.count("Traceback")) == (incomplete, 0)
    outside = [path for path in {*run.found, *run.refused} if base.resolve() not in path.parents]
    assert outside == []


def test_each_case_loses_something_if_nobody_looks() -> None:
    """Canaries stand where they are counted."""
    empty = [name for name, case in CASES.items() if not any(map(torture.canaries, case.files.values()))]
    assert empty == ["nothing", "UTF-16", "UTF-32", "comments only"]
