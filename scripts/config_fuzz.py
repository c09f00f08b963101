"""Runs `backend-lint` with thousands of mutated configurations: none may execute, escape, hang or crash it.

    python scripts/config_fuzz.py --count 10000

Settings files, baselines, ignore files, flags and variables of the environment are mutated. Each run must end with status 0 to 3
in two seconds and 300 MB of its own; an error of a settings file or a baseline names the file, and the key unless it is no
TOML; and no file outside of the project, the cache and Python's own is opened, made, moved or removed. All cases run in this
process, and a few in one of their own, too."""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from types import FrameType

from click.testing import CliRunner
from hostile_configs import CODE, KINDS, Case
from outside import Watch

from backend_lint.cli import cli

#: Seconds of a processor, bytes, and seconds after which a run hangs.
MOST_SECONDS, MOST_BYTES, PATIENCE = 2.0, 300_000_000, 60
#: One case in so many runs in a process of its own, too.
EACH = 250
#: What a process that finds nothing needs: imports, above all.
START_SECONDS, START_BYTES = 1.5, 150_000_000
#: Runs a command, and says what it ends with and takes. Started from here, it would be held to take what this process does.
MEASURED = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
print(json.dumps([ended.returncode, ended.stderr.decode("utf-8", "replace"), seconds, used.ru_maxrss * 1024]))
"""
#: What an error says that has no key to name.
NO_KEY = (
    "not valid TOML",
    "not valid UTF-8",
    "nested too deeply",
    "larger than",
    "a key of more",
    "a table",
    "not a file",
)


@contextmanager
def patience() -> Iterator[None]:
    """Raises TimeoutError inside when a run hangs."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"hangs for {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def judged(case: Case, status: int, errors: str) -> list[str]:
    """What is wrong with how a run ended."""
    wrong = [] if status in (0, 1, 2, 3) else [f"status {status}"]
    if "Traceback" in errors or "Internal error" in errors:
        wrong.append(errors[-300:])
    if status == 2 and case.named:
        where, _, what = errors.partition(case.named)
        if not what:
            wrong.append(f"no file is named: {where[:300]!r}")
        elif case.kind == "settings" and "`" not in what and not any(each in what for each in NO_KEY):
            wrong.append(f"no key is named: {what[:300]!r}")
    return wrong


def written(case: Case, project: Path) -> None:
    """Make the project of a case."""
    shutil.rmtree(project, ignore_errors=True)
    for name, data in {"app.py": CODE, **case.files}.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(data)


def command(case: Case) -> list[str]:
    return ["check", "-j1", *([] if case.kind == "variables" else ["--no-cache"]), *case.flags, "--", "."]


def environment(case: Case) -> dict[str, str]:
    """What is set for a run that starts in the project: its cache, and a home directory, stand beside that."""
    beside = Path.cwd().parent
    return {"HOME": str(beside / "home"), "BACKEND_LINT_CACHE_DIR": str(beside / "cache"), **case.environment}


def inside(case: Case, watch: Watch) -> list[str]:
    """What is wrong with a run of a case in this process."""
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with patience(), watch:
        ended = CliRunner().invoke(cli, command(case), env=environment(case))
    raised = ended.exception if not isinstance(ended.exception, SystemExit) else None
    wrong = [f"{type(raised).__name__}: {raised}"[:300]] if raised else judged(case, ended.exit_code, ended.stderr)
    taken = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    return wrong + watch.taken() + costly(time.process_time() - began, taken)


def alone(case: Case) -> list[str]:
    """What is wrong with a run of a case in a process of its own."""
    run = (sys.executable, "-P", "-m", "backend_lint", *command(case))
    told = subprocess.run(
        (sys.executable, "-c", MEASURED, *run),
        env={**os.environ, **environment(case)},
        stdout=subprocess.PIPE,
        timeout=PATIENCE,
        check=True,
    )
    status, errors, seconds, size = json.loads(told.stdout)
    return judged(case, status, errors) + costly(seconds - START_SECONDS, size - START_BYTES)


def costly(seconds: float, size: int) -> list[str]:
    """What a run took too much of: seconds of a processor, and bytes."""
    wrong = [f"takes {seconds:.1f} s"] if seconds > MOST_SECONDS else []
    return wrong + ([f"takes {size:,} bytes"] if size > MOST_BYTES else [])


def fuzzed(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How many cases of each kind were run, and what is wrong with some of them, each with its case."""
    made: Counter[str] = Counter()
    wrong: list[str] = []
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name).resolve()
        project = base / "project"
        watch = Watch(base)
        written(Case("", {}), project)
        with chdir(project):
            inside(Case("", {}), watch)  # imports what all need
        for number in range(count):
            case = chance.choice(KINDS)(chance)
            made[case.kind] += 1
            written(case, project)
            with chdir(project):
                found = inside(case, watch)
                gc.unfreeze()  # a run freezes what it has made: its process ends with it
                if number % EACH == EACH - 1:
                    found += alone(case)
            if found:
                wrong.append(f"case {number}: {found}: {str(case)[:1000]}")
    return made, wrong


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made, wrong = fuzzed(given.count, given.seed)
    for each in wrong:
        print(each, file=sys.stderr)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(made.items()))
    print(
        f"{made.total()} configurations ({kinds}), {made.total() // EACH} in processes of their own: {len(wrong)} wrong"
    )
    raise SystemExit(int(bool(wrong)))


if __name__ == "__main__":
    main()
