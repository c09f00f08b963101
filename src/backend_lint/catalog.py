"""Every rule there is, found by walking the rules folder, so that adding one edits no list; and the diagnostics that
are no rule's."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from typing import NamedTuple

from backend_lint import examples
from backend_lint import rules as rules_package
from backend_lint.hooks import Rule
from backend_lint.model import NOT_ANALYSED, RULE_FAILED, RuleInfo


class Diagnostic(NamedTuple):
    """What the tool says of itself. It has a page like a rule, and no setting selects it."""

    info: RuleInfo
    page: examples.Page


def _diagnostic(code: str, name: str, manual: str) -> Diagnostic:
    page = examples.Page(inspect.cleandoc(manual))
    return Diagnostic(RuleInfo(code, name, "tool", "error", page.summary, page.explanation), page)


DIAGNOSTICS = (
    _diagnostic(
        NOT_ANALYSED,
        "not-analysed",
        """A file could not be analysed, so nothing is known of it.

        The message names the cause: text that is not Python, an encoding that is not known, a file that cannot be
        read or is larger than `max-file-bytes`, code nested so deeply that parsing it would not be safe, a fault of
        backend-lint. Correct it, raise the limit, or leave the file out with `extend-exclude`.

        A file that was not analysed is never called clean: the exit status is 3, unless `--allow-incomplete` is
        given.""",
    ),
    _diagnostic(
        RULE_FAILED,
        "rule-failed",
        """A rule failed on a file; the other rules ran on it.

        This is a fault of backend-lint and not of your code. The message names the rule, the kind of the error and
        where in this tool it arose, and quotes nothing of your file: please report it. Until it is mended, `ignore`
        turns that rule off.

        The run is incomplete: the exit status is 3, unless `--allow-incomplete` is given.""",
    ),
)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by code. Raises TypeError when a file in a family folder defines no `rule`."""
    found: list[Rule] = []
    for module in pkgutil.walk_packages(rules_package.__path__, f"{rules_package.__name__}."):
        if module.ispkg:
            continue
        rule = getattr(importlib.import_module(module.name), "rule", None)
        if not isinstance(rule, Rule):
            raise TypeError(f"{module.name} defines no `rule = Rule(…)`")
        found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def infos() -> tuple[RuleInfo, ...]:
    """What is known of all rules, by code."""
    return tuple(rule.info for rule in rules())


@cache
def documented() -> tuple[Rule | Diagnostic, ...]:
    """Everything that has a page, by code: all rules, and the tool's own diagnostics."""
    return tuple(sorted((*rules(), *DIAGNOSTICS), key=lambda each: each.info.code))


def entry(code_or_name: str) -> Rule | Diagnostic | None:
    """What has a page under this code or name, in any case. The code of another linter's rule leads to ours that says the
    same."""
    wanted = code_or_name.strip().lower()
    found = next((each for each in documented() if wanted in (each.info.code.lower(), each.info.name)), None)
    return found or next((rule for rule in rules() if wanted in map(_without_linter, rule.same_as)), None)


def _without_linter(echo: str) -> str:
    return echo.rpartition(":")[2].lower()


def find(code_or_name: str) -> RuleInfo | None:
    """What is known of the rule or diagnostic of this code or name, in any case."""
    found = entry(code_or_name)
    return found.info if found else None
