"""Which reads of the environment belong into the configuration module, and whether a project has one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.configplaces import ConfigPlaces, is_entry_point, set_by_the_system
from backend_lint.frameworks.envfallbacks import Fallbacks
from backend_lint.frameworks.environment import Environment
from backend_lint.frameworks.roles import path_roles
from backend_lint.frameworks.secretnames import secret_name
from backend_lint.frameworks.secretplaces import SecretPlaces
from backend_lint.frameworks.secretvalues import is_fallback
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.names import dotted
from backend_lint.semantics.regexes import regex

#: Files of these roles may read the environment, or are no part of the program.
READ_ANYWHERE = frozenset({"test", "migration", "example", "settings", "script"})
_MODULE = regex(
    r"(?:(?:app|base|core|project|django|flask|server|backend|default)_)?(?:config|configuration|settings?|conf|env|environment)"
    r"(?:_(?:base|dev|local|prod|production))?",
    re.I,
)
_PACKAGES = frozenset({"config", "settings", "conf"})
#: A package beside the ones that it serves: `core/config.py` is the configuration of what is beside `core`.
_SHARED = frozenset({"core", "common", "shared", "lib", "infrastructure", "infra", "utils", *_PACKAGES})
#: `env.py` there runs migrations.
_NOT_IN = frozenset({"alembic", "migrations", "revisions"})


class MisplacedRead(NamedTuple):
    """A reading that stands outside of configuration: the expression, and what it reads as messages call it."""

    node: cst.BaseExpression
    what: str


class MisplacedReads:
    """The readings of one file that do not stand where configuration belongs."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def found(self) -> tuple[MisplacedRead, ...]:
        """Every reading by the standard library or dotenv of what the program's own configuration names."""
        if is_entry_point(self._analysis.path):
            return ()
        reads = [read for read in self._analysis.know(Environment).reads if read.direct]
        reads = [read for read in reads if read.whole or (read.variable and not set_by_the_system(read.variable))]
        with_literal = self._secrets_with_literal() if reads else frozenset()
        places = self._analysis.know(ConfigPlaces)
        return tuple(
            MisplacedRead(read.node, f"`{read.variable}`" if read.variable else "the environment file")
            for read in reads
            if read.variable not in with_literal and not places.is_configuring(read.node)
        )

    def _secrets_with_literal(self) -> frozenset[str | None]:
        """The secrets with a literal fallback: to be taken out, not to be moved."""
        places = self._analysis.know(SecretPlaces)
        return frozenset(
            fallback.variable
            for fallback in self._analysis.know(Fallbacks).all()
            if secret_name(fallback.variable)
            and (text := places.text(fallback.value)) is not None
            and is_fallback(text)
        )

    @cached_property
    def imports_configuration(self) -> bool:
        """Whether the file imports a configuration module of its own project, which then has one."""
        own = {*PurePosixPath(self._analysis.path).parts[:-1], *_PACKAGES}
        for node in self._analysis.index.of(cst.ImportFrom):
            module = dotted(node.module) if node.module is not None else ""
            parts = module.split(".") if module else []
            names = [] if isinstance(node.names, cst.ImportStar) else [dotted(alias.name) for alias in node.names]
            if not (node.relative or module == "django.conf" or (parts and parts[0] in own)):
                continue
            if any(part in _PACKAGES for part in (*parts, *names)):
                return True
        return any(
            dotted(alias.name) in _PACKAGES for node in self._analysis.index.of(cst.Import) for alias in node.names
        )


def configured(paths: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The directories, as their parts, in which files have a configuration module to read the environment for
    them. `paths` are those of all files of the project."""
    named = [PurePosixPath(path) for path in paths]
    served = {parts for path in named if (parts := _served(path)) is not None}
    # Django: `clinic/settings.py` is for all the apps beside `clinic`, where manage.py stands.
    roots = {path.parts[:-1] for path in named if path.name == "manage.py"}
    return frozenset(served | {parts[:-1] for parts in served if parts[:-1] in roots})


def is_configured(path: str, directories: frozenset[tuple[str, ...]]) -> bool:
    """Whether one of these directories holds the file at `path`."""
    parts = PurePosixPath(path).parts
    return any(parts[:length] in directories for length in range(len(parts)))


def _served(path: PurePosixPath) -> tuple[str, ...] | None:
    """The parts of the directory for which the file at `path` reads the environment, if that is its work."""
    parents = list(path.parts[:-1])
    last = parents[-1].lower() if parents else ""
    named = bool(_MODULE.fullmatch(path.stem)) and last not in _NOT_IN
    if not (named or last in _PACKAGES) or path_roles(str(path)) & {"test", "example", "migration"}:
        return None
    while parents and parents[-1].lower() in _SHARED:
        del parents[-1]
    return tuple(parents)
