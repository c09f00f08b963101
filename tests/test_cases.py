"""Code that rules must judge as its marks say: one file per rule under tests/cases, too long for a docstring.

`# path: services/users.py` on the first line sets the path, so that roles apply; `# option: name = value` sets
an option of the rule; `# want "…"` marks a finding (see `wants.py`). Strict findings count as well.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import wants

from backend_lint import catalog
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule

CASES = Path(__file__).parent / "cases"
RULES = {rule.name: rule for rule in catalog.rules()}
_PATH = re.compile(r"\A# path: (\S+)\n")
_OPTION = re.compile(r"(?m)^# option: ([\w-]+) = (.+)$")


def rule_name(case: Path) -> str:
    """`bcrypt_cost_too_low.py` and, for another role, `bcrypt_cost_too_low.tests.py` are of one rule."""
    return case.name.split(".")[0].replace("_", "-")


@pytest.mark.parametrize("mode", ["", "whole"])
@pytest.mark.parametrize("case", sorted(CASES.rglob("*.py")), ids=lambda case: case.stem)
def test_case(case: Path, mode: str) -> None:
    rule = RULES[rule_name(case)]
    text = case.read_text()
    path = _PATH.match(text)
    options = rule.options | {
        name.replace("-", "_"): tomllib.loads(f"x = {value}")["x"] for name, value in _OPTION.findall(text)
    }
    fast = mode != "whole"
    engine = Engine([BoundRule(rule, options, strict=True)], scouting=fast, eliding=fast)
    result = engine.check(path[1] if path else "app.py", text.encode())
    found = [*result.findings, *engine.check_project([result.facts] if result.facts is not None else [])]
    assert wants.compare(found, wants.read(case, strict=True)) == []
