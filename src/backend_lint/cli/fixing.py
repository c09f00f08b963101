"""Knows how a run with fixes goes: what `--fix`, `--fix-only` and `--diff` do with what can be fixed, and what is said of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from backend_lint.cli.output import wants_color, write, write_bytes, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backend_lint.cli.job import Job
    from backend_lint.model import Applicability, Finding
    from backend_lint.reports import Outcome
    from backend_lint.session.fixing import Fixed, Fixes


class Made(NamedTuple):
    """What became of the files: those that have their fixes now, and messages about those that have not. `failed`: one of
    them could not be written, which is no decision of ours."""

    files: tuple[Fixed, ...] = ()
    messages: tuple[str, ...] = ()
    failed: bool = False

    def status(self, outcome: Outcome, left: int, *, exit_non_zero: bool) -> int:
        """The exit status, where `left` is that of what is left to report."""
        if self.failed or outcome.incomplete:
            return 3
        return max(left, int(exit_non_zero and bool(self.files)))


def made_by(job: Job, outcome: Outcome) -> Made:
    """Make the fixes of what a job found, as its flags say."""
    return make(job, outcome, _least(job))


def make(job: Job, outcome: Outcome, least: Applicability, chosen: Callable[[Finding], bool] = lambda _: True) -> Made:
    """Make the fixes of what a job found that are at least so sure and that `chosen` agrees to, and tell of it on standard
    error. Fixed standard input goes to standard output, whether it changed or not."""
    from backend_lint.cli.job import ended_by_signals

    with ended_by_signals():
        fixes = _fixes(job, outcome, least, chosen)
        if job.text is None:
            made = _written(job, fixes)
        else:
            job.text = next((file.after for file in fixes.files), job.text)
            write_bytes(job.text)
            made = Made(fixes.files)
    _tell(fixes, made, quiet=job.flags["quiet"], listed=job.flags["show_fixes"])
    if made.files and _is_staged(job) and not job.flags["quiet"]:
        write("Stage the fixed files: until then, the check of what is staged finds what it found.\n", to_error=True)
    return made


def shown_by(job: Job, outcome: Outcome) -> int:
    """Print what would be changed as a diff, or write it to the file of `-o`, and say on standard error what it comes to;
    the exit status. Raises Fault when the file cannot be written."""
    from backend_lint.reports import Style
    from backend_lint.reports.diffs import unified

    fixes = _fixes(job, outcome, _least(job))
    output = job.flags["output"]
    style = Style(wants_color(job.flags["color"], to_file=output is not None))
    diff = "".join(unified(each.before, each.after, outcome.secrets.get(each.path, ()), style) for each in fixes.files)
    if output is None:
        write(diff)
    else:
        write_file(diff, output)
    tell_unread(outcome, quiet=job.flags["quiet"])
    if not job.flags["quiet"]:
        _tell_refused(fixes)
        write(f"Would fix {_sum(fixes.files)}.\n" if fixes.files else "Nothing to fix.\n", to_error=True)
    return 3 if outcome.incomplete else int(bool(fixes.files) and not job.flags["exit_zero"])


def tell_unread(outcome: Outcome, *, quiet: bool) -> None:
    """Say what was not analysed, where no report does: the exit status may be 3 for it."""
    from backend_lint.model import OWN_CODES
    from backend_lint.reports import Request, summary
    from backend_lint.reports.style import printable, printable_path

    for found in outcome.findings:
        if found.code in OWN_CODES:
            where = f"{printable_path(found.path)}:{found.place.line}:{found.place.column}"
            write(f"Error: {where}: not analysed: {printable(found.message)}\n", to_error=True)
    if not quiet:
        write("".join(f"{line}\n" for line in summary.notices(outcome, Request())), to_error=True)


def _is_staged(job: Job) -> bool:
    return job.since is not None and job.since.staged


def _least(job: Job) -> Applicability:
    return "unsafe" if job.flags["unsafe_fixes"] else "safe"


def _fixes(
    job: Job, outcome: Outcome, least: Applicability, chosen: Callable[[Finding], bool] = lambda _: True
) -> Fixes:
    from backend_lint.session.fixing import Fixer

    return Fixer(job.session.run_texts, least, chosen).fixes(outcome, whole=job.since is None)


def _written(job: Job, fixes: Fixes) -> Made:
    """Write every fixed file that may be written. One that cannot be costs no other."""
    from backend_lint.session.rewriting import Differs, Refusal, rewrite

    done: list[Fixed] = []
    messages: list[str] = []
    failed = False
    for file in fixes.files:
        try:
            rewrite(job.session, file.path, file.before.data, file.after)
            done.append(file)
        except Refusal as refusal:
            partly = _is_staged(job) and isinstance(refusal, Differs)
            why = "only a part of it is staged; stage all of it, or fix without --staged" if partly else refusal
            messages.append(f"{file.path}: not fixed: {why}")
        except OSError as error:
            messages.append(f"{file.path}: not fixed: it cannot be written: {error.strerror or error}")
            failed = True
    return Made(tuple(done), tuple(messages), failed)


def _tell(fixes: Fixes, made: Made, *, quiet: bool, listed: bool) -> None:
    """Say what was fixed, and what could not be. `listed`: with the rules by file."""
    from backend_lint.reports.style import printable, printable_path

    for message in made.messages:
        write(f"Error: {printable(message)}\n", to_error=True)
    if quiet:
        return
    _tell_refused(fixes)
    if made.files:
        write(f"Fixed {_sum(made.files)}{':' if listed else '.'}\n", to_error=True)
    for file in made.files if listed else ():
        write(f"- {printable_path(file.path)}:\n", to_error=True)
        for (code, name), count in sorted(Counter((each.code, each.name) for each in file.findings).items()):
            write(f"    {count} × {code} ({name})\n", to_error=True)


def _tell_refused(fixes: Fixes) -> None:
    from backend_lint.reports.style import printable_path

    for refused in fixes.refused:
        where = f"{printable_path(refused.finding.path)}:{refused.finding.place.line}"
        write(f"Notice: {where}: {refused.finding.code} is not fixed: {refused.why}\n", to_error=True)


def _sum(files: Iterable[Fixed]) -> str:
    from backend_lint.reports.summary import plural

    found: list[Finding] = [each for file in files for each in file.findings]
    return f"{plural(len(found), 'finding')} in {plural(len({each.path for each in found}), 'file')}"
