"""Knows how settings become engines: what every engine is given of them, and which other programs take part in a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from backend_lint.merge import echoes
from backend_lint.model import LINTERS, RuleInfo
from backend_lint.semantics.languages import GENERIC, PYTHON
from backend_lint.settings import Selection, Settings

if TYPE_CHECKING:  # importing the engines imports LibCST, which a run needs only once it has found files
    from backend_lint.engines.batch import Batch, Run
    from backend_lint.hooks import BoundRule


def bound_rules(selection: Selection) -> list[BoundRule]:
    """The selected rules with their options, by code."""
    from backend_lint import catalog
    from backend_lint.hooks import BoundRule

    return [
        BoundRule(rule, selection.options[rule.code], rule.code in selection.strict)
        for rule in catalog.rules()
        if rule.code in selection.options
    ]


def role_globs(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The globs by which settings give files a role."""
    return {str(role): globs for role, globs in settings.roles.items()}


def roles_off(settings: Settings) -> frozenset[str]:
    """The roles that no file plays under these settings."""
    return frozenset({"example"} if settings.include_examples else ())


def _infos() -> Sequence[RuleInfo]:
    from backend_lint import catalog

    return catalog.infos()


class Programs:
    """The other engines. `asked` are those that the command line asks for: they must be there. `semgrep` is the program that
    it names, and `rules` tells what is known of our own rules."""

    def __init__(
        self,
        asked: Sequence[str] = (),
        semgrep: str | None = None,
        rules: Callable[[], Sequence[RuleInfo]] | None = None,
    ) -> None:
        self._asked = frozenset(asked)
        self._semgrep = semgrep
        self._rules = rules or _infos

    def languages(self, settings: Settings) -> frozenset[str]:
        """The languages whose files a run looks for."""
        if not self._has_semgrep(settings):
            return frozenset({PYTHON})
        from backend_lint.packs import languages

        return languages() - {GENERIC} | {PYTHON}

    def infos(self) -> Sequence[RuleInfo]:
        """What is known of the rules of other linters, under their own codes: those that say what one of ours says."""
        return self._echoes

    @cached_property
    def _echoes(self) -> Sequence[RuleInfo]:
        return echoes(self._rules())

    def off(self, settings: Settings) -> frozenset[str]:
        """The codes of linters that do not take part."""
        runs = {name for name in LINTERS if getattr(settings.engines, name) or name in self._asked}
        return frozenset(info.code for info in self.infos() if info.family not in runs)

    def batches(self, settings: Settings, selection: Selection) -> tuple[Batch, ...]:
        """The engines for these settings."""
        return (*self._semgrep_batch(settings, selection), *self._linters(settings, selection))

    def _linters(self, settings: Settings, selection: Selection) -> Iterator[Batch]:
        for name in LINTERS:
            infos = {info.code: info for info in self.infos() if info.family == name and info.code in selection.options}
            if infos:
                from backend_lint.engines.linters import Linter

                yield Linter(name, infos, settings.engines.time_limit)

    def _semgrep_batch(self, settings: Settings, selection: Selection) -> Iterator[Batch]:
        if not self._has_semgrep(settings):
            return
        required = settings.engines.semgrep == "required" or "semgrep" in self._asked

        def make() -> Batch:
            from backend_lint.engines.semgrep import Limits, Semgrep

            limits = Limits(self._semgrep, required, settings.engines.time_limit)
            return Semgrep(bound_rules(selection), limits, role_globs(settings), roles_off(settings))

        yield _Later("semgrep", self.languages(settings) - {PYTHON}, make)

    def _has_semgrep(self, settings: Settings) -> bool:
        return settings.engines.semgrep != "off" or "semgrep" in self._asked


class _Later:
    """An engine that is made for the first file in one of its languages: what runs semgrep imports LibCST and all rules."""

    def __init__(self, name: str, languages: frozenset[str], make: Callable[[], Batch]) -> None:
        self.name = name
        self.languages = languages
        self._make = make

    @cached_property
    def _made(self) -> Batch:
        return self._make()

    def codes(self, language: str) -> frozenset[str]:
        return self._made.codes(language)

    def run(self) -> Run:
        return self._made.run()


class NoPrograms(Programs):
    """Our own engine alone, as editors and flake8 have it: no other program starts while somebody types."""

    def languages(self, settings: Settings) -> frozenset[str]:
        return frozenset({PYTHON})

    def off(self, settings: Settings) -> frozenset[str]:
        return frozenset(info.code for info in self.infos())

    def batches(self, settings: Settings, selection: Selection) -> tuple[Batch, ...]:
        return ()
