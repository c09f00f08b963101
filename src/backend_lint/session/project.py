"""Knows one configuration bound to rules, and the files of a run that it governs: checked one by one, then
linked together."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from backend_lint.discovery import Source
from backend_lint.model import NOT_ANALYSED, Applicability, FileResult, Finding, Notice, Place
from backend_lint.paths import relative
from backend_lint.semantics.file import NotAnalysed, decode, read, too_large
from backend_lint.semantics.languages import language_of
from backend_lint.semantics.vendored import minified
from backend_lint.session.programs import NoPrograms, Programs
from backend_lint.session.rules import Engine, Rules
from backend_lint.settings import Configuration, Layer, Selection, Settings, resolve, resolver_of_names, trust_in_fixes
from backend_lint.suppressions import mentioned

if TYPE_CHECKING:  # see `programs`
    from backend_lint.engines.batch import Batch, Run

_TOP = Place(1, 1, 1, 1)


@dataclass(frozen=True)
class Bound:
    """A configuration with its rules chosen: `ignored` are the codes to drop by glob. `command_line` and `rules` are
    what they were chosen by and from; `batches` are the other programs that check its files; `trust` says by code how
    sure a rule's fixes count, where that is not what the rule says."""

    configuration: Configuration
    selection: Selection
    engine: Engine
    ignored: tuple[tuple[str, frozenset[str]], ...]
    command_line: Layer
    rules: Rules
    batches: tuple[Batch, ...] = ()
    trust: Mapping[str, Applicability] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return self.configuration.settings

    def trusted(self, finding: Finding) -> Finding:
        """A finding whose fix is as sure as settings want it. A sketch stays one."""
        fix, trust = finding.fix, self.trust.get(finding.code)
        if fix is None or trust is None or fix.applicability in ("suggest", trust):
            return finding
        return msgspec.structs.replace(finding, fix=msgspec.structs.replace(fix, applicability=trust))

    @cached_property
    def stricter(self) -> Engine:
        """An engine that finds what this one would find with `strict` on."""
        settings = msgspec.structs.replace(self.settings, strict=True)
        configuration = msgspec.structs.replace(self.configuration, settings=settings)
        return bind(configuration, self.command_line, self.rules, NoPrograms()).engine


def bind(configuration: Configuration, command_line: Layer, rules: Rules, programs: Programs) -> Bound:
    """Choose the rules of a configuration. Raises SettingsError."""
    settings = configuration.settings
    source = configuration.source or "defaults"
    infos = (*rules.infos(), *programs.infos())
    file = Layer(settings.select, settings.extend_select, (*settings.ignore, *settings.extend_ignore), source)
    selection = resolve(settings, infos, [file, command_line], source)
    off = programs.off(settings)
    options = {code: given for code, given in selection.options.items() if code not in off}
    selection = msgspec.structs.replace(selection, options=options)
    codes = resolver_of_names(infos)
    ignored = tuple(
        (pattern, frozenset(code for selector in selectors for code in codes(selector, source)))
        for pattern, selectors in settings.per_file_ignores.items()
    )
    batches = programs.batches(settings, selection)
    trust = trust_in_fixes(settings, infos, source)
    engine = rules.engine(configuration, selection)
    return Bound(configuration, selection, engine, ignored, command_line, rules, batches, trust)


#: Gives the bytes of a file, which may be no more than a number. Raises NotAnalysed.
Reader = Callable[[Source, int], bytes]


def from_disk(source: Source, limit: int) -> bytes:
    """The reader of what stands in the work tree."""
    return read(source.real, limit)


def given(data: bytes) -> Reader:
    """The reader of bytes that are there already."""

    def reader(_: Source, limit: int) -> bytes:
        if len(data) > limit:
            raise too_large(len(data), limit)
        return data

    return reader


@dataclass
class Project:
    """What one run found under one configuration. Files are named by their path from the configuration's
    root, so that what a path says about a file does not depend on the current directory; `data` holds the
    bytes of files with findings or with comments that may be about some, `facts` the facts of each file that was analysed."""

    bound: Bound
    reader: Reader = from_disk
    sources: dict[str, Source] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    found: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, Any] = field(default_factory=dict)
    linked: bool = False
    notices: list[Notice] = field(default_factory=list)
    unseen: set[str] = field(default_factory=set)
    left_out: dict[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    def gather(self, source: Source) -> None:
        """Hand one file to the programs that check its language; they start together, see `checking`."""
        batches = [each for each in self.bound.batches if language_of(source.real) in each.languages]
        read = self.read(source) if batches else None
        if read is None:
            return
        path, content = read
        try:
            file = decode(path, content)
        except NotAnalysed as refusal:
            self._refuse(path, refusal)
            return
        if minified(path, file.text):
            self.left_out[path] = "minified"
            return
        if mentioned(content):
            self.data[path] = content
        if not self.runs:
            self.runs = [each.run() for each in self.bound.batches]
        for batch, run in zip(self.bound.batches, self.runs, strict=True):
            if batch in batches:
                run.add(file)

    def collect(self, run: Run, stop: threading.Event) -> None:
        """Take over what a program found."""
        checked = run.finish(stop)
        self.notices += checked.notices
        self.unseen |= checked.unseen
        for finding in checked.findings:
            self.found[finding.path].append(finding)
            self._keep(finding.path)

    def read(self, source: Source) -> tuple[str, bytes] | None:
        """The path of a file from the root and its bytes; None when it cannot be read, which is then a finding."""
        path = relative(os.path.join(os.getcwd(), source.path), self.bound.configuration.root)
        self.sources[path] = source
        if any(each.code == NOT_ANALYSED for each in self.found[path]):
            return None  # said when it was read for another engine
        try:
            return path, self.reader(source, self.bound.settings.max_file_bytes)
        except NotAnalysed as refusal:
            self._refuse(path, refusal)
            return None

    def take(self, path: str, content: bytes, result: FileResult) -> None:
        """Take over what our own engine found in a file that was read."""
        self.found[path] += result.findings
        if result.findings or mentioned(content):
            self.data[path] = content
        if result.facts is not None:
            self.facts[path] = result.facts

    def lose(self, path: str, cause: str, hint: str) -> None:
        """Say why a file that was read was not analysed."""
        self.found[path].append(not_analysed(path, cause, hint))

    def _refuse(self, path: str, refusal: NotAnalysed) -> None:
        """Say why a file is not read."""
        self.found[path].append(not_analysed(path, refusal.cause, refusal.hint, refusal.place))

    def adopt(self, other: Project, path: str) -> None:
        """Take over what another project, not linked yet, found in a file that both have alike."""
        self.sources[path] = other.sources[path]
        self.found[path] += other.found[path]
        if path in other.data:
            self.data[path] = other.data[path]
        if path in other.facts:
            self.facts[path] = other.facts[path]

    def link(self) -> None:
        """Add the findings that need the facts of all files."""
        self.linked = True
        for finding in self.bound.engine.check_project(
            [self.facts[path] for path in self.sources if path in self.facts]
        ):
            self.found[finding.path].append(finding)
            self._keep(finding.path)

    def _keep(self, path: str) -> None:
        """Keep the bytes of a file that has findings."""
        source = self.sources.get(path)
        if path in self.data or source is None:
            return
        try:
            self.data[path] = self.reader(source, self.bound.settings.max_file_bytes)
        except NotAnalysed:
            return  # gone since it was checked: the finding is shown without its source


def not_analysed(path: str, cause: str, hint: str, place: Place | None = None) -> Finding:
    """The finding that says why a file was not read."""
    return Finding(path, place or _TOP, NOT_ANALYSED, "not-analysed", cause, "error", hint=hint)
