"""Sends generated input through all that happens to one file, and counts what must never be: crashes, exceptions that no rule of the
house declares, and files over their deadline.

    python scripts/fuzz.py --count 1000000 --jobs 2

Each input goes through the engine with every rule, and what it finds through a format of report and the pack of a worker; of some,
also through a whole run with suppressions and fixes. What kinds of input there are is said in `fuzz_inputs.py`. Each
process tells which input it is at, so that one that dies or hangs costs that input. Failing inputs are kept, made smaller where it
is this process that sees them fail.

Other findings when nothing is left out are told, and do not fail the run: a trigger is a pattern of text, and mutation finds spellings
that nobody writes. Each is worth a look."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, NamedTuple

from fuzz_check import CRASH, EXCEPTION, FAULTS, LATE, Checked, Checker
from fuzz_inputs import BLOCK, KINDS, Input, Inputs

from backend_lint import catalog
from backend_lint.engines.stack import on_big_stack
from backend_lint.pool import wire

#: A process is killed when it takes so many times the deadline of its input: other processes may have the machine. What it says
#: itself of deadlines are seconds of its own.
PATIENCE = 10
#: Most seconds that making a failing input smaller may take.
SHRINKING = 20.0
#: Inputs that are kept of one fault and one job.
KEPT = 3


#: What a process tells of itself: the number of its input (-1 at the end), when it began (0: it is not checking) and how many seconds
#: it may take; then counts, of FAULTS, of what was refused, and of inputs and of accepted ones by kind.
_NUMBER, _BEGAN, _LIMIT, _FAULTS, _REFUSED = 0, 1, 2, 3, 3 + len(FAULTS)
_INPUTS = _REFUSED + 1
_ACCEPTED = _INPUTS + len(KINDS)
_Told = Any  # an array of ctypes, which type checkers do not know


class Work(NamedTuple):
    """What is asked for. A job takes each block of inputs whose number it has, modulo `jobs`."""

    total: int
    seed: int
    jobs: int
    keep: Path
    refused: bool

    def numbers(self, job: int, first: int) -> range | list[int]:
        """The inputs of a job, from a number on."""
        blocks = range(job, -(-self.total // BLOCK), self.jobs)
        return [
            number
            for block in blocks
            for number in range(block * BLOCK, min((block + 1) * BLOCK, self.total))
            if number >= first
        ]


def work(asked: Work, job: int, first: int, told: _Told) -> None:
    """Check the inputs of a job: a process of its own."""
    checker, inputs = Checker(), Inputs(asked.seed)
    known: dict[str, int] = {}
    warnings.simplefilter("ignore")
    for number in asked.numbers(job, first):
        told[_NUMBER] = number
        given = inputs.make(number)
        told[_LIMIT] = wire.seconds(given.data)
        told[_BEGAN] = time.monotonic()
        checked = checker.check(given, number)
        told[_BEGAN] = 0
        kind = [*KINDS].index(given.kind)
        told[_INPUTS + kind] += 1
        told[_ACCEPTED + kind] += checked.accepted
        told[_REFUSED] += checked.refused
        if checked.fault:
            told[_FAULTS + FAULTS.index(checked.fault)] += 1
        if checked.fault or (checked.refused and asked.refused):
            what = checked.what or "refused although this Python reads it"
            known[what] = known.get(what, 0) + 1
            if known[what] <= KEPT:
                small = given if checked.fault == LATE else smaller(given, partial(_again, checker, number, checked))
                keep(asked.keep, number, small, what)
    told[_NUMBER] = -1


def _again(checker: Checker, number: int, before: Checked, given: Input) -> bool:
    return checker.check(given, number)[1:] == before[1:]


def smaller(given: Input, fails: Callable[[Input], bool]) -> Input:
    """An input that still fails, with as many of its lines left out, and then of its bytes, as a while allows."""
    end = time.monotonic() + SHRINKING
    for pieces in (given.data.splitlines(keepends=True), None):
        parts = [bytes([each]) for each in given.data] if pieces is None else pieces
        size = len(parts) // 2
        while size:
            at = 0
            while at < len(parts) and time.monotonic() < end:
                less = given._replace(data=b"".join(parts[:at] + parts[at + size :]))
                if fails(less):
                    given, parts = less, parts[:at] + parts[at + size :]
                else:
                    at += size
            size //= 2
    return given


def keep(directory: Path, number: int, given: Input, what: str) -> None:
    """Keep an input that fails, and say so."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{given.kind}-{number}{Path(given.path).suffix}"
    path.write_bytes(given.data)
    print(f"{path} as {given.path}: {what}", file=sys.stderr, flush=True)


def watched(asked: Work) -> list[float]:
    """Run all jobs; what they told, added up. One that dies or hangs is begun again behind its input."""
    catalog.rules()  # imported once for all jobs
    context = multiprocessing.get_context("fork")
    told: list[_Told] = [context.RawArray("d", _ACCEPTED + len(KINDS)) for _ in range(asked.jobs)]

    def begin(job: int, first: int) -> ForkProcess:
        process = context.Process(target=on_big_stack, args=(lambda _: work(asked, job, first, told[job]),))
        process.start()
        return process

    running = {job: begin(job, 0) for job in range(asked.jobs)}
    inputs = Inputs(asked.seed)
    while running:
        time.sleep(0.2)
        for job, process in [*running.items()]:
            mine = told[job]
            late = 0 < mine[_BEGAN] < time.monotonic() - mine[_LIMIT] * PATIENCE
            if process.exitcode is None and not late:
                continue
            process.kill()
            process.join()
            del running[job]
            if mine[_NUMBER] < 0:
                continue
            number = int(mine[_NUMBER])
            mine[_BEGAN] = 0
            mine[_FAULTS + FAULTS.index(LATE if late else CRASH)] += 1
            mine[_INPUTS] += 1
            keep(asked.keep, number, inputs.make(number), LATE if late else f"exit status {process.exitcode}")
            running[job] = begin(job, number + 1)
    return [sum(each) for each in zip(*told, strict=True)]


def line(sums: list[float], seconds: float) -> str:
    """The figures."""
    counts = [f"{sums[_INPUTS + at]:,.0f} {kind}" for at, kind in enumerate(KINDS)]
    faults = [f"{sums[_FAULTS + at]:,.0f} {fault}" for at, fault in enumerate(FAULTS)]
    total, accepted = sum(sums[_INPUTS:_ACCEPTED]), sum(sums[_ACCEPTED:])
    return (
        f"{total:,.0f} inputs ({', '.join(counts)}), {accepted:,.0f} accepted, {sums[_REFUSED]:,.0f} refused although this Python "
        f"reads them, {', '.join(faults)}, {seconds:,.0f} s"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path(".cache/fuzz"), metavar="DIR", help="where failing inputs go")
    parser.add_argument(
        "--refused", action="store_true", help="keep inputs that are refused although this Python reads them, too"
    )
    given = parser.parse_args()
    begin = time.monotonic()
    sums = watched(Work(given.count, given.seed, given.jobs, given.keep, given.refused))
    print(line(sums, time.monotonic() - begin))
    sys.exit(int(any(sums[_FAULTS + FAULTS.index(each)] for each in (CRASH, EXCEPTION, LATE))))


if __name__ == "__main__":
    main()
