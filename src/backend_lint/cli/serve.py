"""The command that editors start: the language server."""

from __future__ import annotations

import gc

import click

from backend_lint.cli.output import fault


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, help="What editors pass; there is no other way to talk.")
@click.option(
    "--deadline", type=click.FloatRange(min=0.1), metavar="SECONDS", default=10.0, show_default=True,
    help="How long one file may take before its analysis is given up.",
)  # fmt: skip
def server(stdio: bool, deadline: float) -> None:
    """Start the language server, which talks to an editor through standard input and output."""
    try:
        from backend_lint.lsp.stdio import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise fault('the language server needs pygls: pip install "backend-lint[lsp]"') from error
    gc.enable()  # this process lives long
    raise SystemExit(serve(deadline))
