"""Times whole cold runs of backend-lint and of other linters on the same files.

    python bench/cold.py PATH… [--runs 5] [--peers bandit,ruff,flake8,semgrep] [--semgrep-rules DIR]

Every tool runs as one process with one thread, without a cache of results and without configuration files, and is
given the same list of files. Tools take turns, so that a busy machine slows all of them alike.
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
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

from backend_lint.session import Options, Session
from backend_lint.session.programs import NoPrograms

ROOT = Path(__file__).resolve().parent.parent
PEERS = ("bandit", "ruff", "flake8", "semgrep")
OURS = "backend-lint"
#: flake8 has no option that turns a plugin off: this hides ours from it.
_FLAKE8_WITHOUT_US = """\
import importlib.metadata as metadata
import sys
every = metadata.distributions
metadata.distributions = lambda **given: (d for d in every(**given) if d.metadata["Name"] != "backend-lint")
from flake8.main.cli import main
sys.exit(main())
"""


class Tool(NamedTuple):
    """A tool and its command without the files; `missing` says why it cannot be run."""

    name: str
    command: tuple[str, ...] = ()
    missing: str = ""


class Timing(NamedTuple):
    """Seconds of one run: on the clock, and of the processor, children included."""

    wall: float
    cpu: float


def executable(name: str) -> str | None:
    """The tool beside this interpreter, else on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def peer_tools(name: str, semgrep_rules: str | None) -> list[Tool]:
    """The ways in which a peer is run."""
    found = executable(name)
    if found is None:
        return [Tool(name, missing="not installed")]
    if name == "bandit":
        return [Tool(name, (found, "-q", "-f", "json"))]
    if name == "ruff":
        select = ("--no-cache", "--isolated", "--select", "S,ASYNC,FAST", "--output-format", "json")
        return [Tool(name, (found, "check", *select))]
    if name == "flake8":
        plugged = any(point.module.startswith("backend_lint") for point in entry_points(group="flake8.extension"))
        ours = Tool("flake8 with our plugin", (found, "--isolated", "-j1"))
        return [
            Tool("flake8", (sys.executable, "-c", _FLAKE8_WITHOUT_US, "--isolated", "-j1")),
            ours if plugged else Tool(ours.name, missing="plugin not installed in this environment"),
        ]
    if name == "semgrep":
        if semgrep_rules is None:
            return [Tool(name, missing="no rules given (--semgrep-rules)")]
        flags = ("--metrics", "off", "--disable-version-check", "-q", "--json", "--no-git-ignore", "-j", "1")
        scan = (found, "scan", *flags, "--config", semgrep_rules)
        return [Tool(name, scan), Tool("semgrep --experimental", (*scan, "--experimental"))]
    raise SystemExit(f"unknown peer {name}; known: {', '.join(PEERS)}")


def run(tool: Tool, files: list[str]) -> Timing:
    """Time one process. Raises RuntimeError when it fails for another reason than findings."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "RAYON_NUM_THREADS": "1"}
    # Compiling our source at each start would cost 0.2 s; an installed tool is compiled once, as the peers are.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*tool.command, *files], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    # Findings are status 1, and files that a tool could not read may be another; a crash says so.
    if process.returncode < 0 or "Traceback (most recent call last)" in said:
        raise RuntimeError(f"{tool.name} failed with status {process.returncode}:\n{said[-2000:]}")
    return Timing(wall, usage.ru_utime + usage.ru_stime)


def medians(tools: list[Tool], files: list[str], runs: int) -> dict[str, Timing]:
    """The median of each tool's times over `runs` rounds."""
    times: dict[str, list[Timing]] = {tool.name: [] for tool in tools}
    for _ in range(runs):
        for tool in tools:
            times[tool.name].append(run(tool, files))
    return {
        name: Timing(statistics.median(t.wall for t in found), statistics.median(t.cpu for t in found))
        for name, found in times.items()
    }


def table(tools: list[Tool], found: dict[str, Timing], lines: int) -> list[str]:
    """One line per tool. `x` is how many times as long as ours it takes."""
    ours = found[OURS]
    rows = [f"{'':24} {'wall s':>8} {'cpu s':>8} {'kLOC/s':>8} {'wall x':>8} {'cpu x':>8}"]
    for tool in tools:
        if tool.name not in found:
            rows.append(f"{tool.name:24} {tool.missing}")
            continue
        wall, cpu = found[tool.name]
        rate, by_wall, by_cpu = lines / wall / 1000, wall / ours.wall, cpu / ours.cpu
        rows.append(f"{tool.name:24} {wall:8.2f} {cpu:8.2f} {rate:8.1f} {by_wall:8.2f} {by_cpu:8.2f}")
    return rows


def python_files(paths: list[str]) -> list[str]:
    """The files that backend-lint finds, absolute."""
    return [source.real for source in Session(Options(isolated=True), programs=NoPrograms()).discover(paths).sources]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default=",".join(PEERS), help="separated by commas; default: all")
    parser.add_argument("--semgrep-rules", metavar="DIR", help="a local folder of rules for semgrep")
    given = parser.parse_args()
    files = python_files(given.paths)
    lines = sum(Path(file).read_bytes().count(b"\n") for file in files)
    ours = Tool(OURS, (sys.executable, "-P", "-m", "backend_lint", "--isolated", "--no-progress", "-f", "json"))
    peers = [tool for name in given.peers.split(",") if name for tool in peer_tools(name, given.semgrep_rules)]
    tools = [ours, *peers]
    found = medians([tool for tool in tools if not tool.missing], files, given.runs)
    print(f"{len(files)} files, {lines:,} lines, median of {given.runs} runs, Python {sys.version.split()[0]}")
    print("\n".join(table(tools, found, lines)))


if __name__ == "__main__":
    main()
