"""The command that reports what the shards of a run found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from backend_lint.cli.check import check, exit_status
from backend_lint.cli.job import Job, options_of
from backend_lint.cli.output import fault
from backend_lint.cli.reporting import planned, report

if TYPE_CHECKING:
    from backend_lint.session import Options

#: Flags of `check` that decided what the shards looked for: given again, they must say the same.
_DECIDING = (
    *("select", "extend_select", "ignore", "strict", "engine", "config", "isolated"),
    *("exclude", "include_examples", "force_exclude"),
)
#: Flags that decide what of it is reported: those given here count, then those that the shards were made with.
_REPORTING = ("min_severity", "min_confidence", "fail_on", "allow_incomplete", "baseline", "no_baseline")
#: Flags that shards know nothing of.
_OWN = (
    *("exit_zero", "targets", "output", "statistics", "color", "quiet", "verbose", "no_progress", "unsafe_fixes"),
    *("semgrep_path", "jobs", "no_cache", "cache_dir"),
)


class _Merge(click.Command):
    """Has the flags of `check` that a merge can follow."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        shared = {*_DECIDING, *_REPORTING, *_OWN}
        return [*(each for each in check.params if each.name in shared), *super().get_params(ctx)]


@click.command(cls=_Merge)
@click.argument("given", metavar="SHARDS... [PATHS]...", nargs=-1, required=True, type=click.Path())
@click.pass_context
def merge(ctx: click.Context, /, given: tuple[str, ...], **flags: Any) -> None:
    """Report what SHARDS found, the files that `check --shard` wrote: all findings, as one run would report them.

    The files that were checked must be there as well. PATHS, and the flags that choose rules, are those of the shards unless they
    are given."""
    from backend_lint.discovery import PathError
    from backend_lint.session import Session
    from backend_lint.session.sharding import Merging
    from backend_lint.session.shards import SUFFIX, ShardError, asked, read
    from backend_lint.settings import SettingsError

    names = [name for name in given if name.endswith(SUFFIX)]
    paths = tuple(name for name in given if not name.endswith(SUFFIX))
    if not names:
        raise click.UsageError(f"name the shards, the files that `check --shard` wrote: they end in {SUFFIX}")
    plan = planned(flags["targets"], flags["output"])
    try:
        shards = read(names)
        run = asked(shards[0])
        session = Session(_options(ctx, run.options, flags), sharding=Merging(shards))
        outcome = Job(session, paths or run.paths, flags).run()
    except PathError as error:
        advice = "" if paths else "; a merge reads the files again: run it where they are, as the shards were"
        raise fault(f"{error}{advice}") from error
    except (SettingsError, ShardError) as error:
        raise fault(str(error)) from error
    status = exit_status(outcome, exit_zero=flags["exit_zero"])
    report(outcome, plan, flags, status)
    ctx.exit(status)


def _options(ctx: click.Context, recorded: dict[str, object], flags: dict[str, Any]) -> Options:
    """What the shards were asked for, and what is asked for here. Raises Fault when the two do not agree."""
    import msgspec

    from backend_lint.session import Options

    # Nothing else that a file asks for is done: it could name a program to run, or where to send files.
    known = {name: value for name, value in recorded.items() if name in (*_DECIDING, *_REPORTING)}
    before, now = msgspec.convert(known, Options), options_of(flags)
    given = [
        name
        for name in Options.__struct_fields__
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    for name in given:
        if name in _DECIDING and getattr(before, name) != getattr(now, name):
            raise fault(f"--{name.replace('_', '-')}: the shards were made with something else: leave it out here")
    taken = {*_OWN, *(name for name in given if name in _REPORTING)}
    return msgspec.structs.replace(
        before, **{name: getattr(now, name) for name in Options.__struct_fields__ if name in taken}
    )
