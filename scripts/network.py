"""Checks files with all engines, with and without a network, and counts what any process of a run asks of it.

    python scripts/network.py fixtures

The report must be the same, byte by byte, and nothing may be asked: neither by us nor by semgrep, ruff or bandit. Needs `unshare`,
which takes the network away, and `strace`, which sees every call of every process."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import backend_lint

ENV = {**os.environ, "PYTHONPATH": str(Path(backend_lint.__file__).parents[1])}
COMMAND = (sys.executable, "-P", "-m", "backend_lint", "-q", "-f", "json", "--no-cache")
ENGINES = ("semgrep", "ruff", "bandit")
#: Takes the network away: what is left is a loopback interface that is down.
ALONE = ("unshare", "--map-root-user", "--net")
#: Any family of addresses but the one of this machine's own sockets.
_FAMILY = re.compile(r"\bAF_(?!UNIX\b|LOCAL\b)[A-Z]\w*")
_PROGRAM = re.compile(r'\bexecve\("([^"]*)".*\) = 0$')


class Traced(NamedTuple):
    """What a command printed, the calls of its processes that have to do with another machine, and the programs they ran."""

    said: bytes
    calls: list[str]
    programs: set[str]


def report(directory: Path, engines: tuple[str, ...], *before: str) -> bytes:
    """What a run over a directory reports. Raises RuntimeError when there is no report."""
    command = [*before, *COMMAND, *(word for engine in engines for word in ("--engine", engine)), "."]
    run = subprocess.run(command, cwd=directory, env=ENV, capture_output=True)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"status {run.returncode}: {run.stderr.decode()[-500:]}")
    return run.stdout


def traced(directory: Path, engines: tuple[str, ...]) -> Traced:
    """What a run does. Raises RuntimeError when there is no report."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        said = report(directory, engines, *tracing(log))
        return Traced(said, *asked(log))


def tracing(log: Path) -> tuple[str, ...]:
    """What stands before a command whose calls are to be written down."""
    return ("strace", "-f", "-qq", "-e", "trace=network,execve", "-e", "signal=none", "-s", "200", "-o", str(log))


def asked(log: Path) -> tuple[list[str], set[str]]:
    """The calls that have to do with another machine, and the programs that were run."""
    lines = log.read_text(errors="replace").splitlines()
    calls = [line for line in lines if _FAMILY.search(line) and "execve(" not in line]
    return calls, {Path(found[1]).name for line in lines if (found := _PROGRAM.search(line))}


def missing() -> str:
    """Why this machine cannot show it; nothing when it can."""
    for command in ((*ALONE, "true"), (*tracing(Path(os.devnull)), "true")):
        if shutil.which(command[0]) is None:
            return f"there is no {command[0]} here"
        tried = subprocess.run(command, capture_output=True, text=True)
        if tried.returncode:
            return f"{command[0]} may not do it here: {tried.stderr.strip()}"
    return ""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="+", type=Path)
    given = parser.parse_args()
    if why := missing():
        raise SystemExit(why)
    wrong = 0
    for directory in given.directories:
        expected = report(directory, ENGINES)
        same = report(directory, ENGINES, *ALONE) == expected
        seen = traced(directory, ENGINES)
        for call in seen.calls:
            print(call, file=sys.stderr)
        wrong += not same or seen.said != expected or bool(seen.calls) or not set(ENGINES) <= seen.programs
        print(
            f"{directory}: {len(json.loads(expected)['findings'])} findings, {'the same' if same else 'NOT the same'} without a network; "
            f"{len(seen.calls)} calls for a network by {', '.join(sorted(seen.programs))}"
        )
    raise SystemExit(int(wrong > 0))


if __name__ == "__main__":
    main()
