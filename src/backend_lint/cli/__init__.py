"""The command line: `backend-lint PATH…`, and what explains rules and settings."""

from __future__ import annotations

import sys

import click

from backend_lint import __version__
from backend_lint.cli.baseline import baseline
from backend_lint.cli.check import check
from backend_lint.cli.config import config
from backend_lint.cli.explain import rule, rules
from backend_lint.cli.fix import fix
from backend_lint.cli.init import init
from backend_lint.cli.output import write
from backend_lint.cli.semgrep import semgrep
from backend_lint.cli.serve import server

_OWN_FLAGS = ("--help", "-h", "--version", "-V")


class _CheckByDefault(click.Group):
    """`backend-lint src` is `backend-lint check src`; a path named as a command is written `./rules`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in _OWN_FLAGS):
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_CheckByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s", prog_name="backend-lint")
def cli() -> None:
    """Check backend code against written rules.

    Without a command, paths are checked: `backend-lint src` is `backend-lint check src`.

    \b
    Exit status: 0 clean and complete, 1 findings, 2 wrong usage or configuration
    (or a fault of backend-lint), 3 incomplete (something could not be analysed).
    """


for _command in (check, fix, baseline, rule, rules, config, init, server, semgrep):
    cli.add_command(_command)
cli.add_command(rule, "explain")


def main() -> None:
    """The entry point of the `backend-lint` command. A fault of this tool ends in status 2, which no reader
    takes for findings, and in one line; `-v` adds the traceback."""
    try:
        cli(prog_name="backend-lint")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a Rust extension is no Exception
        if {"-v", "--verbose"} & set(sys.argv):
            import traceback

            traceback.print_exc()
        from backend_lint.reports.style import printable

        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        advice = "please report this fault of backend-lint, with what `-v` adds"
        write(f"Internal error: {printable(what)}; {advice}\n", to_error=True)
        sys.exit(2)
