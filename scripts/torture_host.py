"""Runs `backend-lint` with a planted rule, CANARY, and prints what it finds as rows that `torture_run.py` reads.

    python scripts/torture_host.py [FLAG...] PATH

The rule finds `eval(input())`, which stands on known lines of every file of the torture set that some Python accepts. Workers have it,
too; nothing else of a run is changed but the form of its report. What it says on standard error, its status and the signal that it
dies of stay as they are."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RULES = str(Path(__file__).resolve().parent / "planted")
#: What has a process know the rule; nothing heavy is imported by it.
PLANT = f"import backend_lint.rules as found; found.__path__.append({RULES!r})"
CODE = "BKD999"


def plant() -> None:
    """Have this process and its workers know the rule."""
    from backend_lint import rules
    from backend_lint.pool import process

    rules.__path__.append(RULES)

    def command(module: str, *flags: str) -> tuple[str, ...]:
        program = f"{PLANT}; import runpy; runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
        return (sys.executable, "-P", "-W", "ignore", "-c", program, *flags)

    process.command = command


@contextmanager
def caught() -> Iterator[Callable[[], str]]:
    """What is written to standard output inside of this, by whomever, can be asked for then."""
    kept = os.dup(1)
    with tempfile.TemporaryFile() as stream:
        os.dup2(stream.fileno(), 1)

        def text() -> str:
            stream.seek(0)
            return stream.read().decode("utf-8", "surrogateescape")

        try:
            yield text
        finally:
            sys.stdout.flush()
            os.dup2(kept, 1)
            os.close(kept)


def rows(flags: list[str]) -> int:
    """Print a row for each finding of a run; its status."""
    from backend_lint.cli import run

    sys.argv = ["backend-lint", "check", "-f", "json", *flags]
    with caught() as said:
        status = ended(run)
        sys.stdout.flush()
        report = said()
    found: list[dict[str, Any]] = json.loads(report)["findings"] if report else []
    made = [
        {
            "filename": each["filename"],
            "line": each["location"]["row"],
            "code": "CANARY" if each["code"] == CODE else each["code"],
            "message": each["message"],
        }
        for each in found
    ]
    sys.stdout.buffer.write(json.dumps(made).encode("utf-8", "surrogateescape"))
    return status


def ended(run: Callable[[], object]) -> int:
    """The status with which something ends."""
    try:
        status = run()
    except SystemExit as end:
        status = end.code
    return status if isinstance(status, int) else int(status is not None)


def main() -> None:
    """The command line."""
    plant()
    sys.exit(rows(sys.argv[1:]))


if __name__ == "__main__":
    main()
