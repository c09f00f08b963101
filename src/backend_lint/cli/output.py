"""Knows how a report leaves the process: whole, in the terminal's encoding, quietly when nobody reads on."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

COLORS = ("auto", "always", "never")


def wants_color(choice: str, *, to_file: bool) -> bool:
    """Whether to colour, by `--color`, then NO_COLOR, then FORCE_COLOR, then whether a person looks."""
    if choice != "auto":
        return choice == "always"
    if to_file or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write(text: str, *, to_error: bool = False) -> None:
    """Print text as it is. A reader that has gone, as after `| head`, is no error."""
    stream = sys.stderr if to_error else sys.stdout
    # Bytes: a character that the terminal's encoding lacks is spelled out instead of ending the run.
    write_bytes(text.encode(stream.encoding or "utf-8", "backslashreplace"), to_error=to_error)


def write_bytes(data: bytes, *, to_error: bool = False) -> None:
    """Print bytes; see `write`."""
    stream = sys.stderr if to_error else sys.stdout
    try:
        click.echo(data, nl=False, err=to_error)
    except BrokenPipeError:
        # What is still buffered goes nowhere, instead of failing once more when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_file(text: str, name: str) -> None:
    """Write a report as UTF-8. A reader of the file sees the old report or the whole new one.

    Raises Fault."""
    from backend_lint import atomic

    try:
        target = destination(name)
        if target.exists() and not target.is_file():  # /dev/stdout, a named pipe
            target.write_text(text, encoding="utf-8")
            return
        atomic.replace(target, text.encode())
    except OSError as error:
        raise _unwritten(name, error) from error


def destination(name: str) -> Path:
    """The file that a name means, without links. Raises OSError, and Fault where a link in the current directory leads out
    of it: a scanned tree may have brought it along."""
    here = Path.cwd()
    target = (here / name).resolve()
    inside = Path(os.path.normpath(here / name)).is_relative_to(here)
    if inside and not target.is_relative_to(here.resolve()):
        raise fault(f"{name}: a link leads out of the current directory, and nothing is written there")
    return target


def append_file(text: str, name: str) -> None:
    """Add text to a file as UTF-8, behind what others have written: all of it, or nothing. Raises Fault."""
    left = memoryview(text.encode())
    try:
        with open(name, "ab", buffering=0) as stream:  # noqa: PTH123 - as in `atomic`
            before = stream.tell()
            try:
                while left:
                    left = left[stream.write(left) :]
            except BaseException:
                with suppress(OSError):  # a pipe
                    stream.truncate(before)
                raise
    except OSError as error:
        raise _unwritten(name, error) from error


def _unwritten(name: str, error: OSError) -> Fault:
    missing = isinstance(error, FileNotFoundError) and not Path(name).parent.exists()
    cause = "its directory does not exist: make it first" if missing else error.strerror
    return fault(f"{name}: cannot be written: {cause}")


class Fault(click.ClickException):
    """Wrong usage or configuration, said in one line."""

    exit_code = 2


def fault(message: str) -> Fault:
    """The error to raise; what it quotes of a path or a file is made printable."""
    from backend_lint.reports.style import printable

    return Fault(printable(message))
