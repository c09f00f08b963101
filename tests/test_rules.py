"""Every example in a rule's docstring runs through the production path, with every expectation on its line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backend_lint import catalog, examples
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule, Rule
from backend_lint.model import Finding
from backend_lint.session import Options, Session

CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{example.kind}-{number}")
    for rule in catalog.rules()
    for number, example in enumerate(rule.page.examples)
]


def findings(rule: Rule, example: examples.Example) -> dict[str, list[Finding]]:
    """What the rule says of each file of an example, project hooks included; nothing else may speak."""
    if not (rule.info.per_file or rule.info.project):
        return of_a_run(rule, example)
    options = rule.options | {
        name.replace("-", "_"): tomllib.loads(f"x = {value}")["x"] for name, value in example.options.items()
    }
    # A Bad example may show strict findings; a Good one is what a user without --strict sees.
    engine = Engine([BoundRule(rule, options, strict=example.kind == "Bad" or rule.severity == "strict")])
    results = [engine.check(path, text.encode()) for path, text in example.files.items()]
    found = [finding for result in results for finding in result.findings]
    found += engine.check_project([result.facts for result in results if result.facts is not None])
    return {path: [finding for finding in found if finding.path == path] for path in example.files}


def of_a_run(rule: Rule, example: examples.Example) -> dict[str, list[Finding]]:
    """What a whole run finds by a rule without hooks, of which the session makes the findings."""
    with TemporaryDirectory() as directory:
        for path, text in {"backend-lint.toml": "", **example.files}.items():
            file = Path(directory, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            # Formats without comments have their expectations all the same.
            file.write_text(text if path.endswith(".py") else without_marks(text))
        strict = example.kind == "Bad" or rule.severity == "strict"
        outcome = Session(Options(extend_select=(rule.code,), strict=strict)).run([directory])
    found = [finding for finding in outcome.findings if finding.code == rule.code]
    return {path: [each for each in found if Path(each.path) == Path(directory, path)] for path in example.files}


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
            for edit in sorted({e for f in results[path] if f.fix for e in f.fix.edits}, reverse=True):
                data = data[: edit.start] + edit.text.encode() + data[edit.end :]
            assert without_marks(data.decode()) == without_marks(after.files[path])


def without_marks(text: str) -> str:
    return "\n".join(line.split("  # want")[0] for line in text.splitlines())
