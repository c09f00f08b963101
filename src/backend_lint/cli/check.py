"""The command that checks files, and its flags."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from backend_lint.cli.job import Job, options_of
from backend_lint.cli.output import COLORS, fault, write
from backend_lint.cli.reporting import FORMATS, CommaSeparated, parsed, planned, report
from backend_lint.cli.shards import check_shard, parsed_part

if TYPE_CHECKING:
    from backend_lint.pool import Pool
    from backend_lint.session import Outcome, Since

# Named here as well as in `model`, so that `--help` does not import it.
SEVERITIES = ("error", "warning", "strict")
CONFIDENCES = ("high", "medium", "low")
ENGINES = ("semgrep", "ruff", "bandit")


def split_words(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Flags that take lists may be repeated, and separated by commas."""
    return tuple(word.strip() for value in given for word in value.split(",") if word.strip())


def _engines(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    words = split_words(context, parameter, given)
    for word in words:
        if word not in ENGINES:
            from backend_lint.reports.style import printable

            raise click.BadParameter(f"'{printable(word)}' is none of {', '.join(ENGINES)}", context, parameter)
    return words


def _list(*names: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(*names, multiple=True, callback=split_words, metavar="LIST", **more)


#: The sections of `--help`, each from this parameter on.
_SECTIONS = {
    "select": "Rules and findings",
    "fail_on": "Exit status",
    "targets": "Reports",
    "baseline": "What is reported already",
    "fix": "Changing files",
    "engine": "Other programs",
    "config": "Settings and files",
    "show_files": "Information",
}


class _Check(click.Command):
    """`--add-ignore` takes a reason after `=` only: in `--add-ignore src` the second word is a path."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        title = ""
        for parameter in self.get_params(ctx):
            title = _SECTIONS.get(parameter.name or "", title)
            line = parameter.get_help_record(ctx)
            if line is not None and isinstance(parameter, click.Option):
                sections.setdefault(title, []).append(line)
        for title, lines in sections.items():
            with formatter.section(title):
                formatter.write_dl(lines)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        given = ["--add-ignore=" if word == "--add-ignore" else word for word in args[:end]]
        return super().parse_args(ctx, given + args[end:])


@click.command(cls=_Check)
@click.argument("paths", nargs=-1, type=click.Path())
@_list("--select", help="Check only these: codes, prefixes (BKD1), names, families, ALL, DEFAULT, HEADLINE.")
@_list("--extend-select", help="Check these as well.")
@_list("--ignore", help="Do not check these.")
@click.option("--strict", is_flag=True, default=None, help="Check the opt-in rules too, and be less lenient.")
@click.option("--min-severity", type=click.Choice(SEVERITIES), help="Least severity that is shown [strict].")
@click.option("--min-confidence", type=click.Choice(CONFIDENCES), help="Least confidence that is shown [medium].")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Least severity that fails the run [warning].")
@click.option("-e", "--exit-zero", is_flag=True, help="Findings do not fail the run (status 2 and 3 stay).")
@click.option("--allow-incomplete", is_flag=True, default=None, help="Files not analysed do not fail the run.")
@click.option(
    "-f", "--output-format", "targets", type=CommaSeparated(), multiple=True, default=("full",), callback=parsed,
    metavar="FORMAT[:FILE]", envvar="BACKEND_LINT_OUTPUT_FORMAT", show_envvar=True,
    help=f"How findings are written, and where; may be repeated: {', '.join(FORMATS)} [full].",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write the report to this file.")
@click.option("--statistics", is_flag=True, help="Count findings by rule.")
@click.option("--color", type=click.Choice(COLORS), default="auto", show_default=True, help="When to use colour.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
@click.option("-v", "--verbose", is_flag=True, help="Print suppressed findings and left-out files too.")
@click.option("--no-progress", is_flag=True, help="Never draw a progress bar.")
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Use this baseline [.backend-lint-baseline.json].")
@click.option("--no-baseline", is_flag=True, help="Use no baseline: report what one holds too.")
@click.option("--new-from-rev", metavar="REV", help="Report only what is new since this commit.")
@click.option("--new-from-merge-base", metavar="REF", help="Report only what is new since HEAD left this branch.")
@click.option("--staged", is_flag=True, help="Check what is staged (default: all of it); report only what is new.")
@click.option("--fix", is_flag=True, help="Make the safe fixes, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Count unsafe fixes as well: they need a look.")
@click.option("--fix-only", is_flag=True, help="Make the safe fixes, and report nothing.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option("--show-fixes", is_flag=True, help="List what was fixed, by file.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="What was fixed fails the run too.")
@click.option("--add-ignore", metavar="[=REASON]", help="Write a comment against every finding into its file.")
@click.option(
    "--engine",
    multiple=True,
    callback=_engines,
    metavar="LIST",
    help="Run this as well, and fail without it: semgrep (other languages), ruff, bandit.",
)
@click.option("--semgrep-path", type=click.Path(), metavar="FILE", help="The semgrep to run [the one that is found].")
@click.option("--config", type=click.Path(), metavar="FILE", help="Use this configuration for every file.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option(
    "-j", "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes that check [one per core]."
)
@click.option("--executor", metavar="URL", help="Check on this Dask cluster: dask://HOST:PORT.")
@click.option(
    "--shard",
    metavar="I/N",
    callback=parsed_part,
    help="Check part I of N, and write its results for `merge` (-o FILE).",
)
@click.option("--no-cache", is_flag=True, help="Neither use nor keep results.")
@click.option(
    "--cache-dir", type=click.Path(readable=False), metavar="DIR", help="Where results are kept [the user's cache]."
)
@_list("--exclude", help="Leave out these too (gitignore patterns).")
@click.option("--include-examples", is_flag=True, default=None, help="Check examples and docs like any other code.")
@click.option("--force-exclude", is_flag=True, default=None, help="Leave out excluded paths even when named.")
@click.option("--stdin-filename", metavar="NAME", help="What the text on standard input (path -) is called.")
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and stop.")
@click.option("--show-settings", is_flag=True, help="Print the settings of the first path, and stop.")
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **flags: Any) -> None:
    """Check PATHS (files and directories, default: here). `-` is standard input."""
    from backend_lint.cli.ahead import started

    pool = started(paths, flags)
    try:
        _check(ctx, paths, flags, pool)
    finally:
        if pool is not None:
            pool.close()


def _check(ctx: click.Context, paths: tuple[str, ...], flags: dict[str, Any], pool: Pool | None) -> None:
    from backend_lint.discovery import PathError
    from backend_lint.pool import ExecutorError
    from backend_lint.revision import RevisionError
    from backend_lint.session import Session
    from backend_lint.settings import SettingsError

    since = _since(flags)
    everything_staged = flags["staged"] and not paths
    paths = paths or (("-",) if flags["stdin_filename"] else (".",))
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) cannot be mixed with other paths")
    if since is not None and ("-" in paths or flags["show_files"]):
        raise click.UsageError("what is new is neither asked of - (standard input) nor together with --show-files")
    if "-" in paths and flags["add_ignore"] is not None:
        raise click.UsageError("--add-ignore writes into files, and - is standard input")
    if flags["diff"] and flags["add_ignore"] is not None:
        raise click.UsageError("--diff changes nothing, and --add-ignore writes into files")
    try:
        if flags["shard"] is not None:
            ctx.exit(check_shard(ctx, flags["shard"], paths, flags))
        plan = planned(flags["targets"], flags["output"])
        session = Session(options_of(flags), pool=pool)
        if flags["show_settings"]:
            from backend_lint.cli.config import settings_text

            write(settings_text(session, "." if paths[0] == "-" else paths[0]))
        elif flags["show_files"]:
            from backend_lint.reports.style import printable_path

            write("".join(printable_path(source.path) + "\n" for source in session.discover(paths).sources))
        else:
            text = sys.stdin.buffer.read() if paths == ("-",) else None
            ctx.exit(_checked(Job(session, () if everything_staged else paths, flags, since, text), plan))
    except PathError as error:
        raise fault(f"{error}{_meant(ctx, paths)}") from error
    except (ExecutorError, RevisionError, SettingsError) as error:
        raise fault(str(error)) from error


def _checked(job: Job, plan: dict[str | None, list[str]]) -> int:
    """Check, change what is asked to be changed, and report; the exit status."""
    flags = job.flags
    outcome = job.run()
    made = added = None
    if flags["fix"] or flags["fix_only"] or flags["diff"]:
        from backend_lint.cli.fixing import made_by, shown_by, tell_unread

        if flags["diff"]:
            return shown_by(job, outcome)
        made = made_by(job, outcome)
        if made.files and (not flags["fix_only"] or flags["add_ignore"] is not None):
            outcome = job.run()
        if flags["fix_only"]:
            tell_unread(outcome, quiet=flags["quiet"])
    if flags["add_ignore"] is not None:
        from backend_lint.cli.add_ignore import add_ignores, tell

        added = add_ignores(job.session, outcome, flags["add_ignore"])
        tell(added, quiet=flags["quiet"])
        outcome = job.run()
    left = 0 if flags["fix_only"] else exit_status(outcome, exit_zero=flags["exit_zero"])
    fails = flags["exit_non_zero_on_fix"] and not flags["exit_zero"]
    status = left if made is None else made.status(outcome, left, exit_non_zero=fails)
    if added is not None and added.failed:
        status = 3
    if not flags["fix_only"]:
        # After a fix of standard input, the fixed text is what standard output has.
        report(outcome, plan, flags, status, to_error=made is not None and job.text is not None)
    return status


def _since(flags: dict[str, Any]) -> Since | None:
    """What the run is to be compared with."""
    from backend_lint.session import Since

    given = [flags[name] for name in ("new_from_rev", "new_from_merge_base") if flags[name] is not None]
    if len(given) + flags["staged"] > 1:
        raise click.UsageError("only one of --new-from-rev, --new-from-merge-base and --staged can be given")
    if flags["staged"]:
        return Since(staged=True)
    return Since(given[0], merge_base=flags["new_from_merge_base"] is not None) if given else None


def exit_status(outcome: Outcome, *, exit_zero: bool) -> int:
    """0 clean and complete, 1 findings, 3 incomplete: what was not read may hold anything."""
    if outcome.incomplete:
        return 3
    return int(bool(outcome.failing) and not exit_zero)


def _meant(ctx: click.Context, paths: tuple[str, ...]) -> str:
    from backend_lint.spelling import did_you_mean

    group = ctx.parent.command if ctx.parent is not None else None
    return did_you_mean(paths[0], group.list_commands(ctx)) if isinstance(group, click.Group) else ""
