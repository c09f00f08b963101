"""Knows which reports are asked for, where each of them goes, and that one which fails costs no other."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from backend_lint.cli.output import Fault, append_file, wants_color, write, write_file

if TYPE_CHECKING:
    from backend_lint.reports import Outcome

# Named here as well as in `reports`, so that `--help` does not import it.
LINES = ("full", "concise", "grouped", "github", "azure")
DOCUMENTS = ("json", "ndjson", "sarif", "gitlab", "junit", "checkstyle", "rdjson")
FORMATS = (*LINES, *DOCUMENTS)

#: Where GitHub names the file that holds a step's summary.
_SUMMARY_FILE = "GITHUB_STEP_SUMMARY"


class Target(NamedTuple):
    """One report: its format, and its file or None for standard output."""

    format: str
    file: str | None


class CommaSeparated(click.types.StringParamType):
    """Text, of which a variable of the environment may hold several."""

    envvar_list_splitter = ","


def parsed(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[Target, ...]:
    """What `FORMAT` or `FORMAT:FILE` asks for; the file `-` is standard output. Raises BadParameter."""
    return tuple(_target(value.strip()) for value in given)


def _target(value: str) -> Target:
    name, colon, file = value.partition(":")
    if name not in FORMATS:
        from backend_lint.spelling import did_you_mean

        meant = did_you_mean(name, FORMATS)
        raise click.BadParameter(f"no format is called {name!r}{meant} (formats: {', '.join(FORMATS)})")
    if colon and not file:
        raise click.BadParameter(f"{value!r} names no file: write {name}:FILE, or {name} for standard output")
    return Target(name, file if file not in ("", "-") else None)


def planned(targets: Iterable[Target], output: str | None) -> dict[str | None, list[str]]:
    """The formats of each file, None for standard output. Raises UsageError when they cannot share it."""
    plan: dict[str | None, list[str]] = {}
    for target in dict.fromkeys(targets):
        plan.setdefault(target.file, []).append(target.format)
    if output is not None:
        if len(plan.get(None, ())) != 1:
            raise click.UsageError("-o FILE is for the one format without a file of its own: write -f FORMAT:FILE")
        plan.setdefault(output, []).extend(plan.pop(None))
    for file, formats in plan.items():
        document = next((name for name in formats if name in DOCUMENTS), None)
        if file is not None and len(formats) > 1:
            raise click.UsageError(f"{file!r} is named for {' and '.join(formats)}: give each its own file")
        if document is not None and len(formats) > 1:
            raise click.UsageError(
                f"{' and '.join(formats)} cannot share standard output, because {document} is a whole document: "
                f"give it a file, as in -f {document}:FILE"
            )
    return plan


def report(
    outcome: Outcome, plan: dict[str | None, list[str]], flags: dict[str, Any], status: int, *, to_error: bool = False
) -> None:
    """Write every report of the plan; with `to_error`, what is for standard output goes to standard error.

    Raises Fault, once all were tried, when a file cannot be written."""
    from backend_lint.reports import Request, Style, render

    asked_for = {name for formats in plan.values() for name in formats}
    pages = _pages() if "sarif" in asked_for else {}
    detail = -1 if flags["quiet"] else int(flags["verbose"])
    printed, filed = (
        Request(
            style=Style(wants_color(flags["color"], to_file=to_file)),
            statistics=flags["statistics"],
            detail=detail,
            unsafe_fixes=flags["unsafe_fixes"],
            root=_repository(),
            status=status,
            pages=pages,
        )
        for to_file in (to_error, True)
    )
    writes = [
        (write_file, render(outcome, *formats, request=filed), file)
        for file, formats in plan.items()
        if file is not None
    ]
    if "github" in asked_for and (file := os.environ.get(_SUMMARY_FILE)):
        from backend_lint.reports import markdown

        writes.append((append_file, markdown.render(outcome, filed), file))
    failed: list[str] = []
    for writer, text, file in writes:
        try:
            writer(text, file)
        except Fault as error:
            failed.append(error.message)
    if None in plan:
        write(render(outcome, *plan[None], request=printed), to_error=to_error)
    elif not flags["quiet"]:
        from backend_lint.reports import summary

        write(summary.render(outcome, Request(unsafe_fixes=flags["unsafe_fixes"])), to_error=True)
    if failed:
        raise Fault("; ".join(failed))


def _pages() -> dict[str, str]:
    from backend_lint import catalog, pages

    return {each.info.code: pages.markdown(each) for each in catalog.documented()}


def _repository() -> str:
    """The directory of the repository around the current directory, from which CI servers name files; outside of
    one the current directory."""
    here = Path.cwd()
    return str(next((place for place in (here, *here.parents) if (place / ".git").exists()), here))
