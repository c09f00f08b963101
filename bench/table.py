"""Times whole runs of backend-lint and of other linters on the same files, side by side.

    python bench/table.py PATH… [--runs 5] [--peers bandit,ruff,flake8,semgrep,fixit] [--semgrep-rules DIR]
        [--semgrep PROGRAM] [--fixit PROGRAM] [--growth] [--json FILE]

Every PATH is a backend with a table of its own. All tools are given the same list of files and no configuration, take
turns, so that a busy machine slows all of them alike, and use as many processes as they do by themselves where the name of the
row does not say how many.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from contenders import CHANGED, COLD_2, PEERS, WARM, Contender, cold, floors, ours, peers
from goals import Middle, goals, growth
from processes import Taken, run

from backend_lint.session import Options, Session
from backend_lint.session.programs import NoPrograms

ROOT = Path(__file__).resolve().parent.parent
#: What is added to the one file that changes: a query, so that the file is analysed and not only read.
_QUERY = """

def added_{number}(cursor, name):
    cursor.execute("SELECT id, name FROM items_{number} WHERE name = '%s'" % name)
    return cursor.fetchall()
"""


def environment() -> dict[str, str]:
    """Ours, for every tool alike."""
    given = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    # Compiling our source at each start would cost 0.2 s; an installed tool is compiled once, as the peers are.
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    return given


def python_files(paths: Iterable[str]) -> tuple[str, ...]:
    """The files that backend-lint finds, absolute."""
    found = Session(Options(isolated=True), programs=NoPrograms()).discover(paths)
    return tuple(source.real for source in found.sources if source.real.endswith(".py"))


def take_turns(tools: Sequence[Contender], files: Sequence[str], runs: int) -> dict[str, list[Taken]]:
    """What each tool took in each of `runs` rounds."""
    taken: dict[str, list[Taken]] = {tool.name: [] for tool in tools}
    for number in range(runs):
        for tool in tools:
            tool.before()
            chosen = files if tool.files is None else tool.files
            taken[tool.name].append(run(tool.name, [*tool.command, *chosen], environment()))
            print(f"{number + 1}/{runs} {tool.name}: {taken[tool.name][-1].wall:.2f} s", file=sys.stderr)
    return taken


def middle(taken: Sequence[Taken]) -> Middle:
    """The medians of some runs."""
    return Middle(
        statistics.median(each.wall for each in taken),
        statistics.median(each.cpu for each in taken),
        int(statistics.median(each.memory[0] for each in taken)),
        int(statistics.median(max(each.memory[1:], default=0) for each in taken)),
    )


def kept(files: Sequence[str], scratch: Path) -> list[Contender]:
    """Ours with results of earlier runs: with nothing changed, and with one file changed before each run. Both caches
    are filled here, each in a directory of its own; the files that change are copies."""
    cache = ("--cache-dir", str(scratch / "cache"))
    copies = tuple(str(copied(file, top_of(files), scratch / "copies")) for file in files)
    other = ("--cache-dir", str(scratch / "cache-of-copies"))
    warm, changed = ours(WARM, *cache), ours(CHANGED, *other, files=copies)
    run(WARM, [*warm.command, *files], environment())
    first = run(CHANGED, [*changed.command, *copies], environment())
    return [warm, ours(CHANGED, *other, files=copies, before=editing(first.output, copies))]


def top_of(files: Sequence[str]) -> Path:
    """The deepest directory that holds all of these files."""
    return Path(os.path.commonpath([Path(file).parent for file in files]))


def copied(file: str, top: Path, target: Path) -> Path:
    """A copy of a file below `top` at its place below `target`."""
    place = target / Path(file).relative_to(top)
    place.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(file, place))


def editing(report: str, copies: Sequence[str]) -> Callable[[], None]:
    """Adds a function with a query to one file that has findings by our report: to that of middle size."""
    named = {str(Path(found["filename"]).absolute()) for found in json.loads(report)["findings"]}
    eligible = sorted(map(Path, named & {*copies} or copies), key=lambda path: (path.stat().st_size, path))
    chosen = eligible[len(eligible) // 2]
    number = 0

    def edit() -> None:
        nonlocal number
        number += 1
        with chosen.open("a", encoding="utf-8") as stream:
            stream.write(_QUERY.format(number=number))

    return edit


def table(tools: Sequence[Contender], found: Mapping[str, Middle], read: Mapping[str, int], lines: int) -> list[str]:
    """One line per tool. `wall x` and `cpu x` are how many times as long as ours it takes, cold and with 2 processes."""
    base = found[COLD_2]
    titles = ("wall s", "cpu s", "MB", "MB other", "kLOC/s", "wall x", "cpu x", "files")
    rows = [f"{'':26}" + "".join(f"{title:>10}" for title in titles)]
    for tool in tools:
        if tool.missing:
            rows.append(f"{tool.name:26}  {tool.missing}")
            continue
        wall, cpu, memory, others = found[tool.name]
        cells = (
            f"{wall:.2f}",
            f"{cpu:.2f}",
            f"{memory / 1e6:.0f}",
            f"{others / 1e6:.0f}" if others else "",
            f"{lines / wall / 1000:.1f}",
            f"{wall / base.wall:.2f}",
            f"{cpu / base.cpu:.2f}",
            str(read[tool.name]) if tool.name in read else "",
        )
        rows.append(f"{tool.name:26}" + "".join(f"{cell:>10}" for cell in cells))
    return rows


def measured(path: str, given: argparse.Namespace) -> dict[str, Any]:
    """Print one backend's table, and give it as plain values."""
    files = python_files([path])
    lines = sum(Path(file).read_bytes().count(b"\n") for file in files)
    with tempfile.TemporaryDirectory() as scratch:
        tools = [*cold(), *kept(files, Path(scratch)), *floors()]
        for name in filter(None, given.peers.split(",")):
            program = {"semgrep": given.semgrep, "fixit": given.fixit}.get(name)
            tools += peers(name, program, given.semgrep_rules, Path(scratch))
        taken = take_turns([tool for tool in tools if not tool.missing], files, given.runs)
        grown = growing(files, Path(scratch), given.runs) if given.growth else {}
    found = {name: middle(each) for name, each in taken.items()}
    read = {tool.name: tool.read(taken[tool.name][-1]) for tool in tools if tool.read and not tool.missing}
    reached = [*goals(found, lines), *growth(grown)]
    print(f"\n{path}: {len(files)} files, {lines:,} lines; medians of {given.runs} runs")
    print("\n".join(table(tools, found, read, lines)))
    for name, by_times in grown.items():
        print(f"{name}: " + ", ".join(f"{n}x {each.wall:.2f} s ({each.cpu:.2f} cpu)" for n, each in by_times.items()))
    print("\n".join(map(str, reached)))
    return {
        "path": path,
        "files": len(files),
        "lines": lines,
        "tools": {
            tool.name: {
                "command": tool.command,
                "missing": tool.missing,
                "files": read.get(tool.name),
                "runs": [{"wall": e.wall, "cpu": e.cpu, "memory": e.memory} for e in taken.get(tool.name, ())],
            }
            for tool in tools
        },
        "growth": {name: {times: each._asdict() for times, each in by.items()} for name, by in grown.items()},
        "goals": [each._asdict() for each in reached],
    }


def growing(files: Sequence[str], scratch: Path, runs: int) -> dict[str, dict[int, Middle]]:
    """The medians of cold runs over one, two and four copies, by contender and number of copies. A copy has a directory and a
    last line of its own, so that no two files are equal; directories are given, for the list of files would be too long
    for a command line."""
    folders = [scratch / "growth" / f"copy{number}" for number in range(4)]
    for number, folder in enumerate(folders):
        for file in files:
            with copied(file, top_of(files), folder).open("ab") as stream:
                stream.write(b"\n# copy %d\n" % number)
    found: dict[str, dict[int, list[Taken]]] = {tool.name: {1: [], 2: [], 4: []} for tool in cold()}
    for _ in range(runs):
        for tool in cold():
            for times, taken in found[tool.name].items():
                taken.append(run(tool.name, [*tool.command, *map(str, folders[:times])], environment()))
    return {name: {times: middle(taken) for times, taken in each.items()} for name, each in found.items()}


def machine() -> dict[str, Any]:
    """What the times depend on."""
    commit = subprocess.run(
        ("git", "-C", str(ROOT), "rev-parse", "HEAD"), capture_output=True, text=True
    ).stdout.strip()
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "commit": commit,
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", default=",".join(PEERS), help="separated by commas; default: all")
    parser.add_argument("--semgrep-rules", metavar="DIR", help="semgrep's public rules, or any local folder of rules")
    parser.add_argument("--semgrep", metavar="PROGRAM", help="default: beside the interpreter, then on the path")
    parser.add_argument("--fixit", metavar="PROGRAM", help="as --semgrep")
    parser.add_argument("--growth", action="store_true", help="also time cold runs over 1, 2 and 4 copies")
    parser.add_argument("--json", metavar="FILE", help="write every single run there")
    given = parser.parse_args()
    about = machine()
    print(f"Python {about['python']}, {about['cores']} cores, {about['system']}")
    backends = [measured(path, given) for path in given.paths]
    if given.json:
        Path(given.json).write_text(json.dumps({**about, "backends": backends}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
