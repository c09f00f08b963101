"""One run: files found, settings applied, every file checked, projects linked, findings added up."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence

import msgspec

from backend_lint.discovery import DEFAULT_EXCLUDES, Discovered, Filter, Source, discover, matches, shown
from backend_lint.model import Confidence, RuleInfo, Severity
from backend_lint.reports.outcome import Outcome, Skip
from backend_lint.session.project import Bound, NativeRules, Project, Rules, bind, not_analysed
from backend_lint.session.stack import on_big_stack
from backend_lint.session.tally import Tally
from backend_lint.settings import Configuration, Finder, Layer

__all__ = ["Options", "Outcome", "Rules", "Session"]

#: Told the number of files done and of all files.
Progress = Callable[[int, int], None]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for on the command line; None leaves it to the configuration files."""

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


_OVERRIDES = (
    *("fail_on", "min_severity", "min_confidence", "strict", "allow_incomplete", "force_exclude"),
    "include_examples",
)


class Session:
    """Runs with one set of options. Configuration files are read and rules bound once for all its runs;
    `rules` is replaced in tests."""

    def __init__(self, options: Options | None = None, rules: Rules | None = None) -> None:
        """Raises SettingsError when `options.config` cannot be read."""
        self.options = options or Options()
        self._rules = rules or NativeRules()
        self._finder = Finder(self.options.config, isolated=self.options.isolated)
        self._bound: dict[int, Bound] = {}

    def settings(self, directory: str) -> Configuration:
        """The configuration of a directory with the options applied. Raises SettingsError."""
        found = self._finder.of(os.path.abspath(directory))
        given = {name: value for name in _OVERRIDES if (value := getattr(self.options, name)) is not None}
        return msgspec.structs.replace(found, settings=msgspec.structs.replace(found.settings, **given))

    def discover(self, paths: Iterable[str]) -> Discovered:
        """The files to check. Raises discovery.PathError and SettingsError."""
        return discover(paths, self._filter)

    def run(self, paths: Iterable[str], progress: Progress | None = None) -> Outcome:
        """Check `paths`. Raises discovery.PathError and SettingsError."""
        found = self.discover(paths)
        return on_big_stack(lambda stop: self._check(found, stop, progress))

    def run_text(self, name: str, data: bytes, *, per_file: bool = False) -> Outcome:
        """Check these bytes as the file `name`, which need not exist. `per_file`: without the rules that
        need a whole project. Raises SettingsError."""
        path = os.path.abspath(name)
        rules = self._filter(os.path.dirname(path))
        found = Discovered()
        if not (rules.force and matches(rules.exclude, rules.root, path)):
            found.sources.append(Source(shown(path), path, os.path.dirname(path)))
        return on_big_stack(lambda stop: self._check(found, stop, None, data, linked=not per_file))

    def _check(
        self,
        found: Discovered,
        stop: threading.Event,
        progress: Progress | None,
        data: bytes | None = None,
        *,
        linked: bool = True,
    ) -> Outcome:
        projects: dict[int, Project] = {}

        def project_of(directory: str) -> Project:
            bound = self.bound(directory)
            return projects.setdefault(id(bound), Project(bound))

        failed = [skip for skip in found.skipped if skip.failed]
        if failed or not found.sources:  # without files, settings are checked all the same
            here = project_of(os.getcwd())
            for skip in failed:
                here.found[skip.path].append(not_analysed(skip.path, skip.reason, "Exclude it, or make it readable."))
        for number, source in enumerate(found.sources):
            if stop.is_set():
                break
            project_of(source.directory).check(source, data)
            if progress is not None:
                progress(number + 1, len(found.sources))
        tally = Tally({info.code: info for info in self._rules.infos()})
        for project in projects.values():
            if linked:
                project.link()
            tally.add(project)
        skipped = tuple(Skip(skip.path, skip.reason) for skip in found.skipped if not skip.failed)
        return tally.outcome(skipped, [source.path for source in found.sources])

    def infos(self) -> Sequence[RuleInfo]:
        """What is known of all rules."""
        return self._rules.infos()

    def bound(self, directory: str) -> Bound:
        """The settings of a directory bound to rules. Raises SettingsError."""
        key = id(self._finder.of(os.path.abspath(directory)))
        if key not in self._bound:
            options = self.options
            line = Layer(options.select, options.extend_select, options.ignore, "command line")
            self._bound[key] = bind(self.settings(directory), line, self._rules)
        return self._bound[key]

    def _filter(self, directory: str) -> Filter:
        configuration = self.settings(directory)
        settings = configuration.settings
        exclude = DEFAULT_EXCLUDES if settings.exclude is None else settings.exclude
        return Filter(
            configuration.root,
            (*exclude, *settings.extend_exclude, *self.options.exclude),
            settings.respect_gitignore,
            settings.force_exclude,
        )
