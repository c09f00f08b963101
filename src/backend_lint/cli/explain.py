"""The commands that explain: one rule, all rules."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from backend_lint.cli.output import fault, wants_color, write

if TYPE_CHECKING:
    from backend_lint.pages import Documented

#: Columns beyond which a line of prose is hard to read.
_WIDEST_PAGE = 110


@click.command()
@click.argument("name", required=False, metavar="CODE|NAME")
@click.option("--all", "every", is_flag=True, help="Every rule.")
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
)
def rule(name: str | None, every: bool, output_format: str) -> None:
    """Explain a rule: what it finds and why, when it is silent, with examples."""
    from backend_lint import catalog, pages

    if every == (name is not None):
        raise click.UsageError("give a rule's code or name, or --all")
    chosen: list[Documented] = list(catalog.rules())
    if name is not None:
        found = catalog.entry(name)
        if found is None:
            raise _unknown(
                "rule", name, (word for each in catalog.documented() for word in (each.info.code, each.info.name))
            )
        chosen = [found]
    if output_format == "json":
        values = [pages.value(each) for each in chosen]
        write(json.dumps(values if every else values[0], indent=2) + "\n")
    elif output_format == "markdown":
        write("\n".join(pages.markdown(each) for each in chosen))
    elif wants_color("auto", to_file=False):
        write(_painted("\n".join(pages.markdown(each) for each in chosen)))
    else:
        write("\n".join(pages.text(each) for each in chosen))


@click.command()
@click.option("--family", metavar="NAME", help="Only the rules of this family.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
def rules(family: str | None, as_json: bool) -> None:
    """List all rules, by code."""
    from backend_lint import catalog, pages

    chosen = [each for each in catalog.rules() if family in (None, each.family)]
    if not chosen:
        raise _unknown("family", family or "", {each.family for each in catalog.rules()})
    if as_json:
        write(json.dumps([pages.value(each) for each in chosen], indent=2) + "\n")
        return
    rows = [(each.code, each.severity, each.family, each.name) for each in chosen]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, each in zip(rows, chosen, strict=True):
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        write(_cut(f"{cells}  {each.info.summary}") + "\n")


def _unknown(kind: str, name: str, known: Iterable[str]) -> click.ClickException:
    from backend_lint.spelling import did_you_mean

    return fault(f"no {kind} is called {name}{did_you_mean(name, known)}")


def _cut(line: str) -> str:
    """The line as far as a terminal shows it; whole for anything else."""
    columns = shutil.get_terminal_size().columns
    return line if not sys.stdout.isatty() or len(line) <= columns else line[: columns - 1].rstrip() + "…"


def _painted(page: str) -> str:
    from rich.console import Console
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size().columns, _WIDEST_PAGE)
    console = Console(file=io.StringIO(), force_terminal=True, width=width)
    with console.capture() as capture:
        console.print(Markdown(page))
    return capture.get()
