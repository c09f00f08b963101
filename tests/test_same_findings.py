"""Scouting and elision are optimisations: findings are the same without them, whatever the order of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import libcst as cst
import pytest
from elision import differences
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_lint import catalog, examples
from backend_lint.context import Context
from backend_lint.drafts import Draft, ProjectDraft
from backend_lint.engines.native import Engine
from backend_lint.hooks import BoundRule, Rule
from backend_lint.merge import merge
from backend_lint.model import RULE_FAILED, FileResult, Finding
from backend_lint.project import Project
from backend_lint.semantics.file import SourceFile

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
_PATH = re.compile(r"\A# path: (\S+)\n")
Files = dict[str, str]


def folders() -> Iterator[tuple[str, Files]]:
    """Small projects by name: path to text."""
    for directory in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        found = sorted(directory.rglob("*.py"))
        yield directory.name, {path.relative_to(directory).as_posix(): path.read_text() for path in found}
    for rule in catalog.rules():
        for number, example in enumerate(rule.page.examples):
            yield f"{rule.name}-{number}", example.files
    for case in sorted((HERE / "cases").rglob("*.py")):
        named = _PATH.match(case.read_text())
        yield f"case-{case.stem}", {named[1] if named else "app.py": case.read_text()}


FOLDERS = dict(folders())
each_folder = pytest.mark.parametrize("name", FOLDERS)


class Slow(Engine):
    """Runs every rule on every file, whole, whatever the file is called."""

    def _unwanted(self, source: SourceFile) -> frozenset[str]:
        return frozenset()


@cache
def engine(*codes: str, scouting: bool = True, eliding: bool = True) -> Engine:
    """An engine with the rules of these codes, or with all, opt-in rules included."""
    rules = [rule for rule in catalog.rules() if not codes or rule.code in codes]
    bound = [BoundRule(rule, rule.options, strict=True) for rule in rules]
    return Engine(bound) if scouting and eliding else Slow(bound, scouting=scouting, eliding=eliding)


def check(checker: Engine, files: Files) -> list[Finding]:
    """All findings, in order; places, messages and fixes included."""
    results = [checker.check(path, text.encode()) for path, text in files.items()]
    linked = checker.check_project([result.facts for result in results if result.facts is not None])
    return sorted([*(f for r in results for f in r.findings), *linked], key=lambda found: found.sort_key)


@cache
def slowly(name: str) -> list[Finding]:
    """The findings of all rules when every file is parsed whole."""
    return check(engine(scouting=False, eliding=False), FOLDERS[name])


@each_folder
def test_without_elision(name: str) -> None:
    assert check(engine(eliding=False), FOLDERS[name]) == slowly(name)


@each_folder
def test_with_scouting_and_elision(name: str) -> None:
    assert check(engine(), FOLDERS[name]) == slowly(name)


@each_folder
def test_each_rule_alone(name: str) -> None:
    """What one rule finds does not depend on the lines that other rules' triggers keep."""
    alone = [found for rule in catalog.rules() for found in check(engine(rule.code), FOLDERS[name])]
    assert sorted(alone, key=lambda found: found.sort_key) == slowly(name)


@each_folder
def test_order_of_files(name: str) -> None:
    backwards = dict(reversed(FOLDERS[name].items()))
    assert merge(check(engine(), backwards)) == merge(check(engine(), FOLDERS[name]))


def test_there_are_findings_to_compare() -> None:
    hooked = {rule.code for rule in catalog.rules() if rule.info.per_file or rule.info.project}
    assert {found.code for name in FOLDERS for found in slowly(name)} >= hooked


# -- a rule that raises -----------------------------------------------------------------------------------


def broken_rule(fault: str) -> Rule:
    rule = Rule("rules.errors.broken", "BKD599", severity="error", triggers=(b"breaks_here",))
    rule.page = examples.Page("A rule that fails.")

    @rule.on(cst.Name)
    def fail_on_name(node: cst.Name, context: Context) -> Iterable[Draft]:
        if node.value == "breaks_here" and fault == "raises":
            raise LookupError("no such thing")
        if node.value == "breaks_here" and fault == "names a node of no file":
            yield context.finding(cst.Name("elsewhere"), "Never seen")

    if fault == "raises in a project hook":

        @rule.on_project
        def fail_on_project(project: Project) -> Iterable[ProjectDraft]:
            raise LookupError("no such thing")

    return rule


@pytest.mark.parametrize(
    ("fault", "path"),
    [("raises", "broken.py"), ("names a node of no file", "broken.py"), ("raises in a project hook", ".")],
)
def test_a_rule_that_fails_costs_itself_on_that_file_only(fault: str, path: str) -> None:
    code = "import bcrypt\nbcrypt.gensalt(4)\n"
    files = {"broken.py": f"{code}breaks_here = 1\n", "fine.py": code}
    broken = BoundRule(broken_rule(fault), {}, strict=True)
    found = check(Engine([*engine().selection, broken]), files)
    failed = [each for each in found if each.code == RULE_FAILED]
    assert [each.path for each in failed] == [path]
    assert "BKD599" in failed[0].message
    others = [each for each in found if each.code != RULE_FAILED]
    assert others == check(engine(), files)
    assert {each.path for each in others} == {"broken.py", "fine.py"}


# -- files that nobody wrote ------------------------------------------------------------------------------

LINES = [text.splitlines(keepends=True) for name in FOLDERS for text in FOLDERS[name].values() if text]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A file of the fixtures, or an example, with lines missing, repeated or moved."""
    lines = list(draw(st.sampled_from(LINES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        piece = lines[at : at + draw(st.integers(1, 4))]
        if draw(st.booleans()):
            to = draw(st.integers(0, len(lines)))
            lines[to:to] = piece
        elif len(lines) > len(piece):
            del lines[at : at + len(piece)]
    return "".join(lines)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(damaged())
def test_a_damaged_file_is_checked_or_reported(text: str) -> None:
    fast, slow = engine().check("app.py", text.encode()), engine(scouting=False).check("app.py", text.encode())
    assert isinstance(fast, FileResult)
    assert RULE_FAILED not in {found.code for found in slow.findings}
    assert fast.findings == slow.findings


def test_an_option_of_one_rule_is_no_other_rules() -> None:
    """BKD301's `secret-names` say nothing of what BKD302 looks for."""
    text = 'import os\n\nBANANA = "granite-55-meadow"\nSECRET_KEY = os.environ.get("SECRET_KEY", BANANA)\n'
    written, read = (next(rule for rule in catalog.rules() if rule.code == code) for code in ("BKD301", "BKD302"))
    named = BoundRule(written, {**written.options, "secret_names": ("banana",)})
    alone, both = Engine([BoundRule(read, read.options)]), Engine([named, BoundRule(read, read.options)])
    found = [[f for f in check(each, {"app.py": text}) if f.code == "BKD302"] for each in (alone, both)]
    assert found[0] == found[1] != []


def test_the_comparison_on_real_backends_counts_what_it_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted((FIXTURES / "flask_tickets").rglob("*.py"))
    *different, summary = differences(files)
    assert different == []
    assert summary.startswith(f"{len(files)} files, ") and " 0 findings" not in summary
    run = Engine._run
    monkeypatch.setattr(Engine, "_run", lambda self, *given: [] if self.eliding else run(self, *given))
    assert len(list(differences(files))) > 1
