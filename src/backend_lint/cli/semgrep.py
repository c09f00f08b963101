"""The commands around semgrep, the program that checks other languages: install it, say where it is, say whether it works."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from backend_lint.cli.output import fault, write

if TYPE_CHECKING:
    from backend_lint.engines.semgrep.locate import Located


@click.group()
def semgrep() -> None:
    """Install and examine semgrep, which checks languages other than Python."""


@semgrep.command()
@click.argument("version", required=False)
def install(version: str | None) -> None:
    """Install semgrep in an environment of its own, which backend-lint then finds."""
    from backend_lint.engines.semgrep.install import InstallError
    from backend_lint.engines.semgrep.install import install as install_version
    from backend_lint.engines.semgrep.locate import VARIABLE, VERSION

    try:
        program = install_version(version or VERSION, lambda command: write(f"{command}\n", to_error=True))
    except InstallError as error:
        raise fault(str(error)) from error
    write(f"{program}\n")
    if version not in (None, VERSION):
        write(f"Runs use {VERSION}; for this one set {VARIABLE} to the path above.\n", to_error=True)


@semgrep.command()
def path() -> None:
    """Print which semgrep a run would use."""
    write(f"{_located().path}\n")


@semgrep.command()
def doctor() -> None:
    """Say which semgrep a run would use, whether it answers, and what the packs can check."""
    from backend_lint.packs import packs
    from backend_lint.reports.style import printable
    from backend_lint.semantics.languages import GENERIC, TITLES

    found = _located()
    trouble = _trouble(found)
    counts = Counter(pack.language for pack in packs())
    write(f"Program: {printable(found.path)} ({found.place})\nState:   {printable(trouble or 'works')}\n")
    titles = ", ".join(
        f"{title} {counts[language]}"
        for language, title in {**TITLES, GENERIC: "all but Python"}.items()
        if counts[language]
    )
    write(f"Packs:   {titles}\n")
    if trouble:
        raise SystemExit(3)


def _trouble(found: Located) -> str:
    """What goes wrong when it checks a file of every language with all packs; empty when nothing does."""
    import threading

    from backend_lint import catalog
    from backend_lint.engines.semgrep import Limits, Semgrep
    from backend_lint.hooks import BoundRule
    from backend_lint.semantics.file import SourceFile
    from backend_lint.semantics.languages import SUFFIXES

    bound = [BoundRule(rule, rule.options, strict=True) for rule in catalog.rules()]
    run = Semgrep(bound, Limits(found.path, required=True)).run()
    try:
        for suffix in SUFFIXES:
            run.add(SourceFile(f"empty{suffix}", b"\n", "\n", "utf-8"))
        run.start()
        return "; ".join(dict.fromkeys(each.message for each in run.finish(threading.Event()).findings))
    finally:
        run.close()


def _located() -> Located:
    from backend_lint.engines.semgrep.locate import NotThereError, locate

    try:
        found = locate()
    except NotThereError as error:
        raise fault(str(error)) from error
    if found is None:
        raise fault("semgrep was not found; `backend-lint semgrep install` installs it")
    return found
