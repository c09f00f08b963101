"""One run: files found, settings applied, every file checked, projects linked, findings added up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

import msgspec

from backend_lint.discovery import (
    DEFAULT_EXCLUDES,
    Discovered,
    Disk,
    Filter,
    Skipped,
    Source,
    discover,
    forced_out,
    shown,
)
from backend_lint.engines.stack import on_big_stack
from backend_lint.model import Confidence, RuleInfo, Severity
from backend_lint.pool import MANY, Workers
from backend_lint.reports.outcome import Outcome
from backend_lint.semantics.languages import language_of, suffixes
from backend_lint.session.baselines import Baselines, Shelf, Stale
from backend_lint.session.checking import Progress, Work, check_all, workers
from backend_lint.session.comparison import Comparison, Since, were_there
from backend_lint.session.programs import NoPrograms, Programs
from backend_lint.session.project import (
    Bound,
    Project,
    Reader,
    bind,
    from_disk,
    given,
    not_analysed,
)
from backend_lint.session.results import Results
from backend_lint.session.rules import NativeRules, Rules
from backend_lint.session.tally import Tally
from backend_lint.settings import Configuration, Finder, Layer
from backend_lint.settings.files import check_patterns

if TYPE_CHECKING:  # most runs are no part of another
    from backend_lint.session.sharding import Sharding

__all__ = ["Options", "Outcome", "Review", "Rules", "Session", "Since"]

Result = TypeVar("Result")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for on the command line; None leaves it to the configuration files.

    `jobs` are the processes that may check files, 0 for one per core; `executor` is the cluster that checks instead; `cache_dir` is where results are kept, None for
    nowhere."""

    config: str | None = None
    isolated: bool = False
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None
    fail_on: Severity | None = None
    min_severity: Severity | None = None
    min_confidence: Confidence | None = None
    strict: bool | None = None
    allow_incomplete: bool | None = None
    include_examples: bool | None = None
    baseline: str | None = None
    no_baseline: bool = False
    engine: tuple[str, ...] = ()
    semgrep_path: str | None = None
    jobs: int = 1
    executor: str | None = None
    cache_dir: str | None = None


_OVERRIDES = (
    *("fail_on", "min_severity", "min_confidence", "strict", "allow_incomplete", "force_exclude"),
    "include_examples",
)


class Review(msgspec.Struct, frozen=True):
    """A run together with what the baselines have to do with it: their entries that are stale, and their use."""

    outcome: Outcome
    stale: tuple[Stale, ...]
    baselines: Baselines


class Session:
    """Runs with one set of options. Configuration files are read and rules bound once for all its runs;
    `rules` is replaced in tests. `here` (absolute) stands for the current directory where a process serves others: a
    project without a configuration begins there. `today` decides whether a `fixme` has expired; None is the day of each
    run."""

    def __init__(
        self,
        options: Options | None = None,
        rules: Rules | None = None,
        here: str | None = None,
        today: date | None = None,
        programs: Programs | None = None,
        sharding: Sharding | None = None,
        pool: Workers | None = None,
    ) -> None:
        """`pool`: workers that were started already. Raises SettingsError when `options.config` cannot be read, or `options.exclude` holds no patterns, and
        pool.ExecutorError."""
        self.options = options or Options()
        check_patterns(self.options.exclude, "--exclude")
        self._results = Results(self.options.cache_dir) if self.options.cache_dir is not None else None
        #: Why results are not kept, in one line, which may hold any character of a path.
        self.trouble: str | None = None
        #: Workers, when more than one process may check files.
        self.pool = pool or workers(self.options.jobs, self.options.executor)
        self._rules = rules or NativeRules(results=self._results, pool=self.pool)
        asked = Programs(self.options.engine, self.options.semgrep_path, self._rules.infos)
        self._programs = asked if rules is None and programs is None else programs or NoPrograms()
        self._finder = Finder(self.options.config, isolated=self.options.isolated, here=here)
        self._here = here
        self._today = today
        self._sharding = sharding
        self._bound: dict[int, Bound] = {}
        self._configurations: dict[int, Configuration] = {}
        self._shelf = Shelf(self.options.baseline, off=self.options.no_baseline)

    def settings(self, directory: str) -> Configuration:
        """The configuration of a directory with the options applied. Raises SettingsError."""
        found = self._finder.of(os.path.abspath(directory))
        if id(found) not in self._configurations:
            given = {name: value for name in _OVERRIDES if (value := getattr(self.options, name)) is not None}
            settings = msgspec.structs.replace(found.settings, **given)
            self._configurations[id(found)] = msgspec.structs.replace(found, settings=settings)
        return self._configurations[id(found)]

    def discover(self, paths: Iterable[str], disk: Disk | None = None) -> Discovered:
        """The files to check. Raises discovery.PathError and SettingsError."""
        return discover(paths, self._filter, disk)

    def run(self, paths: Iterable[str], progress: Progress | None = None) -> Outcome:
        """Check `paths`. Raises discovery.PathError and SettingsError."""
        return self.review(paths, progress).outcome

    def review(self, paths: Iterable[str], progress: Progress | None = None) -> Review:
        """Check `paths`, and tell what of the baselines is used. Raises discovery.PathError and SettingsError."""
        paths = tuple(paths)
        found = self.discover(paths)
        directories = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
        baselines = Baselines(self._shelf, directories)
        tally = self._run(lambda stop: self._linked(self._check(found, stop, baselines, progress), baselines))
        return Review(tally.outcome(found, stale=True), tuple(tally.stale), baselines)

    def examine(self, paths: Iterable[str], progress: Progress | None = None) -> list[Project]:
        """Check `paths` file by file, and report nothing: what a shard does. Raises discovery.PathError and SettingsError."""
        found = self.discover(paths)
        return self._run(lambda stop: self._check(found, stop, Baselines(self._shelf), progress))

    def compare(self, paths: Iterable[str], since: Since, progress: Progress | None = None) -> Outcome:
        """Check `paths`, and report what is new. Without paths the whole repository. Raises discovery.PathError,
        SettingsError and RevisionError."""
        comparison = Comparison(self, tuple(paths), since)
        baselines, earlier = Baselines(self._shelf), Baselines(self._shelf)

        def check(stop: threading.Event) -> tuple[Tally, Tally]:
            after = self._check(comparison.found, stop, baselines, progress, comparison.reader)
            before = comparison.before(after, stop)
            for project in before:
                earlier.open(project)
            return self._linked(after, baselines), self._linked(before, earlier)

        after, before = self._run(check)
        old = [found for found, _ in before.not_held()]
        return after.outcome(comparison.found, known=partial(were_there, old, comparison.moved))

    def run_text(self, name: str, data: bytes, *, per_file: bool = False) -> Outcome:
        """Check these bytes as the file `name`, which need not exist. `per_file`: without the rules that
        need a whole project. A path that a run would leave out though it is named is left out. Raises SettingsError."""
        return self.run_texts({name: data}, per_file=per_file)

    def run_texts(self, texts: Mapping[str, bytes], *, per_file: bool = True) -> Outcome:
        """Check bytes by the names of their files; see `run_text`."""
        found = Discovered()
        by_path = {os.path.abspath(name): data for name, data in texts.items()}
        for path in by_path:
            spoken = self._programs.languages(self.settings(os.path.dirname(path)).settings)
            if language_of(path) not in spoken:
                found.skipped.append(Skipped(shown(path), "not in a language that is checked"))
            elif not forced_out(path, self._filter):
                found.sources.append(Source(shown(path), path, os.path.dirname(path)))
        baselines = Baselines(self._shelf)

        def reader(source: Source, limit: int) -> bytes:
            return given(by_path[source.real])(source, limit)

        def check(stop: threading.Event) -> Tally:
            return self._linked(self._check(found, stop, baselines, None, reader), baselines, per_file=per_file)

        return self._run(check).outcome(found)

    def _run(self, work: Callable[[threading.Event], Result]) -> Result:
        """What `work` returns; workers are ended, and what was found is kept."""

        def begun(stop: threading.Event) -> Result:
            if self.pool is not None:
                self.pool.stop = stop
            return work(stop)

        try:
            return on_big_stack(begun)
        finally:
            if self.pool is not None:
                self.pool.close()
            if self._results is not None:
                self.trouble = self._results.save()

    def _check(
        self,
        found: Discovered,
        stop: threading.Event,
        baselines: Baselines,
        progress: Progress | None,
        reader: Reader = from_disk,
    ) -> list[Project]:
        projects: dict[int, Project] = {}

        @cache  # a directory has many files
        def project_of(directory: str) -> Project:
            bound = self.bound(directory)
            if id(bound) not in projects:
                projects[id(bound)] = Project(bound, reader)
                baselines.open(projects[id(bound)])
            return projects[id(bound)]

        if (
            self.pool is not None
            and len(found.sources) > MANY
            and (self._results is None or self._results.infos is None)
        ):
            self.pool.start(len(found.sources))  # what takes 0.3 s is imported there, and nothing of it here
        failed = [skip for skip in found.skipped if skip.failed]
        if failed or not found.sources:  # without files, settings are checked all the same
            here = project_of(self._here or os.getcwd())
            for skip in failed:
                here.found[skip.path].append(not_analysed(skip.path, skip.reason, "Exclude it, or make it readable."))
        work: Work = [(project_of(source.directory), source) for source in found.sources]
        if self._sharding is not None:
            work = self._sharding.begin(work)
        check_all(work, stop, progress, self.pool)
        if self._sharding is not None:
            self._sharding.end(projects.values())
        return [*projects.values()]

    def _linked(self, projects: Iterable[Project], baselines: Baselines, *, per_file: bool = False) -> Tally:
        tally = Tally({info.code: info for info in self.infos()}, baselines, self._today or date.today())
        for project in projects:
            if not per_file:
                project.link()
            tally.add(project)
        return tally

    def infos(self) -> Sequence[RuleInfo]:
        """What is known of all rules, those of other linters included."""
        return (*self._rules.infos(), *self._programs.infos())

    def bound(self, directory: str) -> Bound:
        """The settings of a directory bound to rules. Raises SettingsError."""
        key = id(self._finder.of(os.path.abspath(directory)))
        if key not in self._bound:
            options = self.options
            line = Layer(options.select, options.extend_select, options.ignore, "command line")
            bound = bind(self.settings(directory), line, self._rules, self._programs)
            self._bound[key] = bound if self._sharding is None else self._sharding.bound(bound)
        return self._bound[key]

    def baseline_path(self, directory: str) -> str:
        """Where the baseline for files of a directory stands, absolute, whether it exists or not. Raises
        SettingsError."""
        return self._shelf.path(self.settings(directory))

    def _filter(self, directory: str) -> Filter:
        configuration = self.settings(directory)
        settings = configuration.settings
        exclude = DEFAULT_EXCLUDES if settings.exclude is None else settings.exclude
        return Filter(
            configuration.root,
            (*exclude, *settings.extend_exclude, *self.options.exclude),
            settings.respect_gitignore,
            settings.force_exclude,
            suffixes(self._programs.languages(settings)),
        )
