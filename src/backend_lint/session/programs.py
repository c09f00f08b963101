"""Knows which other programs take part in a run, from what settings and the command line say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from backend_lint.model import RuleInfo
from backend_lint.semantics.languages import GENERIC, PYTHON
from backend_lint.settings import Selection, Settings

if TYPE_CHECKING:  # importing the engines imports LibCST, which a run needs only once it has found files
    from backend_lint.engines.batch import Batch


class Programs:
    """The other engines. `asked` are those that the command line asks for: they must be there. `semgrep` is the program that
    it names."""

    def __init__(self, asked: Sequence[str] = (), semgrep: str | None = None) -> None:
        self._asked = frozenset(asked)
        self._semgrep = semgrep

    def languages(self, settings: Settings) -> frozenset[str]:
        """The languages whose files a run looks for."""
        if not self._has_semgrep(settings):
            return frozenset({PYTHON})
        from backend_lint.packs import packs

        return frozenset(pack.language for pack in packs()) - {GENERIC} | {PYTHON}

    def infos(self) -> Sequence[RuleInfo]:
        """What is known of the rules of other linters, under their own codes: those that say what one of ours says."""
        from backend_lint import catalog

        return catalog.echoes()

    def off(self, settings: Settings) -> frozenset[str]:
        """The codes of linters that do not take part."""
        runs = {name for name in ("ruff", "bandit") if getattr(settings.engines, name) or name in self._asked}
        return frozenset(info.code for info in self.infos() if info.family not in runs)

    def batches(self, settings: Settings, selection: Selection) -> tuple[Batch, ...]:
        """The engines for these settings."""
        return (*self._semgrep_batch(settings, selection), *self._linters(settings, selection))

    def _linters(self, settings: Settings, selection: Selection) -> Iterator[Batch]:
        from backend_lint.engines.linters import NAMES, Linter

        for name in NAMES:
            infos = {info.code: info for info in self.infos() if info.family == name and info.code in selection.options}
            if infos:
                yield Linter(name, infos, settings.engines.time_limit)

    def _semgrep_batch(self, settings: Settings, selection: Selection) -> Iterator[Batch]:
        from backend_lint import catalog
        from backend_lint.engines.semgrep import Limits, Semgrep
        from backend_lint.hooks import BoundRule

        if not self._has_semgrep(settings):
            return
        bound = [
            BoundRule(rule, selection.options[rule.code], rule.code in selection.strict)
            for rule in catalog.rules()
            if rule.code in selection.options
        ]
        required = settings.engines.semgrep == "required" or "semgrep" in self._asked
        limits = Limits(self._semgrep, required, settings.engines.time_limit)
        globs = {str(role): patterns for role, patterns in settings.roles.items()}
        yield Semgrep(bound, limits, globs, frozenset({"example"} if settings.include_examples else ()))

    def _has_semgrep(self, settings: Settings) -> bool:
        return settings.engines.semgrep != "off" or "semgrep" in self._asked


class NoPrograms(Programs):
    """Our own engine alone, as editors and flake8 have it: no other program starts while somebody types."""

    def languages(self, settings: Settings) -> frozenset[str]:
        return frozenset({PYTHON})

    def off(self, settings: Settings) -> frozenset[str]:
        return frozenset(info.code for info in self.infos())

    def batches(self, settings: Settings, selection: Selection) -> tuple[Batch, ...]:
        return ()
