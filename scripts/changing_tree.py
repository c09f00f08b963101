"""Checks files while a thread deletes, replaces, grows, hides and links every second one of them, and counts what became of all.

    python scripts/changing_tree.py --files 2000 --runs 4

No run may fail, every file that was found must end as analysed or as an error, and files that nobody touches keep their findings."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_lint.session import Options, Outcome, Session

FAULT = b"import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
#: Bytes behind the fault: fewer in all are checked without workers.
REST = b'TEXT = "' + b"x" * 3000 + b'"\n'
#: More than is read of a file.
LARGE = b"#" * 2_500_000


def write(directory: Path, files: int) -> None:
    """Files with a finding each, in a few directories."""
    (directory / "backend-lint.toml").write_text('select = ["BKD401"]\n')
    for path in paths(directory, files):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(FAULT + REST)


def paths(directory: Path, files: int) -> list[Path]:
    """The files; every second one is changed."""
    return [directory / f"d{number % 10}" / f"m{number:04}.py" for number in range(files)]


def replaced(path: Path) -> None:
    """Put another file in its place, as an editor does."""
    other = path.with_suffix(".new")
    other.write_bytes(b"y = 1\n")
    other.replace(path)


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


CHANGES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "replaced": replaced,
    "cut": lambda path: path.write_bytes(b""),
    "broken": lambda path: path.write_bytes(b"def f(:\n"),
    "grown": lambda path: path.write_bytes(LARGE),
    "closed": lambda path: path.chmod(0),
    "directory": directory,
    "fifo": fifo,
    "link": link,
}


class Changing:
    """A thread that changes files, each once, in the order in which they are read or in any other."""

    def __init__(self, files: list[Path], seed: int) -> None:
        chance = random.Random(seed)
        self._work = [(path, chance.choice([*CHANGES])) for path in files]
        if chance.random() < 0.5:
            chance.shuffle(self._work)
        self.done: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._change)

    def start(self) -> None:
        if self._thread.ident is None:
            self._thread.start()

    def wait(self) -> None:
        self.start()
        self._thread.join()

    def _change(self) -> None:
        for path, name in self._work:
            CHANGES[name](path)
            self.done[name] += 1


@contextmanager
def errors() -> Iterator[Callable[[], str]]:
    """What this process and those that it starts say on standard error can be asked for inside."""
    kept = os.dup(2)
    with tempfile.TemporaryFile() as stream:
        os.dup2(stream.fileno(), 2)
        try:
            yield lambda: os.pread(stream.fileno(), 100_000, 0).decode(errors="replace")
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def run(directory: Path, files: int, jobs: int, seed: int) -> tuple[Counter[str], list[str]]:
    """What a run counts while files change, from its start or once they were found; and what is wrong with it."""
    write(directory, files)
    still, moving = paths(directory, files)[::2], paths(directory, files)[1::2]
    changing = Changing(moving, seed)
    totals: list[int] = []

    def told(_: int, total: int) -> None:
        totals.append(total)
        changing.start()

    with errors() as said:
        if seed % 2:
            changing.start()
        try:
            outcome = Session(Options(jobs=jobs)).run([str(directory)], told)
        finally:
            changing.wait()
        text = said()
    count = Counter(files=totals[-1], analysed=outcome.analysed, errors=outcome.not_analysed, changes=len(moving))
    return count, [*wrong(outcome, count, {str(path) for path in still}, text)]


def wrong(outcome: Outcome, count: Counter[str], still: set[str], said: str) -> Iterator[str]:
    """What is wrong with a run."""
    if count["analysed"] + count["errors"] != count["files"]:
        yield f"{count['analysed']} analysed and {count['errors']} errors are not {count['files']} files"
    found = {each.path for each in outcome.findings if each.code == "BKD401"}
    if lost := still - {os.path.abspath(path) for path in found}:  # noqa: PTH100 - paths are strings there
        yield f"{len(lost)} files that nobody touched have no finding"
    if said:
        yield f"it complains: {said[-500:]}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    total: Counter[str] = Counter()
    for number in range(given.runs):
        with tempfile.TemporaryDirectory() as folder:
            jobs = 4 if number % 4 < 2 else 1
            count, faults = run(Path(folder).resolve(), given.files, jobs, given.seed + number)
        total += count
        total["wrong"] += bool(faults)
        for each in faults:
            print(f"run {number}: {each}", file=sys.stderr)
    print(
        f"{given.runs} runs, {total['changes']} files changed meanwhile: {total['files']} found, {total['analysed']} analysed, "
        f"{total['errors']} errors, {total['wrong']} runs wrong"
    )
    raise SystemExit(int(total["wrong"] > 0))


if __name__ == "__main__":
    main()
