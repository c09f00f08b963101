"""What a rule is: a value with hooks. The only module of ours that a rule imports."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import libcst as cst

from backend_lint import examples
from backend_lint.context import Context
from backend_lint.drafts import Draft, ProjectDraft, Spot
from backend_lint.frameworks.answerneeds import RESPONSE_TRIGGERS
from backend_lint.frameworks.bcrypt_costs import BcryptCosts
from backend_lint.frameworks.brokenhashes import BrokenHashes
from backend_lint.frameworks.catches import Catches
from backend_lint.frameworks.ciphers import CIPHER_TRIGGERS, Ciphers
from backend_lint.frameworks.configplaces import ConfigPlaces
from backend_lint.frameworks.credentialurls import CredentialUrls
from backend_lint.frameworks.debugmode import DEBUG_TRIGGERS, DebugMode
from backend_lint.frameworks.defaultcredentials import DefaultCredentials
from backend_lint.frameworks.drferrors import DRF_TRIGGERS
from backend_lint.frameworks.drivers import (
    SQL_BUILDING_TRIGGERS,
    SQL_FETCH_TRIGGERS,
    SQL_PARAMETER_TRIGGERS,
    SQL_STAR_TRIGGERS,
)
from backend_lint.frameworks.envfallbacks import Fallbacks
from backend_lint.frameworks.errorcodes import CODE_TRIGGERS, ErrorCodes
from backend_lint.frameworks.errorshapes import SHAPES
from backend_lint.frameworks.exceptions import PASSING_TRIGGERS, SWALLOWING_TRIGGERS
from backend_lint.frameworks.exposure import Exposures
from backend_lint.frameworks.exposureneeds import EXPOSURE_TRIGGERS
from backend_lint.frameworks.failures import Failures
from backend_lint.frameworks.fetching import Fetching
from backend_lint.frameworks.handlerneeds import (
    DEPENDENCY_THRESHOLD,
    LOGIC_LIMITS,
    LOGIC_TRIGGERS,
    QUERYING_HANDLER_TRIGGERS,
)
from backend_lint.frameworks.handlers import Handler
from backend_lint.frameworks.handlerscope import HandlerScope
from backend_lint.frameworks.hashes import HASH_TRIGGERS
from backend_lint.frameworks.misplacedreads import READ_ANYWHERE, MisplacedReads, configured, is_configured
from backend_lint.frameworks.parameterfaults import ParameterFaults
from backend_lint.frameworks.passwordcompares import PasswordCompares
from backend_lint.frameworks.passwordhashes import PasswordHashes
from backend_lint.frameworks.passwordtriggers import (
    PASSWORD_COMPARE_TRIGGERS,
    PASSWORD_WRITE_TRIGGERS,
    TOKEN_COMPARE_TRIGGERS,
)
from backend_lint.frameworks.passwordwrites import PasswordWrites
from backend_lint.frameworks.responses import Answers
from backend_lint.frameworks.routetables import HANDLER_TRIGGERS
from backend_lint.frameworks.secretformats import TRIGGERS as SECRET_FORMAT_TRIGGERS
from backend_lint.frameworks.secretformats import KnownSecrets
from backend_lint.frameworks.secretnames import environment_name, secret_name
from backend_lint.frameworks.secretplaces import SecretPlaces
from backend_lint.frameworks.secrettriggers import (
    DEFAULT_CREDENTIAL_TRIGGERS,
    ENV_TRIGGERS,
    SECRET_CALL_TRIGGERS,
    URL_TRIGGERS,
    WRITTEN_TRIGGERS,
)  # fmt: skip
from backend_lint.frameworks.secretvalues import is_fallback
from backend_lint.frameworks.servicelayer import HTTP_ANSWER_TRIGGERS, HTTP_GLOBALS, HTTP_STATUS, ServiceLayer
from backend_lint.frameworks.sqltexts import SqlHole, SqlText, SqlTexts, by_statement, placeholder_of, strongest
from backend_lint.frameworks.stars import Stars
from backend_lint.model import RuleInfo, Severity
from backend_lint.project import Project
from backend_lint.semantics.scout import MIN_LITERAL, Trigger, TriggerSpec

__all__ = [
    "CIPHER_TRIGGERS",
    "CODE_TRIGGERS",
    "DEBUG_TRIGGERS",
    "DEFAULT_CREDENTIAL_TRIGGERS",
    "DEPENDENCY_THRESHOLD",
    "DRF_TRIGGERS",
    "ENV_TRIGGERS",
    "EXPOSURE_TRIGGERS",
    "HANDLER_TRIGGERS",
    "HASH_TRIGGERS",
    "HTTP_ANSWER_TRIGGERS",
    "HTTP_GLOBALS",
    "HTTP_STATUS",
    "LOGIC_LIMITS",
    "LOGIC_TRIGGERS",
    "PASSING_TRIGGERS",
    "PASSWORD_COMPARE_TRIGGERS",
    "PASSWORD_WRITE_TRIGGERS",
    "QUERYING_HANDLER_TRIGGERS",
    "READ_ANYWHERE",
    "RESPONSE_TRIGGERS",
    "SECRET_CALL_TRIGGERS",
    "SECRET_FORMAT_TRIGGERS",
    "SHAPES",
    "SQL_BUILDING_TRIGGERS",
    "SQL_FETCH_TRIGGERS",
    "SQL_PARAMETER_TRIGGERS",
    "SQL_STAR_TRIGGERS",
    "SWALLOWING_TRIGGERS",
    "TOKEN_COMPARE_TRIGGERS",
    "URL_TRIGGERS",
    "WRITTEN_TRIGGERS",
    "Answers",
    "BcryptCosts",
    "BoundRule",
    "BrokenHashes",
    "Catches",
    "Ciphers",
    "ConfigPlaces",
    "Context",
    "CredentialUrls",
    "DebugMode",
    "DefaultCredentials",
    "Draft",
    "ErrorCodes",
    "Exposures",
    "Failures",
    "Fallbacks",
    "Fetching",
    "Handler",
    "HandlerScope",
    "KnownSecrets",
    "MisplacedReads",
    "ParameterFaults",
    "PasswordCompares",
    "PasswordHashes",
    "PasswordWrites",
    "Project",
    "ProjectDraft",
    "Rule",
    "SecretPlaces",
    "ServiceLayer",
    "Spot",
    "SqlHole",
    "SqlText",
    "SqlTexts",
    "Stars",
    "by_statement",
    "configured",
    "cst",
    "environment_name",
    "is_configured",
    "is_fallback",
    "placeholder_of",
    "secret_name",
    "strongest",
]

Option = bool | int | str | tuple[str, ...]
Hook = Callable[[Any, Context], Iterable[Draft]]
ProjectHook = Callable[[Project], Iterable[ProjectDraft]]


class Rule:
    """One rule: what it is called, what must be in a file for it to run, and its checks.

    `triggers` are lower-case byte literals, or pairs of a literal and a regular expression that must match
    on the literal's own line; a file without any is never parsed for this rule, and only functions with a
    hit (and what they call) are in the tree. No triggers: every file, whole. `strict_triggers` are those that
    only findings of severity "strict" need, or limits that are lower than the default. `options` maps option names to
    defaults. Findings of one `topic` that overlap are one construct: the highest `precedence` is kept.
    The rule does not run on files with a role of `silent_in`, and where `only_in` is given only on files with
    one of those (catalogue 1.2).
    Raises ValueError when the module has no docstring."""

    def __init__(
        self,
        module: str,
        code: str,
        *,
        severity: Severity,
        triggers: Iterable[TriggerSpec] = (),
        options: Mapping[str, Option] | None = None,
        cwe: int | None = None,
        headline: bool = False,
        topic: str = "",
        precedence: int = 0,
        silent_in: Iterable[str] = ("test", "migration", "example"),
        only_in: Iterable[str] = (),
        strict_triggers: Iterable[TriggerSpec] = (),
    ) -> None:
        _, self.family, file_name = module.rsplit(".", 2)
        self.module = module
        self.code = code
        self.name = file_name.replace("_", "-")
        self.severity = severity
        self.options: dict[str, Option] = dict(options or {})
        self.cwe = cwe
        self.headline = headline
        self.topic = topic
        self.precedence = precedence
        self.silent_in = frozenset(silent_in)
        self.only_in = frozenset(only_in)
        self.triggers = tuple(_trigger(trigger) for trigger in triggers)
        self.strict_triggers = tuple(_trigger(trigger) for trigger in strict_triggers)
        self.node_hooks: list[tuple[type[cst.CSTNode], Hook]] = []
        self.call_hooks: list[tuple[str, Hook]] = []
        self.project_hooks: list[ProjectHook] = []

    @cached_property
    def page(self) -> examples.Page:
        """The rule's docstring, taken apart."""
        docstring = inspect.getdoc(sys.modules[self.module])
        if not docstring:
            raise ValueError(f"{self.module} has no docstring: it is the rule's manual page")
        return examples.page(docstring)

    @cached_property
    def info(self) -> RuleInfo:
        """The rule without its code."""
        return RuleInfo(
            code=self.code,
            name=self.name,
            family=self.family,
            severity=self.severity,
            summary=self.page.summary,
            explanation=self.page.explanation,
            options=self.options,
            cwe=self.cwe,
            headline=self.headline,
            per_file=bool(self.node_hooks or self.call_hooks),
        )

    def on(self, *types: type[cst.CSTNode]) -> Callable[[Hook], Hook]:
        """Run the function on every node of these types: `check(node, context)` yields findings. With
        `cst.Module` it runs once a file."""

        def register(hook: Hook) -> Hook:
            self.node_hooks += [(kind, hook) for kind in types]
            return hook

        return register

    def on_call(self, *names: str) -> Callable[[Hook], Hook]:
        """Run the function on every call of these: "pkg.func" is a qualified name, ".method" any call of
        an attribute of that name."""

        def register(hook: Hook) -> Hook:
            self.call_hooks += [(name, hook) for name in names]
            return hook

        return register

    def on_project(self, hook: ProjectHook) -> ProjectHook:
        """Run the function once over the facts of all files: `check(project)` yields findings."""
        self.project_hooks.append(hook)
        return hook


class BoundRule(NamedTuple):
    """A selected rule with its options; `strict` lets findings of severity "strict" through."""

    rule: Rule
    options: Mapping[str, Option]
    strict: bool = False

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """The rule's triggers, and the names (in each spelling) that its option `secret_names` adds."""
        extra = self.options.get("secret_names", ())
        names = {name.lower() for name in extra} if self.rule.triggers and isinstance(extra, tuple | list) else set()
        spelled = {name.translate(table).encode() for name in names for table in ({}, {95: None}, {95: 45})}
        return (
            *self.rule.triggers,
            *(self.rule.strict_triggers if self.strict or self._lowers_a_limit else ()),
            *(Trigger(name, None) for name in sorted(spelled) if len(name) >= MIN_LITERAL),
        )

    @property
    def _lowers_a_limit(self) -> bool:
        return any(
            isinstance(limit, int) and self.options.get(name, limit) < limit  # type: ignore[operator]
            for name, limit in self.rule.options.items()
        )


def _trigger(trigger: TriggerSpec) -> Trigger:
    if isinstance(trigger, bytes):
        return Trigger(trigger, None)
    literal, pattern, *needs = trigger
    return Trigger(literal, pattern, *needs)
