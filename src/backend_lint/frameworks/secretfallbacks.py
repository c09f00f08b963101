"""Which fallbacks for a missing variable are secrets that everybody knows, and which are made anew at each start."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.configplaces import ConfigPlaces
from backend_lint.frameworks.envfallbacks import Fallback, Fallbacks
from backend_lint.frameworks.secretnames import secret_name
from backend_lint.frameworks.secretplaces import SecretPlaces
from backend_lint.frameworks.secretvalues import is_fallback
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

_DEVELOPMENT = regex(r"debug|dev|local|test", re.I)


class SecretFallback(NamedTuple):
    """What stands in for a missing secret: the name to call it by, whether a test of the environment's name or a file of
    settings for development keeps it from production, and whether it is random."""

    fallback: Fallback
    name: str
    in_development: bool
    random: bool


class SecretFallbacks:
    """The fallbacks for missing secrets of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def found(self, extra: Collection[str] = ()) -> Iterator[SecretFallback]:
        """Every one outside of settings for tests. `extra` are further names a project calls secrets by."""
        places, stages = self._analysis.know(SecretPlaces), self._analysis.know(ConfigPlaces)
        for fallback in self._analysis.know(Fallbacks).all():
            names = (fallback.variable, fallback.target)
            name = next((each for each in names if secret_name(each, extra)), None)
            if name is None:
                continue
            shown, text = fallback.variable or name, places.text(fallback.value)
            if text is None and fallback.random:
                yield SecretFallback(fallback, shown, False, True)
            elif text is not None and is_fallback(text):
                stage = stages.stage(fallback.value)
                if stage != "test":
                    tried = stage is not None or self._is_tested(fallback.value)
                    yield SecretFallback(fallback, shown, tried, False)

    def _is_tested(self, node: cst.CSTNode) -> bool:
        """Whether a test of DEBUG or of the environment's name stands around `node`."""
        return any(
            isinstance(around, cst.If | cst.IfExp)
            and _DEVELOPMENT.search(self._analysis.module.code_for_node(around.test))
            for around in self._analysis.index.ancestors(node)
        )
