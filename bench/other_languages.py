"""Times a run over files of another language beside semgrep itself, on the same files with the same rules.

    python bench/other_languages.py PATH [--files 300] [--suffix .ts] [--runs 5]

Copies files of PATH, largest first and none over 60,000 bytes, into a directory of their own. Three commands take turns on it: backend-lint,
semgrep's fast command (`--experimental`) and its default command; and a run in a process that has its imports already, which
shows what the adapter itself adds to the fast command.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from backend_lint import catalog
from backend_lint.engines.semgrep.locate import locate
from backend_lint.packs import packs
from backend_lint.semantics.languages import GENERIC, language_of
from backend_lint.session import Options, Session

_OPTIONS = (
    "scan",
    "--json",
    "--quiet",
    "--metrics",
    "off",
    "--disable-version-check",
    "--disable-nosem",
    "--no-git-ignore",
)
_INSIDE = "backend-lint, imported"
#: Larger files are tables and bundles.
_LARGEST = 60_000


def copied(source: Path, target: Path, number: int, suffix: str) -> int:
    """Copy that many files of a tree; how many there were."""
    found = [
        path for path in source.rglob(f"*{suffix}") if path.is_file() and not {"node_modules", ".git"} & {*path.parts}
    ]
    found = [
        path for path in found if ".test." not in path.name and ".spec." not in path.name and ".d." not in path.name
    ]
    found = sorted((path for path in found if path.stat().st_size < _LARGEST), key=lambda path: -path.stat().st_size)
    for path in found[:number]:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return min(number, len(found))


def commands(directory: Path, language: str) -> dict[str, list[str]]:
    """The commands by what they are called. All three have the rules of a default run. Raises SystemExit without semgrep."""
    program = locate()
    if program is None:
        sys.exit("semgrep was not found: backend-lint semgrep install")
    on = {rule.name for rule in catalog.rules() if rule.severity != "strict"}
    chosen = [pack.path for pack in packs() if pack.language in (language, GENERIC) and pack.rule in on]
    rules = [word for path in chosen for word in ("--config", path)]
    fast = [program.path, *_OPTIONS, "--experimental", *rules, "."]
    return {
        "backend-lint": [sys.executable, "-m", "backend_lint", "--isolated", "--no-progress", "-q", str(directory)],
        "semgrep, fast": fast,
        "semgrep": [word for word in fast if word != "--experimental"],
    }


def timed(command: list[str], directory: Path) -> float:
    """Seconds on the clock. Findings make a status of 1; anything above is no run."""
    environment = os.environ | {"SEMGREP_ENABLE_VERSION_CHECK": "0", "SEMGREP_SEND_METRICS": "off"}
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=directory, env=environment, capture_output=True, check=False)
    if done.returncode > 1:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return time.perf_counter() - begun


def timed_inside(directory: Path) -> float:
    """Seconds on the clock of a run in this process."""
    session = Session(Options(isolated=True))
    session.bound(str(directory))
    begun = time.perf_counter()
    outcome = session.run([str(directory)])
    seconds = time.perf_counter() - begun
    if outcome.incomplete:
        sys.exit(f"the run was incomplete: {outcome.findings[0].message}")
    return seconds


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--suffix", default=".ts")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        number = copied(given.path, directory, given.files, given.suffix)
        # Without an ignore file semgrep leaves out directories that it takes for tests, and reads less than we do.
        (directory / ".semgrepignore").write_text("# nothing is ignored\n")
        tools = commands(directory, language_of(f"a{given.suffix}"))
        times: dict[str, list[float]] = {name: [] for name in (*tools, _INSIDE)}
        for _ in range(given.runs):
            for name, command in tools.items():
                times[name].append(timed(command, directory))
            times[_INSIDE].append(timed_inside(directory))
    median = {name: statistics.median(each) for name, each in times.items()}
    print(f"{number} files, median of {given.runs} runs, seconds on the clock")
    for name, seconds in median.items():
        print(f"{name:24} {seconds:6.2f}   {seconds / median['semgrep']:5.2f} of semgrep's default command")
    for name in ("backend-lint", _INSIDE):
        print(f"{name} adds {median[name] - median['semgrep, fast']:.2f} to the fast command")


if __name__ == "__main__":
    main()
