"""What a rule is: a value with hooks, and what a run binds to it."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import libcst as cst

from backend_lint import examples
from backend_lint.context import Context
from backend_lint.drafts import Draft, ProjectDraft
from backend_lint.model import Applicability, RuleInfo, Severity
from backend_lint.project import Project
from backend_lint.semantics.scout import MIN_LITERAL, Trigger, TriggerSpec

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
    one of those (catalogue 1.2). `fixes` says how sure its fixes are, none when it has none; `same_as` are the rules
    of other linters that report the same fault: "bandit:B608", "ruff:S608", "semgrep:" and a rule's id.
    `message` and `hint` are what the Semgrep packs say, with their metavariables (`$COST`): by default the summary.
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
        fixes: Iterable[Applicability] = (),
        same_as: Iterable[str] = (),
        message: str = "",
        hint: str = "",
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
        self.fixes = tuple(fixes)
        self.same_as = tuple(same_as)
        self.message = message
        self.hint = hint
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
        return examples.Page(docstring)

    @property
    def pack_message(self) -> str:
        """What a finding of a Semgrep pack says, before metavariables are filled in."""
        return self.message or self.page.summary.rstrip(".")

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
            project=bool(self.project_hooks),
            fixes=self.fixes,
            same_as=self.same_as,
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
            type(limit) is int and self.options.get(name, limit) < limit  # type: ignore[operator]
            for name, limit in self.rule.options.items()
        )


def _trigger(trigger: TriggerSpec) -> Trigger:
    if isinstance(trigger, bytes):
        return Trigger(trigger, None)
    literal, pattern, *needs = trigger
    return Trigger(literal, pattern, *needs)
