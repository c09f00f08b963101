"""The command line: `backend-lint PATH…`, and what explains rules and settings."""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from backend_lint import __version__

#: The status of a process that Ctrl-C has ended, as a shell gives it.
INTERRUPTED = 130
_OWN_FLAGS = ("--help", "-h", "--version", "-V")

#: Where each command is: a module of this package, and its name there.
_COMMANDS = {
    "baseline": ("baseline", "baseline"),
    "check": ("check", "check"),
    "clean": ("clean", "clean"),
    "config": ("config", "config"),
    "explain": ("explain", "rule"),
    "fix": ("fix", "fix"),
    "init": ("init", "init"),
    "merge": ("merge", "merge"),
    "rule": ("explain", "rule"),
    "rules": ("explain", "rules"),
    "semgrep": ("semgrep", "semgrep"),
    "server": ("serve", "server"),
}


class _CheckByDefault(click.Group):
    """`backend-lint src` is `backend-lint check src`; a path named as a command is written `./rules`. The module of a
    command is imported when the command, or help, is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in _COMMANDS and args[0] not in _OWN_FLAGS):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def invoke(self, ctx: click.Context) -> object:
        """Carry out a command. Ctrl-C ends it with the status of a shell, also while its module is imported: click's own
        status for that, 1, means findings here."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            from backend_lint.reports.style import printable

            # A file's name that is given as it is may begin with `--`.
            raise click.UsageError(printable(error.format_message()), error.ctx) from None
        except (KeyboardInterrupt, click.Abort):
            from backend_lint.cli.output import write

            write("Interrupted.\n", to_error=True)
            ctx.exit(INTERRUPTED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return command


@click.group(cls=_CheckByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s", prog_name="backend-lint")
def cli() -> None:
    """Check backend code against written rules.

    Without a command, paths are checked: `backend-lint src` is `backend-lint check src`.

    \b
    Exit status: 0 clean and complete, 1 findings, 2 wrong usage or configuration
    (or a fault of backend-lint), 3 incomplete (something could not be analysed).
    """


def main() -> None:
    """The entry point of the `backend-lint` command."""
    try:
        run()
    except SystemExit as end:
        _leave(end.code)
        raise


def _leave(status: object) -> None:
    """End the process without freeing all that it made one by one, which takes 20 ms once LibCST is imported. Nothing of ours
    waits to be done at exit; where a stream cannot be flushed, Python is left to say so."""
    if status is not None and not isinstance(status, int):
        return
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (AttributeError, OSError, ValueError):  # closed by whoever started us, full, or without a reader
        return
    os._exit(status or 0)


def _plug() -> None:
    """Give streams that whoever started us has closed to nobody: or files that are opened would take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def run() -> None:
    """Run the command. Raises SystemExit. A fault of this tool ends in status 2, which no reader takes for findings, and in
    one line; `-v` adds the traceback."""
    _plug()
    gc.disable()  # 12 ms of a cold start: hardly anything that imports make is garbage
    try:
        cli(prog_name="backend-lint")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a Rust extension is no Exception
        from backend_lint.cli.output import write
        from backend_lint.reports.style import printable
        from backend_lint.semantics.redact import literals, redacted_words

        if {"-v", "--verbose"} & set(sys.argv):
            import traceback

            # Without what was raised, which may quote a file: the line below says it, masked.
            write("".join(traceback.format_tb(error.__traceback__)), to_error=True)
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        advice = "please report this fault of backend-lint, with what `-v` adds"
        write(f"Internal error: {printable(redacted_words(what, literals(str(error))))}; {advice}\n", to_error=True)
        sys.exit(2)
