"""The pages of rules: what stands on them is true, and reads well in Markdown, in the terminal and as JSON."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from test_rules import findings

from backend_lint import catalog, examples, pages
from backend_lint.cli import cli
from backend_lint.hooks import Rule
from backend_lint.pages import Documented

#: The guidelines that the rules are taken from; they stand beside the project, not in it.
DOCUMENTS = Path(__file__).parent.parent.parent / "shared" / "documents"

each_page = pytest.mark.parametrize("rule", catalog.documented(), ids=lambda rule: rule.info.name)
each_rule = pytest.mark.parametrize("rule", catalog.rules(), ids=lambda rule: rule.name)
#: Rules that an engine runs; what speaks of suppressions has no hooks.
HOOKED = [rule for rule in catalog.rules() if rule.node_hooks or rule.call_hooks or rule.project_hooks]
PEERS = {"bandit": r"B\d{3}", "ruff": r"[A-Z]{1,5}\d{3,4}", "semgrep": r"[a-z0-9-]+(\.[\w-]+){2,}"}
MANUAL = """A fault.

Why it is one.

Source: 001:339 "Don't … concatenation"; 004:60-61 `"success": false`; RFC 6151.

Bad:
    x = 1  # want "one" "two"
    # want:+2 "three"
"""


def run(*args: str, **environment: str) -> str:
    result = CliRunner().invoke(cli, args, env={"NO_COLOR": None, "FORCE_COLOR": None, **environment})
    assert result.exit_code == 0, result.output
    return result.output


@each_page
def test_prose_is_plain_markdown(rule: Documented) -> None:
    """Outside of code, nothing that Markdown would take for an element, emphasis, a list or a heading."""
    prose = f"{rule.info.summary}\n\n{rule.info.explanation}"
    assert prose.count("`") % 2 == 0
    outside = re.sub(r"`[^`]*`", "", prose)
    assert re.findall(r"(?m)[<>*|\\\[]|(?<!\w)_|_(?!\w)|&\w+;|^\s*(?:[-+#]|\d+\.)\s.*", outside) == []
    assert not re.search(r"^Source:", prose, re.MULTILINE)
    assert [name for name in rule.info.options if "_" in name and f"`{name}`" in prose] == [], (
        "as it is written in TOML"
    )


@each_rule
def test_equivalents_have_the_form_of_their_linter(rule: Rule) -> None:
    pairs = [entry.partition(":")[::2] for entry in rule.same_as]
    assert [(linter, name) for linter, name in pairs if not re.fullmatch(PEERS[linter], name)] == []
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("rule", HOOKED, ids=lambda rule: rule.name)
def test_fixes_are_what_the_bad_examples_give(rule: Rule) -> None:
    bad = [example for example in rule.page.examples if example.kind == "Bad"]
    found = [each for example in bad for file in findings(rule, example).values() for each in file]
    assert {each.fix.applicability for each in found if each.fix} == set(rule.fixes)


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the documents do not stand beside the project")
@each_rule
def test_the_documents_say_what_is_quoted(rule: Rule) -> None:
    for source in rule.page.sources:
        if source.line:
            [document] = DOCUMENTS.glob(f"{source.document}_*")
            lines = document.read_text().splitlines()[source.line - 1 : source.end_line]
            pieces = [re.escape(plain(piece)) for piece in source.quote.split("…")]
            assert re.search(".*".join(pieces), plain(" ".join(lines))), source


def plain(words: str) -> str:
    """Without Markdown's marks, on one line."""
    return " ".join(re.sub("[*`]", "", words).split())


def test_a_docstring_is_taken_apart() -> None:
    page = examples.Page(MANUAL)
    assert (page.summary, page.explanation) == ("A fault.", "Why it is one.")
    assert page.sources == (
        ("001", 339, 339, "Don't … concatenation"),
        ("004", 60, 61, '"success": false'),
        ("RFC 6151", 0, 0, ""),
    )


@pytest.mark.parametrize("entry", ["000", "000:12", '00:12 "words"', '000:12, "words"'])
def test_a_source_of_another_form_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        assert examples.Page(f"A fault.\n\nWhy.\n\nSource: {entry}.").sources


def page_of(monkeypatch: pytest.MonkeyPatch, family: str) -> Rule:
    module = ModuleType(f"backend_lint.rules.{family}.a_fault")
    module.__doc__ = MANUAL
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return Rule(module.__name__, "BKD198", severity="warning", options={"at_most": 3}, fixes=("unsafe",), cwe=89)


def test_page_of_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = page_of(monkeypatch, "sql")
    assert (
        pages.markdown(rule)
        == """\
# BKD198 a-fault

A fault.

Severity: warning · Family: sql · [CWE-89](https://cwe.mitre.org/data/definitions/89.html)

## What and why

Why it is one.

## Bad

```python
x = 1  # BKD198: "one" "two"
# BKD198 (line +2): "three"
```

## Fix

This rule has a fix, which is unsafe: read what it changes.

## Options

With their defaults:

```toml
[tool.backend-lint.rules.a-fault]
at-most = 3
```

## Suppress it

With a comment on the line of the finding, or on a line of its own above it. Say why:

```python
# backend-lint: ignore[a-fault] the reason
```

## Sources

- Document 001, line 339: “Don't … concatenation”
- Document 004, lines 60–61: “"success": false”
- RFC 6151
"""
    )
    text = pages.text(rule)
    assert "\nBad:\n\n    x = 1  # BKD198" in text
    assert "```" not in text


def test_a_rule_about_suppressions_needs_no_hooks_and_is_turned_off_in_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = pages.markdown(page_of(monkeypatch, "suppressions"))
    assert 'ignore = ["a-fault"]' in page
    assert "backend-lint: ignore[" not in page


@each_page
def test_every_form_of_a_page_says_the_same(rule: Documented) -> None:
    without_languages = re.sub(r"(?m)^```\w+$", "", pages.markdown(rule))
    assert re.findall(r"\w+", without_languages) == re.findall(r"\w+", pages.text(rule))
    value = pages.value(rule)
    assert (value["code"], value["name"]) == (rule.info.code, rule.info.name)
    assert len(value["sources"]) == len(rule.page.sources)


@pytest.mark.parametrize("name", ["BKD101", "bkd101", "sql-string-concatenation", "SQL-String-Concatenation"])
@pytest.mark.parametrize("command", ["rule", "explain"])
def test_names_are_accepted_in_any_case(command: str, name: str) -> None:
    assert run(command, name).startswith("BKD101 sql-string-concatenation\n")


def test_the_terminal_shows_the_page_in_colour_and_a_pipe_does_not() -> None:
    assert "\x1b[" in run("rule", "BKD401", FORCE_COLOR="1")
    assert run("rule", "BKD401") == pages.text(catalog.entry("BKD401"))
    assert run("rule", "BKD401", "-f", "markdown", FORCE_COLOR="1") == pages.markdown(catalog.entry("BKD401"))


@pytest.mark.parametrize("diagnostic", catalog.DIAGNOSTICS, ids=lambda diagnostic: diagnostic.info.code)
def test_the_tool_s_own_diagnostics_have_a_page_and_cannot_be_chosen(diagnostic: catalog.Diagnostic) -> None:
    info = diagnostic.info
    assert json.loads(run("rule", info.code, "-f", "json"))["name"] == info.name
    assert catalog.find(info.name.upper()) is info
    assert "neither suppressed nor turned off" in run("rule", info.code)
    assert info not in catalog.infos()
    assert CliRunner().invoke(cli, ["check", "--select", info.code, __file__]).exit_code == 2


def test_rules_of_a_family_are_listed_in_columns() -> None:
    lines = run("rules", "--family", "secrets").splitlines()
    starts = {line.index(rule.page.summary) for line, rule in zip(lines, in_family("secrets"), strict=True)}
    assert len(starts) == 1
    refused = CliRunner().invoke(cli, ["rules", "--family", "secrtes"])
    assert (refused.exit_code, refused.output) == (
        2,
        "Error: no family is called secrtes; did you mean `secrets`?\n",
    )


def in_family(family: str) -> list[Rule]:
    return [rule for rule in catalog.rules() if rule.family == family]
