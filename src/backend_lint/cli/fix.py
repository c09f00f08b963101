"""The command that asks a person about every fix."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from backend_lint.cli import INTERRUPTED
from backend_lint.cli.check import split_words
from backend_lint.cli.job import Job, options_of
from backend_lint.cli.output import COLORS, fault, wants_color, write

if TYPE_CHECKING:
    from backend_lint.model import Finding
    from backend_lint.reports import Outcome, Style

_ANSWERS = {
    "y": "make this change",
    "n": "leave it",
    "a": "make all changes of this rule",
    "d": "leave the rest of this file",
    "q": "stop asking, and make what was chosen",
}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--select", multiple=True, callback=split_words, metavar="LIST", help="Look at these rules only.")
@click.option("--ignore", multiple=True, callback=split_words, metavar="LIST", help="Leave these rules out.")
@click.option("--config", type=click.Path(), metavar="FILE", help="Use this configuration for every file.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--color", type=click.Choice(COLORS), default="auto", show_default=True, help="When to use colour.")
@click.pass_context
def fix(ctx: click.Context, /, paths: tuple[str, ...], **flags: Any) -> None:
    """Go through what can be fixed in PATHS (default: here), change by change, and make those that you choose.

    Unsafe fixes and suggestions are shown as well: you see each before it is made. Files are written at the end."""
    from backend_lint.cli.fixing import make, tell_unread
    from backend_lint.discovery import PathError
    from backend_lint.reports import Style
    from backend_lint.session import Session
    from backend_lint.settings import SettingsError

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise fault("`fix` asks about every change and needs a terminal; use --fix, and --diff to see what it would do")
    flags |= {"no_progress": False, "quiet": False, "show_fixes": True}
    try:
        job = Job(Session(options_of(flags)), paths or (".",), flags)
        outcome = job.run()
        tell_unread(outcome, quiet=False)
        chosen = _asked(outcome, Style(wants_color(flags["color"], to_file=False)))
    except (PathError, SettingsError) as error:
        raise fault(str(error)) from error
    except (KeyboardInterrupt, click.Abort):
        write("\nNothing was changed.\n", to_error=True)
        ctx.exit(INTERRUPTED)
    made = make(job, outcome, "suggest", lambda found: (found.code, found.fingerprint) in chosen)
    ctx.exit(made.status(outcome, 0, exit_non_zero=False))


def _asked(outcome: Outcome, style: Style) -> set[tuple[str, str]]:
    """The code and fingerprint of every finding whose fix is to be made."""
    fixable = [each for each in outcome.findings if each.fix is not None and each.path in outcome.sources]
    chosen: set[tuple[str, str]] = set()
    rules: set[str] = set()
    left: set[str] = set()
    if not fixable:
        write("Nothing to fix.\n")
    for number, finding in enumerate(fixable, 1):
        if finding.path in left:
            continue
        answer = "y" if finding.code in rules else _answer(outcome, finding, f"{number}/{len(fixable)}", style)
        if answer in ("y", "a"):
            chosen.add((finding.code, finding.fingerprint))
        if answer == "a":
            rules.add(finding.code)
        elif answer == "d":
            left.add(finding.path)
        elif answer == "q":
            break
    return chosen


def _answer(outcome: Outcome, finding: Finding, position: str, style: Style) -> str:
    """Show one change, and ask; a key of `_ANSWERS`."""
    from backend_lint.fixer import changed
    from backend_lint.reports.diffs import unified
    from backend_lint.reports.style import printable, printable_path

    source, change = outcome.sources[finding.path], finding.fix
    assert change is not None
    where = f"{printable_path(finding.path)}:{finding.place.line}"
    write(f"\n{position} {style.paint(where, 'bold')} {finding.code} {printable(finding.message)}\n")
    write(f"{printable(change.title)} ({change.applicability})\n")
    write(unified(source, changed(source, [finding]).data, outcome.secrets.get(finding.path, ()), style))
    while True:
        answer = click.prompt(
            f"Change it? [{','.join(_ANSWERS)},?]", default="n", show_default=False, prompt_suffix=" "
        )
        if answer.strip().lower()[:1] in _ANSWERS:
            return str(answer).strip().lower()[:1]
        write("".join(f"  {key}  {meaning}\n" for key, meaning in _ANSWERS.items()))
