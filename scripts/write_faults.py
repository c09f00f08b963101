"""Lets each call by which `backend-lint` writes a file fail, or the process end just before it, and looks at what is left.

    python scripts/write_faults.py --errors ENOSPC EDQUOT EIO EACCES EPERM EROFS interrupt kill

Every file must be the old one or the new one. Who runs it is told what could not be written, nothing else changes, and what a
killed process leaves behind is gone after the next run. Needs a system that can fork."""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from failing_calls import ENDED, INTERRUPT, KILL, System

# A child of this process writes; all that it needs is imported before.
from backend_lint import catalog
from backend_lint.cli import add_ignore as _add_ignore  # noqa: F401
from backend_lint.cli import baseline as _baseline  # noqa: F401
from backend_lint.cli import cli
from backend_lint.cli import fixing as _fixing  # noqa: F401
from backend_lint.engines import native as _native  # noqa: F401

OLD = b"import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"
#: Without these a file is written all the same: they look for left-overs, or mark a directory that is there.
NEEDLESS = {"scandir", "unlink", "mkdir"}
#: What is said of an owner that this user cannot give to a file.
_NOT_ALLOWED = "cannot keep its owner and group"
#: Seconds after which a left-over is taken for one, and more.
_AGE = 7200
_SELECT = ("--select", "BKD401", "--no-progress")


class Writer(NamedTuple):
    """A command that writes a file, the status with which it says that it could not, and what must be there before."""

    arguments: tuple[str, ...]
    target: str
    status: int
    prepare: Callable[[Path], None] = lambda _: None
    environment: Mapping[str, str] = MappingProxyType({})


def _report(directory: Path) -> None:
    (directory / "report.json").write_text("{}\n")


def _summary(directory: Path) -> None:
    (directory / "summary.md").write_text("# Another step\n")


def _baseline_of_one(directory: Path) -> None:
    _run(directory, ("baseline", "create", *_SELECT, "other.py"))


def _repository(directory: Path) -> None:
    (directory / ".git").mkdir()
    (directory / ".pre-commit-config.yaml").write_text("repos: []\n")


def _without_settings(directory: Path) -> None:
    (directory / "backend-lint.toml").unlink()


def _cache(directory: Path) -> None:
    _run(directory, _KEEPING)
    (directory / "app.py").write_bytes(OLD + b"# changed\n")


_KEEPING = (
    "check", "--select", "BKD401", "--no-progress", "-j1", "--cache-dir", "kept", "-q", "--exclude", "kept", ".",
)  # fmt: skip
WRITERS = {
    "fix": Writer(("check", "--fix", *_SELECT, "."), "app.py", 3),
    "add-ignore": Writer(("check", "--add-ignore=known", *_SELECT, "app.py"), "app.py", 3),
    "baseline create": Writer(("baseline", "create", *_SELECT, "."), ".backend-lint-baseline.json", 2),
    "baseline update": Writer(
        ("baseline", "update", *_SELECT, "."), ".backend-lint-baseline.json", 2, _baseline_of_one
    ),
    "report": Writer(("check", *_SELECT, "-f", "json", "-o", "report.json", "app.py"), "report.json", 2, _report),
    "new report": Writer(("check", *_SELECT, "-f", "concise:new.txt", "app.py"), "new.txt", 2),
    "step summary": Writer(
        ("check", *_SELECT, "-f", "github", "app.py"), "summary.md", 2, _summary,
        {"GITHUB_STEP_SUMMARY": "summary.md"},
    ),
    "shard": Writer(("check", *_SELECT, "--no-cache", "--shard", "1/2", "-o", "part.shard", "."), "part.shard", 2),
    "init": Writer(("init", "--yes", "--no-baseline", "--no-pre-commit"), "backend-lint.toml", 2, _without_settings),
    "init with a hook": Writer(("init", "--yes", "--no-baseline"), ".pre-commit-config.yaml", 2, _repository),
    "cache": Writer((*_KEEPING[:-1], "-v", "."), "kept/results", 1, _cache),
}  # fmt: skip


def rich(path: Path) -> None:
    """Give a file all there is to keep of one, so that every call is made."""
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 0, 4242)
    if hasattr(os, "setxattr"):
        try:
            os.setxattr(path, "user.origin", b"x")
        except OSError:
            return  # the file system takes none: the calls about them are then not made


class Ran(NamedTuple):
    """How a command ended, what it said, and the calls by which it wrote."""

    status: int
    said: str
    calls: list[str]


def _run(
    directory: Path,
    arguments: tuple[str, ...],
    target: str = "",
    number: int = -1,
    failure: str = "",
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Ran:
    """Run a command in a child of this process."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as calls:
        if not (child := os.fork()):
            status = 70
            try:
                os.chdir(directory)
                os.environ.update(environment, BACKEND_LINT_CACHE_DIR=str(directory.parent / "cache"))
                for stream in (1, 2):
                    os.dup2(said.fileno(), stream)
                system = System(directory / target, number, failure)
                try:
                    cli(arguments, prog_name="backend-lint")
                except SystemExit as end:
                    status = end.code if isinstance(end.code, int) else 0
                sys.stdout.flush()
                os.write(calls.fileno(), " ".join(system.calls).encode())
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Ran(status, _text(said), _text(calls).split())


def _text(stream: Any) -> str:
    stream.seek(0)
    return str(stream.read().decode())


def state(directory: Path) -> dict[str, tuple[bytes, int]]:
    """The content and the mode of all files of a directory."""
    return {
        str(path.relative_to(directory)): (path.read_bytes(), path.stat().st_mode)
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


class Project:
    """A directory that is as it was before a command, again and again."""

    def __init__(self, directory: Path, writer: Writer) -> None:
        self.directory, self.writer = directory / "project", writer
        self._kept = directory / "kept"
        self.directory.mkdir()
        (self.directory / "backend-lint.toml").write_text('select = ["BKD401"]\n')
        for name in ("app.py", "other.py"):
            (self.directory / name).write_bytes(OLD)
        writer.prepare(self.directory)
        self._enrich()
        shutil.copytree(self.directory, self._kept)
        self.before = state(self.directory)
        self.undisturbed = self.run()
        self.after = state(self.directory)

    def restore(self, *, over: bool = False) -> None:
        """Make it as it was; `over`: what is there beside that stays, and has become old."""
        if over:
            for path in (path for path in self.directory.rglob("*") if path.is_file()):
                if str(path.relative_to(self.directory)) in self.after.keys() - self.before.keys():
                    path.unlink()
                else:
                    os.utime(path, (time.time() - _AGE,) * 2)
        else:
            shutil.rmtree(self.directory)
        shutil.copytree(self._kept, self.directory, dirs_exist_ok=True)
        self._enrich()

    def _enrich(self) -> None:
        if (target := self.directory / self.writer.target).is_file():
            rich(target)

    def run(self, number: int = -1, failure: str = "") -> Ran:
        return _run(self.directory, self.writer.arguments, self.writer.target, number, failure, self.writer.environment)

    def disturbed(self, number: int, failure: str) -> Iterator[str]:
        """What is wrong when a call fails, or the process ends before it."""
        self.restore()
        ran = self.run(number, failure)
        calls = self.undisturbed.calls
        commit = calls.index("replace") if "replace" in calls else calls.index("write")
        passed = number > commit or (failure not in (KILL, INTERRUPT) and calls[number] in NEEDLESS)
        yield from self._files(new=passed, killed=failure == KILL)
        yield from self._told(ran, calls[number], failure, needed=calls[number] not in NEEDLESS)
        if failure == KILL:
            self.restore(over=True)
            self.run()
            if state(self.directory) != self.after:
                yield "the next run does not make good for it"

    def _files(self, *, new: bool, killed: bool) -> Iterator[str]:
        found = state(self.directory)
        target = self.writer.target
        for name in found.keys() | self.before.keys() | self.after.keys():
            allowed = [self.before.get(name), self.after.get(name)]
            if name.startswith(target):
                allowed = [allowed[new]]
            left_over = killed and name not in self.after and name.endswith(".tmp")
            if found.get(name) not in allowed and not left_over:
                yield f"{name} is neither as it was nor as it should be"

    def _told(self, ran: Ran, call: str, failure: str, *, needed: bool) -> Iterator[str]:
        usual = self.undisturbed.status
        status = {KILL: ENDED, INTERRUPT: 130}.get(failure, self.writer.status if needed else usual)
        if ran.status != status:
            yield f"it ended in status {ran.status} and not {status}: {ran.said[-300:]}"
        if failure not in (KILL, INTERRUPT) and needed:
            why = (
                _NOT_ALLOWED
                if call == "fchown" and failure in ("EACCES", "EPERM")
                else os.strerror(getattr(errno, failure))
            )
            if not any(self.writer.target in line and why in line for line in ran.said.splitlines()):
                yield f"nobody is told: {ran.said[-300:]}"
        if "Traceback" in ran.said or "Internal error" in ran.said:
            yield f"it fails: {ran.said[-300:]}"


def faults(name: str, failures: Iterable[str]) -> tuple[int, list[str]]:
    """How often a command was disturbed, and what was wrong then."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder).resolve(), WRITERS[name])
        if project.before == project.after:
            return 0, [f"{name} writes nothing: {project.undisturbed}"]
        wrong = []
        count = 0
        for failure in failures:
            for number, call in enumerate(project.undisturbed.calls):
                count += 1
                wrong += [
                    f"{name}: {failure} at call {number} ({call}): {fault}"
                    for fault in project.disturbed(number, failure)
                ]
        return count, wrong


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", nargs="+", default=["ENOSPC", "EDQUOT", "EIO", "EACCES", "EPERM", "EROFS"])
    parser.add_argument("--writers", nargs="+", default=[*WRITERS], choices=WRITERS)
    given = parser.parse_args()
    catalog.rules()
    total, failed = 0, 0
    for name in given.writers:
        count, wrong = faults(name, given.errors)
        total, failed = total + count, failed + len(wrong)
        for each in wrong:
            print(each, file=sys.stderr)
    print(f"{len(given.writers)} writers, {total} calls that failed or were never made: {failed} faults")
    raise SystemExit(int(failed > 0 or not total))


if __name__ == "__main__":
    main()
