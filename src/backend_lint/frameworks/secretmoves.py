"""Which variable of the environment can stand in for a secret or a connection URL that a file writes down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.configplaces import ConfigPlaces, is_settings, set_by_the_system
from backend_lint.frameworks.credentialurls import CredentialUrl, CredentialUrls
from backend_lint.frameworks.envfallbacks import Fallback, Fallbacks
from backend_lint.frameworks.secretnames import environment_name
from backend_lint.frameworks.secretplaces import SecretPlaces, Written
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_VARIABLE = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
#: A line that imports the project's configuration, where the variable would better be read.
_CONFIGURATION = regex(
    r"^[ \t]*from\s+(?=[\w.]+\s+import\b)(?:(?:[\w.]*\.)?(?:config|settings|conf)\b|[\w.]+\s+import\s++(?:[\w, ()]*\W)?(?:config|settings)\b)",
    re.M,
)
_SCHEME = regex(r"(Bearer|Basic|Token|Digest|ApiKey|Key|JWT|Bot)\s+", re.I)
_URL = regex(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://[^\s\"']+")
_TELLING = regex(r"[A-Z0-9_]+_(?:URL|URI|DSN)")
#: Variables that hosting services and the libraries' own documents call URLs of these schemes by.
_OF_SCHEME = {
    "postgres": "DATABASE_URL", "postgresql": "DATABASE_URL", "mysql": "DATABASE_URL", "mariadb": "DATABASE_URL", "mssql": "DATABASE_URL",
    "oracle": "DATABASE_URL", "sqlite": "DATABASE_URL", "mongodb": "MONGODB_URL", "redis": "REDIS_URL", "rediss": "REDIS_URL", "amqp": "AMQP_URL",
    "amqps": "AMQP_URL", "pyamqp": "AMQP_URL",
}  # fmt: skip


class Move(NamedTuple):
    """What the environment can give instead: the expression to replace, the variable, and how the look-up is written
    (`{}.encode()`). `sure` is False where the value rather belongs into the project's settings."""

    node: cst.BaseExpression
    variable: str
    form: str
    sure: bool


class SecretMoves:
    """Where the secrets of one file can come from."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._index = analysis, analysis.index
        self._places = analysis.know(SecretPlaces)
        self._stages = analysis.know(ConfigPlaces)

    def literals(self, extra: Collection[str] = ()) -> Iterator[tuple[Written, bool, Move | None]]:
        """The literals under the names of secrets, fallbacks for missing variables and settings of tests left out: each
        with whether it is a setting for development, and its move. `extra` as of `SecretPlaces.found`."""
        found = self._places.found(extra)
        moves = self.of_secrets(extra) if found else {}
        fallbacks = {fallback.value for fallback in self._analysis.know(Fallbacks).all()} if found else set()
        for written in found:
            stage = self._stages.stage(written.node)
            falls_back = written.node in fallbacks or any(
                around in fallbacks for around in self._index.ancestors(written.node)
            )
            if not falls_back and stage != "test":
                yield written, stage is not None, moves.get(written.node)

    def of_secrets(self, extra: Collection[str] = ()) -> Mapping[cst.BaseExpression, Move]:
        """The moves of the literals of `SecretPlaces.found`, by what is found."""
        found = self._places.found(extra)
        return self._unambiguous({
            written.node: self._move(node, environment_name(written.name))
            for written in found
            if (node := self._literal(written)) is not None and not self._sets_variable(written)
        })  # fmt: skip

    def of_urls(self) -> Mapping[cst.BaseExpression, Move | Fallback]:
        """The moves of the connection strings of `CredentialUrls.found`, or the fallbacks that they are."""
        fallbacks = {fallback.value: fallback for fallback in self._analysis.know(Fallbacks).all()}
        moves: dict[cst.BaseExpression, Move] = {}
        found: dict[cst.BaseExpression, Move | Fallback] = {}
        for url in self._analysis.know(CredentialUrls).found():
            around = [each for each in (url.node, *self._index.ancestors(url.node)) if each in fallbacks]
            variable = self._variable_of(url)
            if around:
                found[url.node] = fallbacks[around[0]]  # type: ignore[index]
            elif variable is not None:
                moves[url.node] = self._move(url.node, variable)
        return {**self._unambiguous(moves), **found}

    # -- where ----------------------------------------------------------------------------------------

    def _literal(self, written: Written) -> cst.BaseExpression | None:
        """The literal itself: where a name stands for it, what that is bound to."""
        node = written.node
        if written.name in ("SecretStr", "SecretBytes"):
            return None  # nothing says what it opens
        if isinstance(node, cst.Name):
            binding = self._analysis.names.single(node)
            value = binding.value if binding is not None else None
            return value if isinstance(value, cst.SimpleString | cst.ConcatenatedString) else None
        return node

    def _sets_variable(self, written: Written) -> bool:
        """Whether the code gives the value to the environment: it cannot come from there."""
        for around in self._index.ancestors(written.node):
            if isinstance(around, cst.Assign):
                target = around.targets[0].target
                return isinstance(target, cst.Subscript) and last_name(target.value) == "environ"
            if isinstance(around, cst.Call) and last_name(around.func) in ("setdefault", "putenv", "setenv"):
                return True
            if isinstance(around, cst.BaseCompoundStatement):
                return False
        return False

    def _move(self, node: cst.BaseExpression, variable: str) -> Move:
        value = self._analysis.values.value(node)
        scheme = _SCHEME.match(value) if isinstance(value, str) and variable.endswith("AUTHORIZATION") else None
        form = f'"{scheme[0]}" + {{}}' if scheme else "{}.encode()" if isinstance(value, bytes) else "{}"
        return Move(node, variable, form, self._stages.stage(node) is None and not self._has_settings)

    @cached_property
    def _has_settings(self) -> bool:
        """Whether the file has, or imports, the place where the project reads its configuration."""
        if any(is_settings(owner, self._analysis.names) for owner in self._index.of(cst.ClassDef)):
            return True
        return _CONFIGURATION.search(self._analysis.source.text) is not None

    def _unambiguous(self, moves: Mapping[cst.BaseExpression, Move]) -> dict[cst.BaseExpression, Move]:
        """Those whose variable can be one, and stands for one value in this file."""
        values: dict[str, set[object]] = defaultdict(set)
        for move in moves.values():
            value = self._analysis.values.value(move.node)
            values[move.variable].add(value.decode("latin-1") if isinstance(value, bytes) else value)
        return {
            found: move
            for found, move in moves.items()
            if len(values[move.variable]) == 1 and _VARIABLE.fullmatch(move.variable) and not set_by_the_system(move.variable)
        }  # fmt: skip

    # -- connection strings ---------------------------------------------------------------------------

    def _variable_of(self, url: CredentialUrl) -> str | None:
        """The variable for a connection string that is a literal as a whole; None for a text that only holds one."""
        text = self._analysis.values.value(url.node)
        if not isinstance(text, str):
            return None
        given = self._index.parents[url.node]
        name = self._target(given)
        if isinstance(given, cst.Arg) and given.keyword is not None and given.keyword.value == "password":
            return "DB_PASSWORD"
        if _TELLING.fullmatch(name):
            return name
        match = _URL.fullmatch(text)
        if match is None:
            return "DATABASE_URL" if "://" not in text and "\n" not in text else None
        return _OF_SCHEME.get(match["scheme"].partition("+")[0].lower())

    def _target(self, parent: cst.CSTNode) -> str:
        """What a value is called, as a variable of the environment is: the name it is bound to, its keyword, its key."""
        name: object = ""
        if isinstance(parent, cst.Assign | cst.AnnAssign):
            target = parent.targets[0].target if isinstance(parent, cst.Assign) else parent.target
            element = target.slice[0].slice if isinstance(target, cst.Subscript) else None
            name = self._analysis.values.value(element.value) if isinstance(element, cst.Index) else last_name(target)
        elif isinstance(parent, cst.Arg) and parent.keyword is not None:
            name = parent.keyword.value
        elif isinstance(parent, cst.DictElement):
            name = self._analysis.values.value(parent.key)
        return environment_name(name) if isinstance(name, str) else ""
