"""Knows one configuration bound to rules, and the files of a run that it governs: checked one by one, then
linked together."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from backend_lint.discovery import Source
from backend_lint.model import NOT_ANALYSED, FileResult, Finding, Place, RuleInfo
from backend_lint.semantics.file import NotAnalysed, read
from backend_lint.settings import Configuration, Layer, Selection, Settings, resolve, resolver_of_names

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
    """The rules of this package, loaded when first asked for: importing LibCST takes 0.2 s."""

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
        return native.Engine(bound, {str(role): globs for role, globs in settings.roles.items()}, off)


@dataclass(frozen=True)
class Bound:
    """A configuration with its rules chosen: `ignored` are the codes to drop by glob."""

    configuration: Configuration
    selection: Selection
    engine: Engine
    ignored: tuple[tuple[str, frozenset[str]], ...]

    @property
    def settings(self) -> Settings:
        return self.configuration.settings


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
    return Bound(configuration, selection, rules.engine(settings, selection), ignored)


@dataclass
class Project:
    """What one run found under one configuration. Files are named by their path from the configuration's
    root, so that what a path says about a file does not depend on the current directory; `data` holds the
    bytes of files with findings."""

    bound: Bound
    sources: dict[str, Source] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    found: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    facts: list[Any] = field(default_factory=list)

    def check(self, source: Source, data: bytes | None) -> None:
        """Check one file, reading it unless `data` is given."""
        here = os.path.join(os.getcwd(), source.path)
        path = os.path.relpath(here, self.bound.configuration.root).replace(os.sep, "/")
        self.sources[path] = source
        limit = self.bound.settings.max_file_bytes
        try:
            content = read(source.real, limit) if data is None else data
        except NotAnalysed as refusal:
            self.found[path].append(not_analysed(path, refusal.cause, refusal.hint, refusal.place))
            return
        if len(content) > limit:
            cause = f"{len(content):,} bytes, over the limit of {limit:,}"
            self.found[path].append(not_analysed(path, cause, "Exclude the file, or raise max-file-bytes."))
            return
        result = self.bound.engine.check(path, content)
        self.found[path] += result.findings
        if result.findings or data is not None:
            self.data[path] = content
        if result.facts is not None:
            self.facts.append(result.facts)

    def link(self) -> None:
        """Add the findings that need the facts of all files."""
        for finding in self.bound.engine.check_project(self.facts):
            self.found[finding.path].append(finding)
            source = self.sources.get(finding.path)
            if finding.path in self.data or source is None:
                continue
            try:
                self.data[finding.path] = read(source.real, self.bound.settings.max_file_bytes)
            except NotAnalysed:
                continue  # gone since it was checked: the finding is shown without its source


def not_analysed(path: str, cause: str, hint: str, place: Place | None = None) -> Finding:
    """The finding that says why a file was not read."""
    return Finding(path, place or _TOP, NOT_ANALYSED, "not-analysed", cause, "error", hint=hint)
