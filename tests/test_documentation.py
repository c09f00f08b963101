"""What the documentation says of rules, keys and outputs is what the program does."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import readme
from click.testing import CliRunner
from test_rules import test_example as check_example

from backend_lint import catalog
from backend_lint.cli import cli
from backend_lint.settings.schema import SHARED_OPTIONS, Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md"), *ROOT.glob("fixtures/*/*.md")]


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.name)
def test_generated_parts_are_up_to_date(page: Path) -> None:
    text = page.read_text()
    assert readme.rendered(text) == text, "run `make docs`"


def test_every_rule_is_in_the_readme() -> None:
    rows = re.findall(r"^\| (BKD\d{3}) \| (\S+) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert rows == [(info.code, info.name) for info in catalog.infos()]


def test_every_key_is_documented_with_its_default() -> None:
    written = re.findall(
        r"^\| `([a-z-]+)` \| ([^|]+) \| [^|]+\|$", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE
    )
    shared = {
        field.encode_name: "the profile's"
        for field in msgspec.structs.fields(Settings)
        if field.encode_name in PROFILED
    }
    defaults = json.loads(msgspec.json.encode(Settings()))
    expected = {
        key: shared.get(key, "not set" if value is None else f"`{json.dumps(value)}`")
        for key, value in defaults.items()
    }
    assert dict(written) == expected


def test_the_rules_of_the_manual_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole rule of the manual passes its own examples; what it shows of `know` finds what it says."""
    whole, part = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/writing-a-rule.md").read_text(), re.M | re.S)
    head = '"""SQL with a hole.\n\nBad:\n    db.execute(f"SELECT a FROM t WHERE b = {b}")  # want "`b` is not a bound"\n"""\n'
    head += "from backend_lint.rule import Context, Rule, SqlTexts, cst\nrule = Rule(__name__, 'BKD199', severity='error')\n"
    for number, text in enumerate((whole, head + part)):
        module = ModuleType(f"backend_lint.rules.auth.of_the_manual_{number}")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(text, module.__dict__)
        assert module.rule.page.examples
        for example in module.rule.page.examples:
            check_example(module.rule, example)


PROFILED = {name for name in SHARED_OPTIONS if name in readme.PROFILES["default"]}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_flags_in_the_readme_exist() -> None:
    """In the commands for a console; `--select` of flake8 is the one flag that is not ours."""
    commands = re.findall(
        r"^\$ (?:.*\| )?backend-lint (.*?)(?:\s+#.*)?$", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    flags = {flag for command in commands for flag in re.findall(r"(?<!\S)--?[a-z][a-z-]*", command)}
    assert flags
    known = CliRunner().invoke(cli, ["check", "--help"]).output
    assert {flag for flag in flags if not re.search(rf"(?<!\S){flag}\b", known)} == set()
