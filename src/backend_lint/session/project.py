"""Knows one configuration bound to rules, and the files of a run that it governs: checked one by one, then
linked together."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import msgspec

from backend_lint.discovery import Source
from backend_lint.model import NOT_ANALYSED, FileResult, Finding, Place, RuleInfo
from backend_lint.paths import relative
from backend_lint.semantics.file import NotAnalysed, read, too_large
from backend_lint.settings import Configuration, Layer, Selection, Settings, resolve, resolver_of_names
from backend_lint.suppressions import mentioned

_TOP = Place(1, 1, 1, 1)


class Engine(Protocol):
    """What checks files with a selection of rules; see `engines.native`."""

    def check(self, path: str, data: bytes) -> FileResult: ...

    def check_project(self, facts: Sequence[Any]) -> tuple[Finding, ...]: ...


class Rules(Protocol):
    """Where rules come from: what is known of them, and an engine that runs some of them."""

    def infos(self) -> Sequence[RuleInfo]: ...

    def engine(self, settings: Settings, selection: Selection) -> Engine: ...


class NativeRules:
    """The rules of this package, loaded when first asked for: importing LibCST takes 0.2 s. `again`: for files that are
    checked again and again."""

    def __init__(self, *, again: bool = False) -> None:
        self._again = again

    def infos(self) -> Sequence[RuleInfo]:
        from backend_lint import catalog

        return catalog.infos()

    def engine(self, settings: Settings, selection: Selection) -> Engine:
        from backend_lint import catalog
        from backend_lint.engines import native
        from backend_lint.hooks import BoundRule

        bound = [
            BoundRule(rule, selection.options[rule.code], rule.code in selection.strict)
            for rule in catalog.rules()
            if rule.code in selection.options
        ]
        off = frozenset({"example"} if settings.include_examples else ())
        return native.Engine(
            bound, {str(role): globs for role, globs in settings.roles.items()}, off, again=self._again
        )


@dataclass(frozen=True)
class Bound:
    """A configuration with its rules chosen: `ignored` are the codes to drop by glob. `command_line` and `rules` are
    what they were chosen by and from."""

    configuration: Configuration
    selection: Selection
    engine: Engine
    ignored: tuple[tuple[str, frozenset[str]], ...]
    command_line: Layer
    rules: Rules

    @property
    def settings(self) -> Settings:
        return self.configuration.settings

    @cached_property
    def stricter(self) -> Engine:
        """An engine that finds what this one would find with `strict` on."""
        settings = msgspec.structs.replace(self.settings, strict=True)
        configuration = msgspec.structs.replace(self.configuration, settings=settings)
        return bind(configuration, self.command_line, self.rules).engine


def bind(configuration: Configuration, command_line: Layer, rules: Rules) -> Bound:
    """Choose the rules of a configuration. Raises SettingsError."""
    settings = configuration.settings
    source = configuration.source or "defaults"
    infos = rules.infos()
    file = Layer(settings.select, settings.extend_select, (*settings.ignore, *settings.extend_ignore), source)
    selection = resolve(settings, infos, [file, command_line], source)
    codes = resolver_of_names(infos)
    ignored = tuple(
        (pattern, frozenset(code for selector in selectors for code in codes(selector, source)))
        for pattern, selectors in settings.per_file_ignores.items()
    )
    return Bound(configuration, selection, rules.engine(settings, selection), ignored, command_line, rules)


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

    def check(self, source: Source) -> None:
        """Check one file."""
        here = os.path.join(os.getcwd(), source.path)
        path = relative(here, self.bound.configuration.root)
        self.sources[path] = source
        limit = self.bound.settings.max_file_bytes
        try:
            content = self.reader(source, limit)
        except NotAnalysed as refusal:
            self.found[path].append(not_analysed(path, refusal.cause, refusal.hint, refusal.place))
            return
        result = self.bound.engine.check(path, content)
        self.found[path] += result.findings
        if result.findings or mentioned(content):
            self.data[path] = content
        if result.facts is not None:
            self.facts[path] = result.facts

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
        for finding in self.bound.engine.check_project([*self.facts.values()]):
            self.found[finding.path].append(finding)
            source = self.sources.get(finding.path)
            if finding.path in self.data or source is None:
                continue
            try:
                self.data[finding.path] = self.reader(source, self.bound.settings.max_file_bytes)
            except NotAnalysed:
                continue  # gone since it was checked: the finding is shown without its source


def not_analysed(path: str, cause: str, hint: str, place: Place | None = None) -> Finding:
    """The finding that says why a file was not read."""
    return Finding(path, place or _TOP, NOT_ANALYSED, "not-analysed", cause, "error", hint=hint)
