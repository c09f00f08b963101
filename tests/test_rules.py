"""Every example in a rule's docstring runs through the production path, with every expectation on its line."""

from __future__ import annotations

import tomllib

import pytest

from backend_lint import catalog, examples
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule, Rule
from backend_lint.model import Finding

CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{example.kind}-{number}")
    for rule in catalog.rules()
    for number, example in enumerate(rule.page.examples)
]


def findings(rule: Rule, example: examples.Example) -> dict[str, list[Finding]]:
    """What the rule says of each file of an example, project hooks included; nothing else may speak."""
    options = rule.options | {
        name.replace("-", "_"): tomllib.loads(f"x = {value}")["x"] for name, value in example.options.items()
    }
    # A Bad example may show strict findings; a Good one is what a user without --strict sees.
    engine = Engine([BoundRule(rule, options, strict=example.kind == "Bad" or rule.severity == "strict")])
    results = [engine.check(path, text.encode()) for path, text in example.files.items()]
    found = [finding for result in results for finding in result.findings]
    found += engine.check_project([result.facts for result in results if result.facts is not None])
    return {path: [finding for finding in found if finding.path == path] for path in example.files}


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: examples.Example) -> None:
    for path, found in findings(rule, example).items():
        wanted = examples.wants(example.files[path]) if example.kind == "Bad" else {}
        unexpected = [
            f"{path}:{f.place.line}: {f.code} {f.message}"
            for f in found
            if not any(text in f"{f.code} {f.message}" for text in wanted.get(f.place.line, ()))
        ]
        missing = [
            f"{path}:{line}: {text}"
            for line, texts in wanted.items()
            for text in texts
            if not any(f.place.line == line and text in f"{f.code} {f.message}" for f in found)
        ]
        assert (unexpected, missing) == ([], [])


@pytest.mark.parametrize("rule", catalog.rules(), ids=lambda rule: rule.name)
def test_fixed_is_bad_after_its_fixes(rule: Rule) -> None:
    bad = [example for example in rule.page.examples if example.kind == "Bad"]
    fixed = [example for example in rule.page.examples if example.kind == "Fixed"]
    assert len(fixed) <= len(bad)
    for before, after in zip(bad, fixed, strict=False):
        results = findings(rule, before)
        for path, text in before.files.items():
            data = text.encode()
            for edit in sorted((e for f in results[path] if f.fix for e in f.fix.edits), reverse=True):
                data = data[: edit.start] + edit.text.encode() + data[edit.end :]
            assert without_marks(data.decode()) == without_marks(after.files[path])


def without_marks(text: str) -> str:
    return "\n".join(line.split("  # want")[0] for line in text.splitlines())
