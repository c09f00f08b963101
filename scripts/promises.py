"""Runs the full form of what `make test` checks in short: the scripts by which the promises of `docs/reliability.md` are measured.

    python scripts/promises.py [NAME...]     all, or those whose names are given

Prints the last line that each of them says, and how long it took. The corpus is what is installed beside this Python. Status 1
when a promise is broken; what they said is then in the file that is named."""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = sysconfig.get_path("purelib")
#: What is run, by the name of its script: the flags, and how many minutes it took on two cores.
FULL: dict[str, tuple[str, ...]] = {}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *FULL], help=", ".join(FULL))
    given = parser.parse_args()
    logs = Path(tempfile.mkdtemp(prefix="backend-lint-promises-"))
    broken = [name for name in given.names or FULL if not kept(name, logs)]
    print(f"{len(broken)} broken: {', '.join(broken)}; see {logs}" if broken else "All are kept.")
    sys.exit(bool(broken))


def kept(name: str, logs: Path) -> bool:
    """Whether a script ends well."""
    begin = time.monotonic()
    log = logs / f"{name}.txt"
    with log.open("w") as output:
        command = [sys.executable, str(ROOT / "scripts" / f"{name}.py"), *FULL[name]]
        status = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    said = log.read_text("utf-8", "replace").rstrip().rpartition("\n")[2]
    print(f"{'kept  ' if status == 0 else 'BROKEN'} {name} ({time.monotonic() - begin:.0f} s): {said}", flush=True)
    return status == 0


if __name__ == "__main__":
    main()
