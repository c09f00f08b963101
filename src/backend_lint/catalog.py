"""Every rule there is: found by walking the rules folder, so that adding one edits no list."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from backend_lint import rules as rules_package
from backend_lint.hooks import Rule
from backend_lint.model import RuleInfo


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


def find(code_or_name: str) -> RuleInfo | None:
    """The rule of this code (any case) or name."""
    wanted = code_or_name.strip()
    return next((info for info in infos() if wanted.upper() == info.code or wanted.lower() == info.name), None)
