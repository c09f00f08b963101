"""Runs one host of `backend-lint` with a planted rule, CANARY, and prints what it finds as rows that `torture_run.py` reads.

    python scripts/torture_host.py [--host cli|flake8|server] [--answers FILE] [--limit 25] [FLAG...] [PATH...]

The rule finds `eval(input())`, which stands on known lines of every file of the torture set that some Python accepts. Workers have it,
too; nothing else of a run is changed but the form of its report. What it says on standard error, its status and the signal that it
dies of stay as they are. Flags are those of `backend-lint check` or of `flake8`; flake8 and the server get each Python file below the
current directory unless paths are named. Rows name files as they are on disk. `--answers` adds a line to a file: what
`torture_table.py` has to know besides."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

SCRIPTS = Path(__file__).resolve().parent
RULES = str(SCRIPTS / "planted")
#: What has a process know the rule; nothing heavy is imported by it.
PLANT = f"import backend_lint.rules as found; found.__path__.append({RULES!r})"
CODE = "BKD999"
#: What no editor can show, and what a server says of the configuration that a directory's files would need.
UNREADABLE, NO_SETTINGS = "CANNOT-OPEN", "NO-SETTINGS"
#: The status of a run that refuses a configuration or a flag.
REFUSED = 2
#: Codes of a file or directory that was not analysed: ours, flake8's two, and those above.
REFUSALS = frozenset({"BKD000", "E902", "E999", UNREADABLE, NO_SETTINGS})


class Row(NamedTuple):
    """What a host says of a line (from 1) of a file, whose name is as it is on disk."""

    filename: str
    line: int
    code: str
    message: str


class Answer(NamedTuple):
    """What a run said. `left_out` are paths that it is told to leave out and says so, `own` those at which the host itself
    dies, without us too. `waited` are the seconds of the longest wait where a run answers file by file."""

    status: int
    rows: list[Row]
    left_out: list[str] = []  # noqa: RUF012 - a named tuple's default, never changed
    own: list[str] = []  # noqa: RUF012 - as above
    waited: float | None = None


def plant() -> None:
    """Have this process and its workers know the rule."""
    from backend_lint import rules
    from backend_lint.pool import process

    rules.__path__.append(RULES)

    def command(module: str, *flags: str) -> tuple[str, ...]:
        program = f"{PLANT}; import runpy; runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
        return (sys.executable, "-P", "-W", "ignore", "-c", program, *flags)

    process.command = command


def planted(program: str, *flags: str) -> tuple[str, ...]:
    """The command that runs a program in which this module can be imported and the rule is known, with these flags."""
    before = f"import sys; sys.path.append({str(SCRIPTS)!r}); import torture_host; torture_host.plant()"
    return (sys.executable, "-P", "-c", f"{before}; {program}", *flags)


def sources(root: Path) -> list[str]:
    """The regular files of a tree that are called like Python's, as an editor or `git ls-files` would name them."""
    found = [path for path in root.rglob("*.py") if path.is_file() and not path.is_symlink()]
    return sorted(path.relative_to(root).as_posix() for path in found)


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


def by_command_line(options: argparse.Namespace, flags: list[str]) -> Answer:
    """A run of `backend-lint check`."""
    from backend_lint.cli import run
    from backend_lint.reports.style import printable_path

    plant()
    sys.argv = ["backend-lint", "check", "-f", "json", *flags, "--", *options.paths]
    with caught() as said:
        status = ended(run)
        sys.stdout.flush()
        report = said()
    parts: dict[str, Any] = json.loads(report) if report else {"findings": [], "notifications": []}
    paths = (path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*"))
    on_disk = {printable_path(path): path for path in paths}

    def name(shown: str) -> str:
        return on_disk.get(shown, shown)

    rows = [
        Row(name(each["filename"]), each["location"]["row"], each["code"], each["message"])
        for each in parts["findings"]
    ]
    if status == REFUSED:
        rows.append(Row(".", 1, NO_SETTINGS, "nothing is analysed; standard error says why"))
    return Answer(
        status, rows, [name(each["filename"]) for each in parts["notifications"] if each["kind"] == "left-out"]
    )


def by_flake8(options: argparse.Namespace, flags: list[str]) -> Answer:
    """Runs of flake8."""
    from torture_flake8 import judged

    return judged(Path.cwd(), options.paths or sources(Path.cwd()), flags, options.limit)


def by_server(options: argparse.Namespace, flags: list[str]) -> Answer:
    """A language server, and an editor that opens the files."""
    from torture_server import edited

    if flags:
        raise SystemExit(f"the server has no flags: {flags}")
    return edited(Path.cwd(), options.paths or sources(Path.cwd()))


HOSTS = {"cli": by_command_line, "flake8": by_flake8, "server": by_server}


def ended(run: Callable[[], object]) -> int:
    """The status with which something ends."""
    try:
        status = run()
    except SystemExit as end:
        status = end.code
    return status if isinstance(status, int) else int(status is not None)


def add(answers: Path, answer: Answer) -> None:
    """Add what a run said to a file, as one line."""
    line = {
        "root": str(Path.cwd()),
        "found": [[row.filename, row.line] for row in answer.rows if row.code == CODE],
        "refused": sorted({row.filename for row in answer.rows if row.code in REFUSALS}),
        "left_out": answer.left_out,
        "own": answer.own,
        "waited": answer.waited,
    }
    with answers.open("a", encoding="ascii") as stream:
        stream.write(json.dumps(line) + "\n")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--host", choices=HOSTS, default="cli")
    parser.add_argument("--answers", type=Path, help="add what torture_table.py has to know to this file")
    # flake8 alone takes 6 s for 1 MB; two runs of it end within the minute that `torture_run.py` gives.
    parser.add_argument("--limit", type=int, default=25, help="seconds after which a run of flake8 hangs")
    parser.add_argument("paths", nargs="*")
    options, flags = parser.parse_known_args()
    sys.path.append(str(SCRIPTS))
    answer = HOSTS[options.host](options, flags)
    if options.answers is not None:
        add(options.answers, answer)
    rows = [row._replace(code="CANARY" if row.code == CODE else row.code)._asdict() for row in answer.rows]
    print(json.dumps(rows))
    sys.exit(answer.status)


if __name__ == "__main__":
    main()
