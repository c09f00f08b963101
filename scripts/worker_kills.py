"""Kills worker processes of `backend-lint` at random moments, and compares what the run finds with what one finds that nobody disturbs.

    python scripts/worker_kills.py --runs 200

A file whose worker is killed is tried once more; when that one is killed, too, without the rule that ran, if one did. So findings
must be the same but for files that are reported as not analysed, or as analysed without a rule. Needs /proc."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import backend_lint

ENV = {**os.environ, "PYTHONPATH": str(Path(backend_lint.__file__).parents[1])}
COMMAND = (sys.executable, "-P", "-m", "backend_lint", "-f", "json", "-q", "--no-cache")
SIGNALS = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT)
#: Most kills in one run.
KILLS = 4
#: Functions with a finding in each file, and bytes beside them: fewer bytes in all are checked without workers.
FUNCTIONS, REST = 5, 10_000
#: Seconds that a run may take, whatever is killed.
LIMIT = 120


def write(directory: Path, files: int) -> None:
    """A project of files with findings, each of its own: equal ones are numbered through all files, and one that is lost would
    give others another number."""
    (directory / "backend-lint.toml").write_text('select = ["BKD101", "BKD401"]\n')
    for number in range(files):
        body = "".join(
            f"def find{each}_{number}(cursor, name):\n    cursor.execute(f\"SELECT id FROM users WHERE name = '{{name}}'\")\n\n\n"
            for each in range(FUNCTIONS)
        )
        text = f'import bcrypt\n\n\ndef salt_{number}():\n    return bcrypt.gensalt(4)\n\n\n{body}TEXT = """{number}{"x" * REST}"""\n'
        (directory / f"m{number:03}.py").write_text(text)


def workers(run: int) -> list[int]:
    """The processes that a run has started, and those that these have."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    first = [each for each, parent in parents.items() if parent == run]
    return first + [each for each, parent in parents.items() if parent in first]


def started(directory: Path, jobs: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (*COMMAND, "-j", str(jobs), "."), cwd=directory, env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def findings(report: bytes) -> list[dict[str, Any]]:
    """What a report in JSON says was found."""
    found: list[dict[str, Any]] = json.loads(report)["findings"]
    return found


def disturbed(directory: Path, jobs: int, seconds: float, chance: random.Random) -> tuple[int, bytes, bytes]:
    """Kill a few workers of a run that takes so long, at any time: how many, and what the run says on both streams. Raises
    subprocess.TimeoutExpired when it hangs."""
    killed = 0
    moments = sorted(chance.uniform(0, seconds) for _ in range(chance.randint(1, KILLS)))
    begin = time.monotonic()
    with started(directory, jobs) as run:
        # What it says is more than a pipe holds, but it says it in the end.
        for moment in moments:
            time.sleep(max(0.0, begin + moment - time.monotonic()))
            found = workers(run.pid)
            if found and run.poll() is None:
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(found), chance.choice(SIGNALS))
                    killed += 1
        try:
            said, errors = run.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            run.kill()
            raise
    return killed, said, errors


class Compared(NamedTuple):
    """A disturbed run beside one that nobody disturbed: what is wrong with it, how many files it reports as not analysed, and how
    many as analysed without a rule that ran when two of their workers were killed."""

    wrong: list[str]
    lost: int
    without: int


def compared(expected: list[dict[str, Any]], said: bytes, errors: bytes) -> Compared:
    """What a disturbed run says, beside what is expected."""
    try:
        found = findings(said)
    except ValueError:
        return Compared([f"no report: {errors.decode()[-300:]}"], 0, 0)
    lost = {each["filename"] for each in found if each["code"] == "BKD000"}
    without = {(each["filename"], each["message"].split()[1]) for each in found if each["code"] == "BKD099"}
    left = [each for each in found if each["code"] not in ("BKD000", "BKD099")]
    wanted = [
        each for each in expected if each["filename"] not in lost and (each["filename"], each["code"]) not in without
    ]
    other = [pair for pair in zip_longest(left, wanted) if pair[0] != pair[1]]
    wrong = [f"{len(left)} findings, not {len(wanted)}; first this one, not that: {other[0]}"] if other else []
    if errors:
        wrong.append(f"it complains: {errors.decode()[-300:]}")
    return Compared(wrong, len(lost), len(without))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        write(directory, given.files)
        begin = time.monotonic()
        with started(directory, given.jobs) as run:
            said, _ = run.communicate()
        seconds = time.monotonic() - begin
        expected = findings(said)
        for number in range(given.runs):
            killed, said, errors = disturbed(directory, given.jobs, seconds, chance)
            wrong, lost, without = compared(expected, said, errors)
            total.update({"kills": killed, "lost": lost, "without": without, "wrong": bool(wrong)})
            total["same"] += not wrong and not lost and not without
            for each in wrong:
                print(f"run {number}: {each}", file=sys.stderr)
    print(
        f"{given.runs} runs over {given.files} files with {len(expected)} findings, {total['kills']} workers killed: "
        f"{total['same']} with the same findings, {total['lost']} files reported as not analysed, "
        f"{total['without']} as analysed without a rule, {total['wrong']} wrong"
    )
    raise SystemExit(int(bool(total["wrong"])))


if __name__ == "__main__":
    main()
