"""Knows where rules come from, and what they found before: an engine is made only for what is not known yet."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Protocol

import msgspec

from backend_lint.cache import Shelf, digest_of
from backend_lint.model import RULE_FAILED, FileResult, Finding, RuleInfo
from backend_lint.pool import Lost, Workers
from backend_lint.pool.recipe import (
    ChosenRule,
    PackedFacts,
    Recipe,
    packed,
    packed_findings,
    unpacked,
    unpacked_findings,
)
from backend_lint.session.limited import LimitedEngine
from backend_lint.session.programs import role_globs, roles_off
from backend_lint.session.results import Results, infos
from backend_lint.settings import Configuration, Selection

#: What tells the key of a project from that of a file, which has two parts.
_PROJECT = b"project"


class Engine(Protocol):
    """What checks files with a selection of rules; see `engines.native`."""

    def check(self, path: str, data: bytes) -> FileResult: ...

    def check_project(self, facts: Sequence[Any]) -> tuple[Finding, ...]: ...


class Rules(Protocol):
    """Where rules come from: what is known of them, and an engine that runs some of them."""

    def infos(self) -> Sequence[RuleInfo]: ...

    def engine(self, configuration: Configuration, selection: Selection) -> Engine: ...


class NativeRules:
    """The rules of this package. `again`: for files that are checked again and again."""

    def __init__(self, *, again: bool = False, results: Results | None = None, pool: Workers | None = None) -> None:
        self._again = again
        self._results = results
        self._pool = pool

    def infos(self) -> Sequence[RuleInfo]:
        return self._infos

    def engine(self, configuration: Configuration, selection: Selection) -> NativeEngine:
        wanted = recipe(configuration, selection)
        shelf = self._results.shelf(configuration.root, wanted) if self._results is not None else None
        return NativeEngine(wanted, again=self._again, shelf=shelf, pool=self._pool)

    @cached_property
    def _infos(self) -> Sequence[RuleInfo]:
        """From where it takes least: what was kept, a worker, which has imported all rules, or our own import of them."""
        if self._results is not None and self._results.infos is not None:
            return self._results.infos
        told = self._pool.infos() if self._pool is not None else None
        known = infos(told) if told is not None else None
        if known is None:
            from backend_lint import catalog

            known = catalog.infos()
        if self._results is not None:
            self._results.keep_infos(known)
        return known


class NativeEngine:
    """Our own engine under one recipe, made when first needed: importing LibCST and all rules takes 0.3 s. `shelf` has
    what it found before, and workers of `pool` may have made one like it."""

    def __init__(
        self, recipe: Recipe, *, again: bool = False, shelf: Shelf | None = None, pool: Workers | None = None
    ) -> None:
        self.recipe = recipe
        self.shelf = shelf
        self.pool = pool
        self._engine = LimitedEngine(recipe, again=again)

    def known(self, path: str, data: bytes) -> FileResult | Lost | None:
        """What these bytes gave before; None when that is not known."""
        answer = self.shelf.get(file_key(path, data)) if self.shelf is not None else None
        try:
            return None if answer is None else unpacked(path, answer)
        except msgspec.MsgspecError:
            return None

    def check(self, path: str, data: bytes) -> FileResult:
        """The findings and facts of one file."""
        known = self.known(path, data)
        if isinstance(known, FileResult):
            return known
        return self.learned(path, data, packed(self._engine.check(path, data)))

    def learned(self, path: str, data: bytes, answer: bytes) -> FileResult:
        """The findings and facts that an engine of this recipe found. Raises msgspec.MsgspecError."""
        result = unpacked(path, answer)
        if self.shelf is not None and not result.failed and _lasts(result.findings):
            self.shelf.put(file_key(path, data), answer)
        return result

    def lost(self, path: str, data: bytes, answer: Lost) -> None:
        """To be told of a file that has no result. Nothing is kept of it: the next run tries again."""

    def check_project(self, facts: Sequence[PackedFacts]) -> tuple[Finding, ...]:
        """The findings that need the facts of all files."""
        if self.shelf is None:
            return self._linked(facts)
        key = digest_of(_PROJECT, *(part for each in facts for part in (os.fsencode(each.path), each.data)))
        answer = self.shelf.get(key)
        if answer is not None:
            with suppress(msgspec.MsgspecError):
                return unpacked_findings(answer)
        found = self._linked(facts)
        if _lasts(found):
            self.shelf.put(key, packed_findings(found))
        return found

    def _linked(self, facts: Sequence[PackedFacts]) -> tuple[Finding, ...]:
        answer = self.pool.link(self.recipe, facts) if self.pool is not None else None
        if answer is not None:
            with suppress(msgspec.MsgspecError):
                return unpacked_findings(answer)
        # As it comes back from a worker or the cache, where what is no text is written out.
        return unpacked_findings(packed_findings(self._engine.check_project(facts)))


def _lasts(findings: Iterable[Finding]) -> bool:
    """Whether the same bytes will give the same: a rule that failed may have lacked memory, and is tried again."""
    return all(each.code != RULE_FAILED for each in findings)


def file_key(path: str, data: bytes) -> bytes:
    """What the result of a file is kept under, among those of one recipe."""
    return digest_of(os.fsencode(path), data)


def recipe(configuration: Configuration, selection: Selection) -> Recipe:
    """All that decides what our engine finds under a configuration."""
    settings = configuration.settings
    chosen = [
        ChosenRule(code, dict(options), code in selection.strict) for code, options in sorted(selection.options.items())
    ]
    return Recipe(tuple(chosen), role_globs(settings), tuple(sorted(roles_off(settings))))
