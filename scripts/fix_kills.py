"""Kills `backend-lint --fix` at random moments, and counts what became of the files: each must be the old one or the new one.

    python scripts/fix_kills.py --kills 300

Most kills come while files are written, some at any time of the run. What a killed process leaves behind must be gone
after the next run."""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import backend_lint

ENV = {**os.environ, "PYTHONPATH": str(Path(backend_lint.__file__).parents[1])}
COMMAND = (sys.executable, "-m", "backend_lint", "--fix", "--select", "BKD401", "--no-progress", ".")
#: Bytes behind the fault: a file is then more than one block of the disk, and of a stream's buffer.
REST = 40_000
#: How many of the kills come while files are written.
WRITING = 0.8
#: Seconds after which a left-over is taken for one, and more.
AGE = 7200
_TEMPORARY = ".backend-lint-*.tmp"


class Tree:
    """A project of files with one fault each, to be fixed again and again."""

    def __init__(self, directory: Path, files: int) -> None:
        self.directory = directory
        (directory / "backend-lint.toml").touch()
        self.old = {f"m{number:03}.py": source(number, cost=4) for number in range(files)}
        self.new = {f"m{number:03}.py": source(number, cost=12) for number in range(files)}

    def restore(self) -> None:
        """Make all files the old ones, and age what was left behind."""
        for name, data in self.old.items():
            (self.directory / name).write_bytes(data)
        for path in self.left():
            os.utime(path, (time.time() - AGE,) * 2)

    def left(self) -> list[Path]:
        """The temporary files that stand there."""
        return [*self.directory.glob(_TEMPORARY)]

    def state(self) -> Counter[str]:
        """How many files are old, new, or neither."""
        return Counter(self._kind(name) for name in self.old)

    def _kind(self, name: str) -> str:
        path = self.directory / name
        data = path.read_bytes() if path.is_file() else b""
        return "old" if data == self.old[name] else "new" if data == self.new[name] else "other"

    def start(self) -> subprocess.Popen[bytes]:
        """A run that fixes all of it."""
        return subprocess.Popen(
            COMMAND,
            cwd=self.directory,
            env=ENV,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Where this runs in the background, the signal is ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def wait(self, run: subprocess.Popen[bytes], number: int) -> None:
        """Until a run has written so many files, or ends; it writes them in the order of their names."""
        name = sorted(self.old)[number - 1]
        while run.poll() is None and self._kind(name) != "new":
            pass


def source(number: int, cost: int) -> bytes:
    """A file with a fault, unless the cost is high enough."""
    return f'import bcrypt\n\nsalt{number} = bcrypt.gensalt({cost})\nTEXT = """{"é" * (REST // 2)}"""\n'.encode()


def times(tree: Tree) -> tuple[float, float]:
    """How long an undisturbed run takes before it writes, and how long it writes a file, in seconds."""
    tree.restore()
    begin = time.monotonic()
    with tree.start() as run:
        tree.wait(run, 1)
        first = time.monotonic()
        tree.wait(run, len(tree.old))
        last = time.monotonic()
        _, said = run.communicate()
    if tree.state() != Counter(new=len(tree.new)):
        raise RuntimeError(f"a run that nobody disturbs did not fix every file: {said.decode()}")
    return first - begin, (last - first) / (len(tree.old) - 1)


def killed(tree: Tree, number: signal.Signals, seconds: float, *, written: int = 0) -> int:
    """Send a signal to a run so long after it has written so many files; its status."""
    tree.restore()
    with tree.start() as run:
        if written:
            tree.wait(run, written)
        time.sleep(seconds)
        run.send_signal(number)
        run.communicate()
        return run.returncode


def kills(directory: Path, count: int, files: int, seed: int) -> Counter[str]:
    """What became of the files of so many killed runs, and how many temporary files they left; `swept` of them were gone
    after the next run."""
    tree, chance = Tree(directory, files), random.Random(seed)
    before, each = times(tree)
    total: Counter[str] = Counter()
    left: set[Path] = set()
    for _ in range(count):
        if chance.random() < WRITING:
            status = killed(tree, signal.SIGKILL, chance.uniform(0, each), written=chance.randrange(1, files))
        else:
            status = killed(tree, signal.SIGKILL, chance.uniform(0, before))
        state = tree.state()
        total["killed" if status == -signal.SIGKILL else "ended before"] += 1
        total["in the middle"] += len(state) > 1
        total += state
        left |= {*tree.left()}
    times(tree)
    total["temporary"], total["swept"] = len(left), len(left) - len(tree.left())
    return total


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        total = kills(Path(directory), given.kills, given.files, given.seed)
    for name in ("killed", "ended before", "in the middle", "old", "new", "other", "temporary", "swept"):
        print(f"{name}: {total[name]}")
    raise SystemExit(int(bool(total["other"] or total["temporary"] != total["swept"])))


if __name__ == "__main__":
    main()
