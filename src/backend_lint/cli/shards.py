"""Knows how `check --shard I/N` checks a part of the files and writes what it found to a file for `backend-lint merge`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from backend_lint.cli.job import options_of, with_bar
from backend_lint.cli.output import destination, fault, write

if TYPE_CHECKING:
    from backend_lint.session import Options
    from backend_lint.session.project import Project
    from backend_lint.session.sharding import Recording

#: Options that may be others on each machine: they decide nothing that is found.
_OF_THE_MACHINE = ("jobs", "executor", "cache_dir", "semgrep_path")
#: What has no meaning for a part of a run, by the names of its flags here and on the command line.
_WHOLE_RUNS = {
    "targets": "-f",
    "statistics": "--statistics",
    "new_from_rev": "--new-from-rev",
    "new_from_merge_base": "--new-from-merge-base",
    "staged": "--staged",
    "fix": "--fix",
    "fix_only": "--fix-only",
    "diff": "--diff",
    "add_ignore": "--add-ignore",
    "stdin_filename": "--stdin-filename",
}
_REPORTS = ("targets", "statistics")


class Part(NamedTuple):
    """Part `number` (1-based) `of` so many."""

    number: int
    of: int


def parsed_part(_: click.Context, __: click.Parameter, given: str | None) -> Part | None:
    """What `I/N` asks for. Raises BadParameter."""
    if given is None:
        return None
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", given)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        from backend_lint.reports.style import printable

        raise click.BadParameter(f"'{printable(given)}' is no shard: write I/N, as in 2/4, with I from 1 to N")
    return Part(int(match[1]), int(match[2]))


def check_shard(ctx: click.Context, part: Part, paths: tuple[str, ...], flags: dict[str, Any]) -> int:
    """Check a part of the files in `paths`, and write what was found; the exit status: 0, or 3 when something could not be
    analysed. Raises UsageError, Fault, PathError and SettingsError."""
    from backend_lint.session import Session
    from backend_lint.session.sharding import Recording
    from backend_lint.session.shards import SUFFIX, Asked, ShardError
    from backend_lint.session.shards import write as write_shard

    _refuse(ctx, paths)
    target = flags["output"] or f"backend-lint-{part.number}-of-{part.of}{SUFFIX}"
    if not target.endswith(SUFFIX):
        raise click.UsageError(f"{target!r} does not end in {SUFFIX}, by which `backend-lint merge` knows a shard")
    options = options_of(flags)
    recording = Recording(*part)
    session = Session(options, sharding=recording)
    if flags["show_files"]:
        _show(source.path for source in recording.share(session.discover(paths).sources))
        return 0
    wanted = not (flags["no_progress"] or flags["quiet"])
    projects = with_bar(lambda bar: session.examine(paths, bar), wanted=wanted)
    try:
        write_shard(str(destination(target)), recording.shard(Asked(paths, _asked(options))))
    except ShardError as error:
        raise fault(str(error)) from error
    except OSError as error:
        raise fault(f"{target}: cannot be written: {error.strerror}") from error
    return _told(recording, part, projects, target, quiet=flags["quiet"])


def _refuse(ctx: click.Context, paths: tuple[str, ...]) -> None:
    """Raises UsageError for what is no business of a part. A format that the environment asks for is the merge's."""
    given = click.core.ParameterSource.COMMANDLINE
    for name, flag in _WHOLE_RUNS.items():
        if ctx.get_parameter_source(name) is given:
            where = (
                "give it to `backend-lint merge`" if name in _REPORTS else "it needs all files: check them in one run"
            )
            raise click.UsageError(f"{flag} does not go together with --shard, which reports nothing: {where}")
    if "-" in paths:
        raise click.UsageError("- (standard input) does not go together with --shard: it is a single file")


def _asked(options: Options) -> dict[str, object]:
    """The options that were given, without those of the machine."""
    import msgspec

    return {
        field.name: value
        for field in msgspec.structs.fields(options)
        if field.name not in _OF_THE_MACHINE and (value := getattr(options, field.name)) != field.default
    }


def _show(paths: Iterable[str]) -> None:
    from backend_lint.reports.style import printable_path

    write("".join(printable_path(path) + "\n" for path in paths))


def _told(recording: Recording, part: Part, projects: Iterable[Project], target: str, *, quiet: bool) -> int:
    """Say what was checked, and what could not be analysed; the exit status."""
    from backend_lint.model import OWN_CODES
    from backend_lint.reports.style import printable, printable_path

    status = 0
    for project in projects:
        shown = {path: source.path for path, source in project.sources.items()}
        for notice in () if quiet else sorted(set(project.notices)):
            where = f"{printable_path(shown.get(notice.path, notice.path))}: " if notice.path else ""
            write(f"Notice: {where}{printable(notice.text)}\n", to_error=True)
        for path, found in sorted(project.found.items()):
            for each in found:
                if each.code in OWN_CODES:
                    where = f"{printable_path(shown.get(path, path))}:{each.place.line}"
                    write(f"{where}: {each.code} {printable(each.message)}\n", to_error=True)
                    status = status if project.bound.settings.allow_incomplete else 3
    if not quiet:
        files = "file" if recording.of == 1 else "files"
        write(
            f"Shard {part.number} of {part.of}: {recording.files} of {recording.of} {files} checked; "
            f"`backend-lint merge` reports from {printable_path(target)} and the others.\n"
        )
    if status:
        write("Error: the check of this shard is incomplete; see --allow-incomplete\n", to_error=True)
    return status
