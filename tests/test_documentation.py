"""What the documentation says of rules, keys and outputs is what the program does."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import readme
import rulepages
from click.testing import CliRunner
from test_rules import test_example as check_example

from backend_lint import catalog
from backend_lint.cli import cli
from backend_lint.settings.schema import SHARED_OPTIONS, Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
#: Where programs that are installed beside this Python stand.
SCRIPTS = str(Path(sys.executable).parent)
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md"), *ROOT.glob("fixtures/*/*.md")]


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.name)
def test_generated_parts_are_up_to_date(page: Path) -> None:
    text = page.read_text()
    assert readme.rendered(text) == text, "run `make docs`"


def test_every_rule_is_in_the_readme() -> None:
    rows = re.findall(r"^\| (BKD\d{3}) \| \[(\S+)\]", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert rows == [(info.code, info.name) for info in catalog.infos()]


def test_the_pages_of_rules_are_up_to_date() -> None:
    drifted = [path.name for path, text in rulepages.written().items() if not path.exists() or path.read_text() != text]
    assert (drifted, rulepages.stale()) == ([], []), "run `make docs`"


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    navigation = tomllib.loads(rulepages.SITE.read_text())["project"]["nav"]
    pages = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    assert sorted(leaves(navigation)) == pages


def leaves(entry: object) -> list[str]:
    """The pages that stand in a part of the navigation."""
    if isinstance(entry, str):
        return [entry]
    parts = entry.values() if isinstance(entry, dict) else entry
    return [leaf for part in parts for leaf in leaves(part)]


@pytest.mark.skipif(shutil.which("zensical", path=SCRIPTS) is None, reason="zensical is not installed")
def test_the_site_builds_strictly_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Strict: a link to a page or an anchor that does not exist fails the build."""
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(rulepages.SITE, tmp_path)
    command = [shutil.which("zensical", path=SCRIPTS) or "", "build", "--strict"]
    built = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    html = {
        path.relative_to(tmp_path / "site").as_posix(): path.read_text() for path in tmp_path.rglob("site/**/*.html")
    }
    assert {path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")} <= set(html)
    loading = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=["']?(?:https?:)?//""")
    assert [name for name, text in html.items() if loading.search(text)] == []


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
