"""Measures the guard: what it refuses of real code, and how far its limits are from where the parser dies.

    python scripts/guard.py PATH...     Python files below these: those that the guard refuses although this Python reads them
    python scripts/guard.py --shapes    every shape of `tests/test_guard.py` at its limit: the smallest stack that it needs

Status 1 when a valid file is refused, or when a shape needs more than a tenth of the stack that the engine has."""

from __future__ import annotations

import argparse
import importlib
import math
import os
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.engines.stack import RECURSION_LIMIT
from backend_lint.hooks import BoundRule
from backend_lint.semantics.file import NotAnalysed, decode
from backend_lint.semantics.guard import refuse
from backend_lint.semantics.interpreter import reads

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1 << 20
#: Megabytes of stack that are tried; the last is what the engine's thread has.
STACKS = (1, 2, 4, 8, 25, 256)
#: The stack of the engine may be so many times what a shape needs.
MARGIN = 10


def sources(paths: Iterable[str]) -> Iterator[Path]:
    """Regular files that are called like Python's."""
    for path in paths:
        yield from (each for each in sorted(Path(path).rglob("*.py")) if each.is_file() and not each.is_symlink())


def over_files(paths: Iterable[str]) -> bool:
    """Whether no valid file is refused."""
    files = valid = 0
    refused: list[str] = []
    for path in sources(paths):
        files += 1
        try:
            text = decode(str(path), path.read_bytes()).text
        except NotAnalysed:
            continue
        if not reads(text):
            continue
        valid += 1
        cause = refuse(text)
        if cause is not None:
            refused.append(f"{path}: {cause}")
    print(*refused, sep="\n", end="\n" if refused else "")
    print(f"{files:,} files, {valid:,} that this Python reads: {len(refused)} of these refused")
    return not refused


def over_shapes() -> bool:
    """Whether every shape passes at its limit with a tenth of the stack."""
    sys.path.append(str(ROOT / "tests"))
    shapes = importlib.import_module("test_guard").SHAPES
    bound = [BoundRule(rule, rule.options, strict=True) for rule in catalog.rules()]
    engine = Engine(bound, scouting=False, eliding=False)
    sys.setrecursionlimit(RECURSION_LIMIT)
    worst = 0.0
    for name, (shape, most) in shapes.items():
        text = shape(most).encode()
        needed = next((size for size in STACKS if survives(engine, text, size)), math.inf)
        worst = max(worst, needed)
        print(f"{name:28} {needed:4} MB", flush=True)
    print(f"{len(shapes)} shapes at their limits: {worst} MB of stack at most, of {STACKS[-1]}")
    return worst * MARGIN <= STACKS[-1]


def survives(engine: Engine, text: bytes, size: int) -> bool:
    """Whether a process lives that analyses a text in a thread with so many megabytes of stack."""
    child = os.fork()
    if not child:
        threading.stack_size(size * MEGABYTE)
        thread = threading.Thread(target=engine.check, args=("shape.py", text))
        thread.start()
        thread.join()
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--shapes", action="store_true", help="measure the stack that each shape needs")
    given = parser.parse_args()
    fine = over_shapes() if given.shapes else over_files(given.paths)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
