"""Runs `backend-lint` with a planted rule, CANARY, and prints what it finds as rows that `torture_run.py` reads.

    python scripts/torture_host.py cli [FLAG...] PATH
    python scripts/torture_host.py flake8 [FLAG...] PATH

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


def cli(flags: list[str]) -> int:
    """A run of the command line; its rows are those of the report in JSON."""
    from backend_lint.cli import run

    sys.argv = ["backend-lint", "check", "-f", "json", *flags]
    with caught() as said:
        status = ended(run)
        sys.stdout.flush()
        report = said()
    rows: list[dict[str, Any]] = json.loads(report)["findings"] if report else []
    write(
        [
            {
                "filename": row["filename"],
                "line": row["location"]["row"],
                "code": shown(row["code"]),
                "message": row["message"],
            }
            for row in rows
        ]
    )
    return status


def flake8(flags: list[str]) -> int:
    """A run of flake8 with our plugin and nothing else."""
    from flake8.main.cli import main

    with caught() as said:
        status = ended(
            lambda: main(["--isolated", "--select", "BKD,E9", "--format", "%(row)d:%(code)s:%(path)s", *flags])
        )
        sys.stdout.flush()
        lines = said().splitlines()
    rows = [line.split(":", 2) for line in lines]
    write([{"filename": path, "line": int(row), "code": shown(code)} for row, code, path in rows])
    return status


def shown(code: str) -> str:
    """The code that the torture set looks for."""
    return "CANARY" if code == CODE else code


def write(rows: list[dict[str, Any]]) -> None:
    """Print rows."""
    sys.stdout.buffer.write(json.dumps(rows).encode("utf-8", "surrogateescape"))
    sys.stdout.flush()


def ended(run: Callable[[], object]) -> int:
    """The status with which something ends."""
    try:
        status = run()
    except SystemExit as end:
        status = end.code
    return status if isinstance(status, int) else int(status is not None)


def main() -> None:
    """The command line."""
    host, flags = sys.argv[1], sys.argv[2:]
    plant()
    sys.exit({"cli": cli, "flake8": flake8}[host](flags))


if __name__ == "__main__":
    main()
