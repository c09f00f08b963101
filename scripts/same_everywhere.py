"""Runs `backend-lint` over public backends in every way that there is, and compares what it prints byte by byte.

    python scripts/same_everywhere.py PATH... [--shuffles 20] [--seeds 10] [--dask]

The ways: other numbers of processes, processes that are started one by one (spawn) instead of forked by one that has imported
everything (forkserver; there is no third way), other seeds of Python's hashes, files named in any order, paths that are
absolute, and other current directories; a cache that is empty, full, and full of other results; parts that are merged, and with
`--dask` a cluster of two workers on this machine. What is checked is a copy with a configuration of its own, so that its root
does not depend on the current directory. A file outside of that is shown with its absolute path: the copy's is then taken off."""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import backend_lint

SOURCE = str(Path(backend_lint.__file__).parents[1])
PROGRAM = (sys.executable, "-P", "-m", "backend_lint")
#: Workers are forked by one process where the system can.
SPAWNING = (sys.executable, "-P", "-c", "import os; del os.fork; from backend_lint.cli import main; main()")
REPORT = ("-f", "json", "-q")
#: The first name that is looked for: no other configuration of the copy's own directory counts.
CONFIGURATION = ".backend-lint.toml"
#: Parts of a run that is merged.
PARTS = 4
#: More files than a command line may name are not shuffled.
MOST_NAMED = 8_000


class Way(NamedTuple):
    """One way to run: the program with its flags, what is checked, what is added to the environment, and from where, when not
    from the directory that is checked. What some print is not compared: they only fill the cache. Where files are `named`, nothing
    that a directory holds is left out."""

    name: str
    command: Sequence[str]
    paths: Sequence[str] = (".",)
    environment: Mapping[str, str] = MappingProxyType({})
    start: Path | None = None
    compared: bool = True
    named: bool = False


def run(command: Sequence[str], directory: Path, environment: Mapping[str, str]) -> bytes:
    """What a command prints. Raises RuntimeError when it fails."""
    ended = subprocess.run(
        command,
        cwd=directory,
        env={**os.environ, "PYTHONPATH": SOURCE, **environment},
        capture_output=True,
        check=False,
    )
    if ended.returncode not in (0, 1, 3):
        raise RuntimeError(f"{' '.join(command)[:200]}: status {ended.returncode}: {ended.stderr.decode()[-500:]}")
    return ended.stdout


def ways(directory: Path, scratch: Path, shuffles: int, seeds: int, dask: str | None) -> Iterator[Way]:
    """All ways to check a directory, but for that in parts."""
    fresh = (*REPORT, "--no-cache")
    for jobs in (1, 2, 4, 8):
        yield Way(f"{jobs} processes", (*PROGRAM, *fresh, "-j", str(jobs)))
    yield Way("2 processes, spawned", (*SPAWNING, *fresh, "-j", "2"))
    for seed in range(seeds):
        yield Way(f"hash seed {seed}", (*PROGRAM, *fresh, "-j", "2"), environment={"PYTHONHASHSEED": str(seed)})
    beside = scratch / "beside"
    beside.mkdir()
    for number in ("1", "2"):
        command = (*PROGRAM, *fresh, "-j", number)
        yield Way(f"an absolute path, -j{number}", command, [str(directory)])
        yield Way(f"from the directory above, -j{number}", command, [directory.name], start=directory.parent)
        yield Way(f"from the root, -j{number}", command, [str(directory)], start=Path(directory.anchor))
        yield Way(f"from beside it, -j{number}", command, [os.path.relpath(directory, beside)], start=beside)
    kept = (*PROGRAM, *REPORT, "--cache-dir", str(scratch / "cache"))
    yield Way("cache, of other rules", (*kept, "--select", "BKD1"), compared=False)
    for name, number in (("cache, empty", "4"), ("cache, full", "2"), ("cache, full, 1 process", "1")):
        yield Way(name, (*kept, "-j", number))
    files = shown(directory)
    if len(files) <= MOST_NAMED:
        for seed in range(shuffles):
            mixed = random.Random(seed).sample(files, len(files))
            yield Way(f"files in order {seed}", (*PROGRAM, *fresh, "-j", "2"), mixed, named=True)
    if dask is not None:
        yield Way("Dask", (*PROGRAM, *fresh, "--executor", dask))


def shown(directory: Path) -> list[str]:
    """The files that a run over a directory checks."""
    return run((*PROGRAM, "--show-files", "."), directory, {}).decode().splitlines()


def merged(directory: Path, scratch: Path) -> bytes:
    """What is printed when parts are merged, of which the first come last."""
    names = [str(scratch / f"{number}.shard") for number in range(1, PARTS + 1)]
    for number, name in reversed(list(enumerate(names, 1))):
        flags = ("--no-cache", "--shard", f"{number}/{PARTS}", "-o", name)
        run((*PROGRAM, "check", *flags, "."), directory, {})
    return run((*PROGRAM, "merge", *REPORT, *names), directory, {})


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers on this machine."""
    import distributed

    made: Any = distributed.LocalCluster
    with made(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as local:
        yield local.scheduler_address.replace("tcp://", "dask://")


def from_its_root(said: bytes, way: Way, directory: Path) -> bytes:
    """What a way prints, with paths as they are shown in the directory that is checked."""
    if way.start is None:
        return said
    before = directory.relative_to(way.start) if directory.is_relative_to(way.start) else directory
    return said.replace(f'"{before}/'.encode(), b'"')


def comparable(report: bytes, way: Way) -> bytes:
    """What is compared of a report: all of it, but for what a directory holds and a list of files does not."""
    if not way.named:
        return report
    parts = json.loads(report)
    parts["notifications"] = [each for each in parts["notifications"] if each["kind"] != "left-out"]
    parts["summary"]["left_out"] = 0
    return json.dumps(parts).encode()


def difference(expected: bytes, said: bytes) -> str:
    """What a report has that another one has not: above all a file that a busy machine had no time for."""
    known, found = (set(map(json.dumps, json.loads(report)["findings"])) for report in (expected, said))
    other = [json.loads(each) for each in sorted(known ^ found)]
    first = f", as {other[0]['filename']}: {other[0]['code']} {other[0]['message']}" if other else ""
    return f"{len(found - known)} more findings, {len(known - found)} fewer{first}"


def differing(original: Path, shuffles: int, seeds: int, dask: str | None) -> tuple[int, list[str]]:
    """The number of ways in which a copy of a directory was checked, and the names of those that print something else."""
    wrong: list[str] = []
    count = 0
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name).resolve()
        directory = scratch / "copies" / original.name
        shutil.copytree(original, directory, symlinks=True)
        (directory / CONFIGURATION).touch()
        expected = b""
        for way in ways(directory, scratch, shuffles, seeds, dask):
            said = run((*way.command, *way.paths), way.start or directory, way.environment)
            said = from_its_root(said, way, directory)
            expected = expected or said
            count += way.compared
            if way.compared and comparable(said, way) != comparable(expected, way):
                wrong.append(f"{way.name} ({difference(expected, said)})")
        if merged(directory, scratch) != expected:
            wrong.append(f"{PARTS} parts, merged")
    return count + 1, wrong


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--shuffles", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--dask", action="store_true")
    given = parser.parse_args()
    failed = False
    with cluster() if given.dask else _nothing() as address:
        for path in given.paths:
            count, wrong = differing(path.resolve(), given.shuffles, given.seeds, address)
            print(
                f"{path.name}: {count} ways, {len(wrong)} different{': ' if wrong else ''}{', '.join(wrong)}",
                flush=True,
            )
            failed |= bool(wrong)
    raise SystemExit(int(failed))


@contextmanager
def _nothing() -> Iterator[None]:
    yield None


if __name__ == "__main__":
    main()
