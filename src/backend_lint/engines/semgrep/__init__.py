"""The engine for other languages: semgrep with the packs of the selected rules, over the files of a run and no others.

Semgrep is a program of its own, which need not be there. Whatever it does not do is said: an error, a file that it does not
list, a limit that it passes, an answer that is none."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from backend_lint.engines.batch import Checked
from backend_lint.engines.cores import cores
from backend_lint.engines.findings import engine_failed
from backend_lint.engines.mirror import Mirror
from backend_lint.engines.program import Ended, Program, ProgramError
from backend_lint.engines.semgrep import report
from backend_lint.engines.semgrep.locate import OLDEST, Located, NotThereError, locate, too_old
from backend_lint.engines.semgrep.matches import Reading
from backend_lint.hooks import BoundRule
from backend_lint.model import Notice
from backend_lint.packs import Pack, assumed, packs
from backend_lint.semantics.file import SourceFile
from backend_lint.semantics.languages import GENERIC, PYTHON, TITLES
from backend_lint.semantics.redact import redacted_words

#: Seconds for one rule on one file, and after how many such failures the file is given up.
_RULE_SECONDS, _FAILURES = 5, 3
_OPTIONS = (
    *("scan", "--experimental", "--json", "--quiet", "--metrics", "off", "--disable-version-check"),
    # What we decide ourselves: suppressions, which files, how large.
    *("--disable-nosem", "--no-git-ignore", "--no-exclude-minified-files", "--max-target-bytes", "0"),
    *("--timeout", str(_RULE_SECONDS), "--timeout-threshold", str(_FAILURES)),
)
#: Semgrep's status when its command line is wrong, as an older one finds ours.
_USAGE = 2
#: Its statuses when it has done its work; with others it lists errors, and each of them is reported.
_DONE = (0, 1)
#: Ends of names that semgrep does not know, though it knows the language.
_UNKNOWN = {".mts": ".ts", ".cts": ".ts"}


class Limits(NamedTuple):
    """How semgrep is run: `named` is the program that a user names, `required` that it must be there, `seconds` how long a
    run may take."""

    named: str | None = None
    required: bool = False
    seconds: float = 300


class Semgrep:
    """Checks files of the languages that have packs."""

    name = "semgrep"

    def __init__(
        self,
        bound: Iterable[BoundRule],
        limits: Limits,
        role_globs: Mapping[str, Sequence[str]] | None = None,
        roles_off: frozenset[str] = frozenset(),
    ) -> None:
        self._bound = {each.rule.name: each for each in bound}
        self.limits = limits
        self.role_globs = role_globs or {}
        self.roles_off = roles_off

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of the packs. Python is our own engine's."""
        return frozenset(pack.language for pack in packs()) - {PYTHON, GENERIC}

    def codes(self, language: str) -> frozenset[str]:
        """The codes of the selected rules that have a pack for a language."""
        return frozenset(self._bound[pack.rule].rule.code for pack in self.chosen({language}))

    def chosen(self, languages: Iterable[str]) -> list[Pack]:
        """The packs of the selected rules for these languages, without those that options rule out."""
        wanted = {*languages, GENERIC}
        return [
            pack for pack in packs() if pack.language in wanted and pack.rule in self._bound and not self._departs(pack)
        ]

    def ruled_out(self, languages: Iterable[str]) -> list[str]:
        """The codes of the selected rules that have packs for these languages which take options to be as by default."""
        wanted = {*languages, GENERIC}
        departing = (pack for pack in packs() if pack.language in wanted and self._departs(pack))
        return sorted({self._bound[pack.rule].rule.code for pack in departing})

    def _departs(self, pack: Pack) -> bool:
        """Whether an option that the pack takes to have its default has another value."""
        bound = self._bound.get(pack.rule)
        if bound is None or bound.options == bound.rule.options:
            return False
        return any(bound.options.get(name) != bound.rule.options.get(name) for name in assumed(pack))

    def run(self) -> SemgrepRun:
        return SemgrepRun(self)

    def reading(self, mirror: Mirror) -> Reading:
        """What makes findings of what semgrep says about the files of a mirror."""
        return Reading(mirror, {each.rule.code: each for each in self._bound.values()}, self.role_globs, self.roles_off)


class SemgrepRun:
    """One run over some files."""

    def __init__(self, engine: Semgrep) -> None:
        self._engine = engine
        self._mirror: Mirror | None = None
        self._program: Program | None = None
        self._arguments: list[str] = []
        self._failure = ""
        self._languages: set[str] = set()
        self._paths: dict[str, list[str]] = {}

    def add(self, source: SourceFile) -> None:
        """Add a file to be checked, unless no rule asks for its language: then semgrep would not read it."""
        language = source.language
        self.know(source)
        if language not in self._paths and not self._engine.codes(language):
            return
        self._paths.setdefault(language, []).append(source.path)
        if self._failure:
            return
        suffix = Path(source.path).suffix.lower()
        try:
            if self._mirror is None:
                self._mirror = Mirror()
            self._mirror.add(source, _UNKNOWN.get(suffix, suffix))
        except OSError as error:
            self._failure = f"semgrep cannot be given its files: {error.strerror}"

    def know(self, source: SourceFile) -> None:
        """Count a file for what is said about languages."""
        self._languages.add(source.language)

    def start(self) -> None:
        """Start semgrep, unless there is nothing for it to do."""
        if self._mirror is None or self._failure:
            return
        try:
            found = locate(self._engine.limits.named)
        except NotThereError as error:
            self._failure = str(error)
            return
        if found is not None:
            self._arguments = _arguments(found, self._engine.chosen(self._paths))
            self._run(self._arguments)

    def finish(self, stop: threading.Event) -> Checked:
        """What semgrep found, once it has ended."""
        if self._failure:
            return self._failed(self._failure)
        if self._mirror is not None and self._program is None:
            return self._absent()
        try:
            checked = self._read(self._ended(stop)) if self._mirror is not None else Checked()
        except ProgramError as error:
            return self._failed(f"semgrep {error}")
        codes = self._engine.ruled_out(self._languages)
        if codes:
            text = f"the packs of {', '.join(codes)} know the default options only, so other languages were not checked for it"
            checked = checked._replace(notices=(*checked.notices, Notice(text)))
        return checked

    def close(self) -> None:
        if self._program is not None:
            self._program.kill()
        if self._mirror is not None:
            self._mirror.close()

    def _run(self, arguments: list[str]) -> None:
        assert self._mirror is not None
        folder = self._mirror.folder
        more = {
            "SEMGREP_SETTINGS_FILE": str(folder / "settings.yml"),
            "SEMGREP_LOG_FILE": str(folder / "log"),
            "SEMGREP_VERSION_CACHE_PATH": str(folder / "version"),
            "SEMGREP_SEND_METRICS": "off",
            "SEMGREP_ENABLE_VERSION_CHECK": "0",
            # Words of a young heap. Semgrep's threads all wait for each of its collections: with OCaml's own 256k a run over
            # 300 TypeScript files took 8.7 s, with this 7.0 (two cores, +13 MB; `bench/other_languages.py`).
            "OCAMLRUNPARAM": "s=1M",
        }
        try:
            # An ignore file of ours: without one semgrep leaves out directories that it takes for tests and dependencies.
            (self._mirror.files / ".semgrepignore").write_text("# backend-lint decides which files are checked\n")
            self._program = Program(arguments, self._mirror.files, folder, self._engine.limits.seconds, more)
        except OSError as error:
            self._failure = f"semgrep cannot be given its files: {error.strerror}"
        except ProgramError as error:
            self._failure = f"semgrep {error}"

    def _ended(self, stop: threading.Event) -> Ended:
        """How it ended. One that does not know the fast command is asked by the ordinary one, which takes a second more."""
        assert self._program is not None
        ended = self._program.finish(stop)
        if ended.status == _USAGE and "--experimental" in ended.errors and "--experimental" in self._arguments:
            self._arguments.remove("--experimental")
            self._run(self._arguments)
            if self._failure:
                raise ProgramError(self._failure.removeprefix("semgrep "))
            ended = self._program.finish(stop)
        return ended

    def _read(self, ended: Ended) -> Checked:
        assert self._mirror is not None
        if ended.status < 0:
            raise ProgramError(f"was ended by signal {-ended.status}")
        try:
            said = report.read(ended.output)
            old = too_old(said.version)
        except (ValueError, RecursionError):
            last = redacted_words(_last_line(ended.errors))
            raise ProgramError(
                f"ended with status {ended.status} and no report that can be read{f': {last}' if last else ''}"
            ) from None
        if ended.status not in _DONE and not said.errors:
            raise ProgramError(f"ended with status {ended.status}, and its report does not say why")
        if old:
            oldest = ".".join(map(str, OLDEST))
            raise ProgramError(
                f"{said.version} is too old: {oldest} or newer is needed (`backend-lint semgrep install`)"
            )
        try:
            return self._engine.reading(self._mirror).checked(said)
        except OSError as error:
            raise ProgramError(f"ended, and the copies of its files cannot be read: {error.strerror}") from error

    def _absent(self) -> Checked:
        text = f"{self._named()} not analysed: semgrep, which checks them, was not found"
        hint = "`backend-lint semgrep install` installs it in an environment of its own"
        if self._engine.limits.required:
            return self._failed(f"{text}; {hint}")
        return Checked(notices=(Notice(f"{text}; {hint}."),), unseen=self._unseen())

    def _failed(self, cause: str) -> Checked:
        unseen = self._unseen()
        files = "1 file of another language was" if len(unseen) == 1 else f"{len(unseen)} files of other languages were"
        return Checked((engine_failed(cause, f"{files} not analysed."),), (), unseen)

    def _unseen(self) -> frozenset[str]:
        """All files: what is asked for when semgrep read none."""
        return frozenset(path for paths in self._paths.values() for path in paths)

    def _named(self) -> str:
        """The files by language: "3 Go files and 1 Ruby file"."""
        parts = [
            f"{len(paths)} {TITLES[language]} file{'s' if len(paths) != 1 else ''}"
            for language, paths in sorted(self._paths.items(), key=lambda each: (-len(each[1]), each[0]))
        ]
        return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _arguments(found: Located, chosen: Sequence[Pack]) -> list[str]:
    configurations = (word for pack in chosen for word in ("--config", pack.path))
    return [found.path, *_OPTIONS, "--jobs", str(cores()), *configurations, "."]


def _last_line(text: str) -> str:
    lines: Iterator[str] = (line.strip() for line in reversed(text.splitlines()))
    return next((line[:200] for line in lines if line), "")
