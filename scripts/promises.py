"""Runs the full form of what `make test` checks in short: the scripts by which the promises of `docs/reliability.md` are measured.

    python scripts/promises.py [NAME...]     all, or those scripts whose names are given

Prints the last line that each of them says, and how long it took. The corpus is what is installed beside this Python. Status 1
when a promise is broken; what they said is then in the file that is named."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = sysconfig.get_path("purelib")
#: The scripts that measure time or memory, one after the other, with their flags. Input is made anew each day; the numbers of the
#: other seeds stay.
MEASURING: tuple[tuple[str, ...], ...] = (
    ("memory",),
    ("backtracking",),
    ("growth", "--times", "1"),
    ("signals", "--runs", "30"),
    ("edit_storm", "--edits", "2000"),
    ("fuzz", "--count", "100000", "--jobs", "2", "--seed", str(date.today().toordinal())),
)
#: The scripts that only count, one for each core at a time: the longest first.
COUNTING: tuple[tuple[str, ...], ...] = (
    ("worker_kills", "--runs", "200"),
    ("same_everywhere", "src"),
    ("fixes", "--unsafe", INSTALLED),
    ("config_fuzz", "--count", "10000"),
    ("fix_kills", "--kills", "200"),
    ("cache_damage", "--mutations", "1000"),
    ("write_faults", "--errors", "ENOSPC", "EDQUOT", "EIO", "EACCES", "EPERM", "EROFS", "interrupt", "kill"),
    ("secret_sinks", "--count", "10000"),
    ("guard", INSTALLED),
    ("guard", "--shapes"),
    ("network", "fixtures"),
    ("changing_tree", "--files", "2000", "--runs", "4"),
)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = {name for name, *_ in (*MEASURING, *COUNTING)}
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(sorted(names)))
    given = parser.parse_args()
    if unknown := set(given.names) - names:
        parser.error(f"no such script: {', '.join(sorted(unknown))}")
    logs = Path(tempfile.mkdtemp(prefix="backend-lint-promises-"))
    broken: list[str] = []
    for commands, at_once in ((MEASURING, 1), (COUNTING, os.cpu_count() or 1)):
        asked = [command for command in commands if not given.names or command[0] in given.names]
        files = [logs / f"{command[0]}-{number}.txt" for number, command in enumerate(asked)]
        with ThreadPoolExecutor(at_once) as executor:
            broken += [log.name for log, well in zip(files, executor.map(kept, asked, files), strict=True) if not well]
    print(f"{len(broken)} broken: {', '.join(broken)}; see {logs}" if broken else "All are kept.")
    sys.exit(bool(broken))


def kept(command: Sequence[str], log: Path) -> bool:
    """Whether a script ends well, whose words are kept in a file."""
    begin = time.monotonic()
    name, *flags = command
    with log.open("w") as output:
        command = [sys.executable, str(ROOT / "scripts" / f"{name}.py"), *flags]
        status = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    said = log.read_text("utf-8", "replace").rstrip().rpartition("\n")[2]
    print(f"{'kept  ' if status == 0 else 'BROKEN'} {name} ({time.monotonic() - begin:.0f} s): {said}", flush=True)
    return status == 0


if __name__ == "__main__":
    main()
