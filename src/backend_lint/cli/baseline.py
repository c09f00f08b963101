"""The commands that write, show and compare the baseline: what is accepted for now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backend_lint.cli.check import check
from backend_lint.cli.job import options_of, with_bar
from backend_lint.cli.output import fault, write

if TYPE_CHECKING:
    from backend_lint.baseline import Entry
    from backend_lint.session import Review, Session
    from backend_lint.session.accept import Change

#: The flags of `check` that decide what is found; the rest is about reports and exit statuses.
_SELECTION = {"select", "extend_select", "ignore", "strict", "min_severity", "min_confidence", "allow_incomplete"}
_PLACES = {"paths", "baseline", "config", "isolated"}
_FILES = {"exclude", "include_examples", "force_exclude", "no_progress", "engine", "semgrep_path"}


def _shared(names: set[str]) -> Callable[[click.Command], click.Command]:
    """Give a command these parameters of `check`."""

    def give(command: click.Command) -> click.Command:
        command.params = [*(each for each in check.params if each.name in names), *command.params]
        return command

    return give


_reason = click.option("--reason", default="", metavar="TEXT", help="Why these findings are accepted.")


@click.group()
def baseline() -> None:
    """Accept the findings of today, so that only new ones fail a run."""


@_shared(_SELECTION | _PLACES | _FILES)
@baseline.command()
@_reason
@click.option("--force", is_flag=True, help="Write a baseline that exists anew.")
@click.pass_context
def create(ctx: click.Context, /, paths: tuple[str, ...], reason: str, force: bool, **flags: Any) -> None:
    """Accept every finding in PATHS (default: here) by writing them to the baseline."""
    from backend_lint.baseline import exists
    from backend_lint.session import accept

    paths = paths or (".",)
    with _faults():
        session = _session({**flags, "no_baseline": True})
        changes = accept.create(session, _complete(ctx, session, paths, flags), paths, reason)
        for change in changes:
            if exists(change.path) and not force:
                advice = "`backend-lint baseline update` changes it, --force writes it anew"
                raise fault(f"{_shown(change.path)}: the baseline exists; {advice}")
        for change in changes:
            change.save()
            held = sum(entry.count for entry in change.after)
            files = len({entry.path for entry in change.after})
            write(f"Wrote {_findings(held)} in {files} {'file' if files == 1 else 'files'} to {_shown(change.path)}.\n")


@_shared(_SELECTION | _PLACES | _FILES)
@baseline.command()
@_reason
@click.pass_context
def update(ctx: click.Context, /, paths: tuple[str, ...], reason: str, **flags: Any) -> None:
    """Accept what is new in PATHS, and drop what is gone. Reasons stay."""
    from backend_lint.session import accept

    with _faults():
        session = _session(flags)
        review = _complete(ctx, session, paths or (".",), flags)
        _save(accept.update(session, _with_baseline(session, review, paths), reason))


@_shared(_SELECTION | _PLACES | _FILES)
@baseline.command()
def prune(paths: tuple[str, ...], **flags: Any) -> None:
    """Drop what is gone from PATHS, and accept nothing new."""
    from backend_lint.session import accept

    with _faults():
        session = _session(flags)
        _save(accept.prune(_with_baseline(session, _review(session, paths or (".",), flags), paths)))


@_shared(_SELECTION | _PLACES | _FILES)
@baseline.command()
@click.pass_context
def diff(ctx: click.Context, /, paths: tuple[str, ...], **flags: Any) -> None:
    """Show what `update` would change: + accept, - drop, > move with its file. Ends in status 1 when there is
    anything."""
    from backend_lint.session import accept

    with _faults():
        session = _session(flags)
        review = _with_baseline(session, _review(session, paths or (".",), flags), paths)
        changed = False
        for change in accept.update(session, review):
            difference = change.difference()
            changed |= any(difference)
            for (old, new), count in sorted(difference.moved.items()):
                write(f"> {_place(change.path, old)} -> {_place(change.path, new)}: {_findings(count)}\n")
            signed = [(entry, "-") for entry in difference.removed] + [(entry, "+") for entry in difference.added]
            for entry, sign in sorted(signed, key=lambda each: (each[0].sort_key, each[1])):
                write(f"{sign} {_line(change.path, entry)}\n")
        if review.outcome.incomplete:
            _name_what_is_missing(review)
            write("Error: the check is incomplete; see --allow-incomplete\n", to_error=True)
            ctx.exit(3)
        ctx.exit(int(changed))


@_shared(_PLACES)
@baseline.command()
@click.option("-f", "--output-format", type=click.Choice(("full", "json")), default="full", help="How it is written.")
def show(paths: tuple[str, ...], output_format: str, **flags: Any) -> None:
    """Show what the baseline for PATHS (default: here) holds, by rule and by file."""
    from backend_lint.baseline import exists
    from backend_lint.session import accept

    with _faults():
        session = _session(flags)
        files = sorted({session.baseline_path(_directory(path)) for path in paths or (".",)})
        if not any(map(exists, files)):
            raise _missing(files[0])
        held = {file: accept.stored(file).entries for file in files}
        write(_as_json(held.values()) if output_format == "json" else _tables(held, session))


def _session(flags: dict[str, Any]) -> Session:
    from backend_lint.session import Session

    return Session(options_of(flags))


def _review(session: Session, paths: tuple[str, ...], flags: dict[str, Any]) -> Review:
    return with_bar(lambda bar: session.review(paths, bar), wanted=not flags["no_progress"])


def _complete(ctx: click.Context, session: Session, paths: tuple[str, ...], flags: dict[str, Any]) -> Review:
    """A run; one that is incomplete ends the command: nobody knows what it would have to accept."""
    from backend_lint.reports.style import printable, printable_path

    review = _review(session, paths, flags)
    for notice in review.outcome.notices:
        write(
            f"Notice: {printable_path(notice.path)}{': ' if notice.path else ''}{printable(notice.text)}\n",
            to_error=True,
        )
    if review.outcome.incomplete:
        _name_what_is_missing(review)
        write("Error: the check is incomplete, so nothing is written; see --allow-incomplete\n", to_error=True)
        ctx.exit(3)
    return review


def _name_what_is_missing(review: Review) -> None:
    from backend_lint.model import OWN_CODES
    from backend_lint.reports.style import printable, printable_path

    for found in review.outcome.findings:
        if found.code in OWN_CODES:
            write(f"{printable_path(found.path)}:{found.place.line}: {printable(found.message)}\n", to_error=True)


def _with_baseline(session: Session, review: Review, paths: Sequence[str]) -> Review:
    if not review.baselines.ledgers:
        raise _missing(session.baseline_path(_directory(paths[0] if paths else ".")))
    return review


def _missing(path: str) -> click.ClickException:
    return fault(f"{_shown(path)}: no such baseline; `backend-lint baseline create` writes it")


def _save(changes: Sequence[Change]) -> None:
    """Write baselines, each unless somebody has written it since it was read. Raises Fault and SettingsError."""
    from backend_lint.session import accept

    for change in changes:
        difference = change.difference()
        more, less = (sum(entry.count for entry in each) for each in (difference.added, difference.removed))
        if change.after == change.before:
            write(f"{_shown(change.path)} is up to date.\n")
        else:
            if accept.stored(change.path).entries != change.before:
                raise fault(f"{_shown(change.path)}: it has changed meanwhile, and is left as it is; run again")
            change.save()
            moved = f", {difference.moved.total()} moved with their files" if difference.moved else ""
            write(f"{_shown(change.path)}: {_findings(more)} added, {less} dropped{moved}.\n")


@contextmanager
def _faults() -> Iterator[None]:
    """Wrong usage and configuration end in one line and status 2."""
    from backend_lint.discovery import PathError
    from backend_lint.settings import SettingsError

    try:
        yield
    except (PathError, SettingsError) as error:
        raise fault(str(error)) from error


def _findings(number: int) -> str:
    return "1 finding" if number == 1 else f"{number} findings"


def _shown(path: str) -> str:
    from backend_lint.discovery import shown
    from backend_lint.reports.style import printable_path

    return printable_path(shown(path))


def _directory(path: str) -> str:
    return path if Path(path).is_dir() else str(Path(path).parent)


def _place(baseline: str, path: str) -> str:
    """A path that an entry names, as it is called from here."""
    return _shown(str(Path(baseline).parent / path))


def _line(baseline: str, entry: Entry) -> str:
    from backend_lint.reports.style import printable

    scope = f" in {printable(entry.scope)}" if entry.scope else ""
    return f"{_place(baseline, entry.path)}: {_findings(entry.count)} of {entry.code}{scope}"


def _tables(held: Mapping[str, Sequence[Entry]], session: Session) -> str:
    names = {info.code: info.name for info in session.infos()}
    by_rule, by_path = Counter[str](), Counter[str]()
    for file, entries in held.items():
        for entry in entries:
            by_rule[f"{entry.code}  {names.get(entry.code, '')}".rstrip()] += entry.count
            by_path[_place(file, entry.path)] += entry.count
    lines = [f"{', '.join(map(_shown, held))}: {_findings(sum(by_rule.values()))}"]
    for counts in (by_rule, by_path):
        width = max((len(str(number)) for number in counts.values()), default=0)
        ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        lines += ["", *(f"{str(number).rjust(width)}  {what}" for what, number in ranked)] if counts else []
    return "\n".join(lines) + "\n"


def _as_json(held: Iterable[Sequence[Entry]]) -> str:
    import msgspec

    entries = [entry for each in held for entry in each]
    return (
        "[\n"
        + ",\n".join(f"  {json.dumps({**msgspec.to_builtins(entry), 'count': entry.count})}" for entry in entries)
        + "\n]\n"
    )
