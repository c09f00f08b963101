"""The command that sets a project up: settings, baseline, hook and pipeline, each only where there is none."""

from __future__ import annotations

import difflib
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backend_lint.cli.job import with_bar
from backend_lint.cli.output import fault, write, write_file

if TYPE_CHECKING:
    from backend_lint.scaffold import Change, Project, Step

# Named here as well as in `settings` and `scaffold`, so that `--help` imports neither.
PROFILES = ("default", "doc-000", "doc-001", "doc-002", "doc-003", "doc-004", "custom")
SERVERS = ("github", "gitlab")

#: How many directories of a project are told apart when its files are counted.
_FOLDERS = 5


@click.command()
@click.argument("path", default=".", type=click.Path())
@click.option("--profile", type=click.Choice(PROFILES), help="The written guideline that the settings follow.")
@click.option("--no-baseline", is_flag=True, help="Write no baseline: report what is there already, too.")
@click.option("--no-pre-commit", is_flag=True, help="Add no hook for pre-commit.")
@click.option("--ci", "server", type=click.Choice(SERVERS), help="Add a job that checks every change.")
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
def init(
    path: str,
    profile: str | None,
    no_baseline: bool,
    no_pre_commit: bool,
    server: str | None,
    yes: bool,
    dry_run: bool,
) -> None:
    """Set up the project in PATH (default: here): settings, baseline, pre-commit hook.

    What exists is kept, so a second run changes nothing. On a terminal, every file is asked for. Nothing of the
    project is run."""
    from backend_lint.discovery import PathError
    from backend_lint.scaffold import ScaffoldError, find_project, plan_hook, plan_pipeline, plan_settings
    from backend_lint.settings import SettingsError

    if not Path(path).is_dir():
        raise fault(f"{path}: No such directory")
    writer = _Writer(ask=not (yes or dry_run) and sys.stdin.isatty() and sys.stdout.isatty(), dry_run=dry_run)
    try:
        # All plans first: one that cannot be made keeps the others from being carried out.
        project = find_project(Path(path))
        settings = plan_settings(project, profile)
        others = [] if no_pre_commit else [plan_hook(project)]
        if server is not None:
            others += plan_pipeline(server, project)
        _must_stay_inside(project, [settings, *others])
        write(_found(project))
        writer.take(settings)
        if not no_baseline:
            _take_baseline(writer, project, settings)
        for step in others:
            writer.take(step)
    except (PathError, ScaffoldError, SettingsError) as error:
        raise fault(str(error)) from error
    write(writer.end())


def _must_stay_inside(project: Project, steps: Sequence[Step]) -> None:
    """Raises Fault when a file would be written through a link that leads out of the project."""
    from backend_lint.scaffold import Change

    top = project.repository or project.root
    for step in steps:
        if isinstance(step, Change) and not step.path.resolve().is_relative_to(top):
            raise fault(f"{_shown(step.path)}: a link leads out of the project, and nothing is written there")


def _found(project: Project) -> str:
    """What was found out about a project. Raises PathError and SettingsError."""
    from backend_lint.reports.style import printable, printable_path

    found = project.found
    if found.libraries:
        # A dict: each file once, in the order in which it is first named.
        files = dict.fromkeys(evidence.file for evidence in found.libraries)
        said = f"{', '.join(evidence.library for evidence in found.libraries)} (from {', '.join(files)})"
    elif found.files:
        said = f"no framework that is known here in {', '.join(found.files)}"
    else:
        said = "no file says what it depends on"
    lines = [
        f"Project {_shown(project.root)}: {printable(said)}.",
        f"Files to check: {printable(_sources(project.root))}.",
    ]
    lines += [f"Not read: {printable_path(name)}: {printable(cause)}." for name, cause in found.unread]
    return "".join(line + "\n" for line in lines)


def _sources(root: Path) -> str:
    """Where the files are that a check would read, by first directory."""
    from backend_lint.session import Session

    names = [Path(source.real).relative_to(root) for source in Session().discover([str(root)]).sources]
    folders = Counter(name.parts[0] if len(name.parts) > 1 else "" for name in names).most_common()
    listed = [f"{count} in {folder}/" if folder else f"{count} at the top" for folder, count in folders[:_FOLDERS]]
    others = sum(count for _, count in folders[_FOLDERS:])
    return ", ".join([*listed, *([f"{others} elsewhere"] if others else [])]) or "none"


class _Writer:
    """Carries out steps, or says what they would do; counts the files that it wrote or would write."""

    def __init__(self, *, ask: bool, dry_run: bool) -> None:
        self.dry_run = dry_run
        self._ask = ask
        self._count = 0
        self._refused = 0

    def take(self, step: Step) -> None:
        """Raises Fault for a file that cannot be written."""
        from backend_lint.scaffold import Kept

        if isinstance(step, Kept):
            self.leave(step.path, step.why)
        elif self.offer(step.path, step.what, lambda: _put(step)) and self.dry_run:
            write(_difference(step))

    def leave(self, path: Path, why: str) -> None:
        from backend_lint.reports.style import printable

        write(f"Left alone {_shown(path)}: {printable(why)}.\n")

    def offer(self, path: Path, what: str, act: Callable[[], None]) -> bool:
        """Write a file by `act` unless the user refuses; whether it is written, or would be."""
        name = _shown(path)
        if self._ask and not click.confirm(f"Write {name}: {what}?", default=True):
            self._refused += 1
            return False
        self._count += 1
        if self.dry_run:
            write(f"Would write {name}: {what}.\n")
        else:
            act()
            write(f"Wrote {name}: {what}.\n")
        return True

    def end(self) -> str:
        """What it came to, and what a user does next."""
        if not self._count:
            return "Nothing was written.\n" if self._refused else "Nothing to do.\n"
        return "Nothing was written: --dry-run.\n" if self.dry_run else "Check the project: backend-lint check\n"


def _take_baseline(writer: _Writer, project: Project, settings: Step) -> None:
    """Accept what a run with the settings in force finds. Raises PathError and SettingsError."""
    from backend_lint.baseline import NAME, exists
    from backend_lint.reports.summary import plural
    from backend_lint.scaffold import Kept
    from backend_lint.session import Options, Session, accept

    # In a dry run the settings are not there yet, and only a baseline of their own would be used with them.
    pending = writer.dry_run and not isinstance(settings, Kept)
    root = str(project.root)
    session = Session(Options(no_baseline=True))
    present = session.baseline_path(root)
    path = str(project.root / NAME) if pending else present
    if exists(path):
        writer.leave(Path(path), "is there already")
        return
    review = with_bar(lambda bar: session.review([root], bar), wanted=True)
    if review.outcome.not_analysed:
        paths = plural(review.outcome.not_analysed, "path")
        write(
            f"Not analysed: {paths}. `backend-lint check` says why; correct or exclude them, or it ends in status 3.\n"
        )
    for change in accept.create(session, review, [root]):
        held = sum(entry.count for entry in change.after)
        if not held or exists(change.path):
            continue
        what = f"{plural(held, 'finding')} of today; only new ones are reported from now on"
        if pending:
            what += " (counted without the settings above)"
        writer.offer(Path(path if change.path == present else change.path), what, change.save)


def _put(change: Change) -> None:
    """Write a file, unless somebody has written it meanwhile: a person takes time to answer. Raises Fault and ScaffoldError."""
    from backend_lint.scaffold.changes import text_of

    if text_of(change.path) != change.before:
        raise fault(f"{_shown(change.path)}: it has changed meanwhile, and is left as it is; run again")
    try:
        change.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault(f"{error.filename or change.path}: cannot be written: {error.strerror}") from error
    write_file(change.text, str(change.path))


def _difference(change: Change) -> str:
    """What would change in a file, as the hunks of a diff."""
    from backend_lint.reports.style import printable
    from backend_lint.scaffold.changes import text_of

    before = (text_of(change.path) or "").splitlines()
    lines = list(difflib.unified_diff(before, change.text.splitlines(), lineterm="", n=2))[2 if before else 3 :]
    return "".join(f"  {printable(line)}\n" for line in lines)


def _shown(path: Path) -> str:
    from backend_lint.discovery import shown
    from backend_lint.reports.style import printable_path

    return printable_path(shown(os.fspath(path)))
