"""Knows how flake8 runs with our plugin over hostile files, and which of its failures are its own.

flake8 ends at the first file that it, or any plugin, fails on, and loses what it has found elsewhere. So when a run over all files
fails, each file gets a run by itself, without our plugin and then with it: what fails without it is flake8's own fault, and is told
as such; anything else is ours and stays as flake8 says it."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import NamedTuple

from flake8.main.cli import main
from flake8.plugins import finder
from torture_host import Answer, Row, planted

#: Each finding is one line of Python's own spelling: nothing in a file's name can be taken for another line.
FORMAT = "[%(path)r, %(row)d, %(code)r, %(text)r]"
#: E9 are the files that flake8 cannot read or parse. Its own `noqa` is off as it also reads it in strings; ours is obeyed.
FLAGS = ("--isolated", "--select=BKD,E9", "--disable-noqa", f"--format={FORMAT}")
OURS = finder.Plugin("backend-lint", "0", EntryPoint("BKD", "backend_lint.flake8:Plugin", "flake8.extension"))
PROGRAM = "import torture_flake8; torture_flake8.{run}({arguments})"
#: What fails with our plugin and not without it.
OUR_FAULT = 4


class Run(NamedTuple):
    """What a run of flake8 said: rows, or what it failed with."""

    status: int
    rows: list[Row]
    fault: str


def judged(root: Path, files: Sequence[str], flags: Sequence[str], limit: int) -> Answer:
    """What flake8 says of files, which are named from a directory. A run that takes more than `limit` seconds hangs."""
    if not files:
        return Answer(0, [])
    whole = together(root, files, flags, limit)
    if not whole.fault:
        return Answer(whole.status, whole.rows)
    own = [file for file, run in apart(root, files, flags, limit, ours=False) if run.fault]
    runs = dict(apart(root, [file for file in files if file not in own], flags, limit, ours=True))
    faults = {file: run.fault for file, run in runs.items() if run.fault}
    if not own and not faults:
        faults["all files together"] = whole.fault
    for file, fault in faults.items():
        sys.stderr.write(f"with our plugin only, {file!r}: {fault}\n")
    return Answer(OUR_FAULT if faults else 1, [row for run in runs.values() for row in run.rows], own=own)


def together(root: Path, files: Sequence[str], flags: Sequence[str], limit: int) -> Run:
    """One run over all files, as users start it."""
    command = planted(PROGRAM.format(run="run", arguments=True), *FLAGS, *flags, *(f"./{file}" for file in files))
    try:
        ended = subprocess.run(
            command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return Run(-signal.SIGALRM, [], f"no end within {limit} s")
    return understood(ended.returncode, ended.stdout, ended.stderr)


def apart(
    root: Path, files: Sequence[str], flags: Sequence[str], limit: int, *, ours: bool
) -> Iterator[tuple[str, Run]]:
    """A run for each file. They share a start, which takes ten times as long as a small file."""
    command = planted(PROGRAM.format(run="run_each", arguments=f"{ours}, {limit}"), *FLAGS, *flags)
    asked = json.dumps([f"./{file}" for file in files])
    ended = subprocess.run(command, cwd=root, input=asked.encode(), stdout=subprocess.PIPE, check=True)
    for line in ended.stdout.splitlines():
        file, status, *said = json.loads(line)
        output, errors = (text.encode("utf-8", "surrogateescape") for text in said)
        yield file.removeprefix("./"), understood(status, output, errors)


def understood(status: int, output: bytes, errors: bytes) -> Run:
    """What a run said that ended so."""
    lines = output.decode("utf-8", "surrogateescape").splitlines()
    if status not in (0, 1) or errors or not all(line.startswith("[") for line in lines):
        told = [line for line in lines if not line.startswith("[")]
        return Run(status, [], "\n".join([f"status {status}", *told, errors.decode("utf-8", "replace")]))
    rows = (ast.literal_eval(line) for line in lines)
    return Run(status, [Row(path.removeprefix("./"), *rest) for path, *rest in rows], "")


def run(ours: bool) -> None:
    """What flake8's own command does, with or without our plugin, wherever it is installed."""
    installed = finder._find_importlib_plugins

    def found() -> list[finder.Plugin]:
        return [each for each in installed() if each.package != OURS.package] + [OURS] * ours

    finder._find_importlib_plugins = found  # type: ignore[assignment]
    sys.exit(main())


def run_each(ours: bool, limit: int) -> None:
    """A run as above for each of the files that standard input names, in a process of its own; one JSON line for each: the file,
    its status, what it wrote to standard output and to standard error."""
    files = json.load(sys.stdin)
    report = os.fdopen(os.dup(1), "w")
    flags = sys.argv[1:]
    sys.argv[1:] = [*flags, os.devnull]
    with contextlib.suppress(SystemExit):
        run(ours)  # imports all that a run needs, and finds nothing
    for file in files:
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            pid = os.fork()
            if not pid:
                os.dup2(output.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                signal.alarm(limit)  # ends a process that holds the interpreter's lock as well
                sys.exit(main([*flags, file]))
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            said = []
            for stream in (output, errors):
                stream.seek(0)
                said.append(stream.read().decode("utf-8", "surrogateescape"))
            report.write(json.dumps([file, status, *said]) + "\n")
            report.flush()  # or the next process had it, too
    report.close()
