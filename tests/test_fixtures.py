"""The fixture backends give exactly the findings that their marks name, on the path that users take."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import wants

from backend_lint import catalog, flake8
from backend_lint.flake8 import Plugin
from backend_lint.model import Finding, Place
from backend_lint.session import Options, Session

FIXTURES = Path(__file__).parent.parent / "fixtures"
BACKENDS = ("fastapi_orders", "flask_tickets", "django_clinic")
HEADS = {"BKD101", "BKD110", "BKD201", "BKD301", "BKD401", "BKD501"}
DEFAULT_RULES = HEADS | {
    *("BKD102", "BKD103", "BKD104", "BKD105", "BKD112", "BKD202", "BKD203", "BKD204"),
    *("BKD302", "BKD303", "BKD304", "BKD305", "BKD311", "BKD402", "BKD403", "BKD404", "BKD406"),
    *("BKD503", "BKD505", "BKD506", "BKD507", "BKD511"),
}
STRICT_RULES = {"BKD405"}


def check(directory: Path, *, strict: bool = False) -> dict[Path, list[Finding]]:
    """The findings in each Python file of a directory, those without any included."""
    outcome = Session(Options(strict=strict)).run([str(directory)])
    found: dict[Path, list[Finding]] = {path: [] for path in sorted(directory.rglob("*.py"))}
    assert outcome.analysed == len(found)
    for finding in outcome.findings:
        found[Path(finding.path).absolute()].append(finding)
    return found


def differences(directory: Path, *, strict: bool = False) -> list[str]:
    return [
        f"{path.relative_to(directory)}: {difference}"
        for path, findings in check(directory, strict=strict).items()
        for difference in wants.compare(findings, wants.read(path, strict=strict))
    ]


def marked(directory: Path, *, strict: bool = False) -> set[str]:
    """The codes that a directory's marks name."""
    return {
        text.split()[0]
        for path in directory.rglob("*.py")
        for texts in wants.read(path, strict=strict).values()
        for text in texts
    }


@pytest.mark.parametrize("backend", [*BACKENDS, "documents", "strict"])
def test_findings_are_those_marked(backend: str) -> None:
    found = differences(FIXTURES / backend)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("backend", BACKENDS)
def test_flake8_gives_the_findings_of_the_per_file_rules(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / backend)
    flake8._session.cache_clear()  # of another test's settings and rules
    of_projects = {rule.code for rule in catalog.rules() if rule.project_hooks}
    for path, findings in check(FIXTURES / backend).items():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        plugin = Plugin(ast.parse("".join(lines)), str(path.relative_to(Path.cwd())), lines)
        expected = {
            (each.place.line, each.place.column - 1, f"{each.code} {each.message}")
            for each in findings
            if each.code not in of_projects
        }
        said = {report[:3] for report in plugin.run()}
        assert {each for each in said if each[2][:6] not in of_projects} == expected, path


@pytest.mark.parametrize("backend", ["documents", "strict"])
def test_strict_findings_are_those_marked(backend: str) -> None:
    found = differences(FIXTURES / backend, strict=True)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("backend", BACKENDS)
def test_backend_has_every_headline_fault(backend: str) -> None:
    assert marked(FIXTURES / backend) >= HEADS


def test_every_rule_is_hit_by_some_fixture() -> None:
    assert set().union(*(marked(FIXTURES / backend) for backend in BACKENDS)) == DEFAULT_RULES
    assert marked(FIXTURES / "strict", strict=True) == STRICT_RULES


def test_document_is_quoted_in_full() -> None:
    """Without our marks, the quotation is the 18 lines that its README names."""
    lines = (FIXTURES / "documents" / "001_user_service.py").read_text().splitlines()
    block = lines[lines.index("# Service pattern") :]
    assert len(block) == 18


def finding(line: int, code: str, message: str = "says so") -> Finding:
    return Finding("app.py", Place(line, 1, line, 2), code, "a-rule", message)


@pytest.mark.parametrize(
    ("findings", "expected", "differences"),
    [
        pytest.param([finding(3, "BKD101")], {3: ["BKD101"]}, [], id="as marked"),
        pytest.param([finding(3, "BKD101")], {}, ["line 3: unexpected: BKD101 says so"], id="no mark"),
        pytest.param([], {3: ["BKD101"]}, ["line 3: missing: BKD101"], id="no finding"),
        pytest.param(
            [finding(4, "BKD101")],
            {3: ["BKD101"]},
            ["line 3: missing: BKD101", "line 4: unexpected: BKD101 says so"],
            id="another line",
        ),
        pytest.param(
            [finding(3, "BKD101"), finding(3, "BKD101")],
            {3: ["BKD101"]},
            ["line 3: unexpected: BKD101 says so"],
            id="one mark for two findings",
        ),
        pytest.param(
            [finding(3, "BKD101", "`a`"), finding(3, "BKD101", "`b`")],
            {3: ["BKD101", "BKD101 `a`"]},
            [],
            id="the particular mark chooses first",
        ),
    ],
)
def test_compare(findings: list[Finding], expected: dict[int, list[str]], differences: list[str]) -> None:
    assert wants.compare(findings, expected) == differences


@pytest.mark.parametrize(
    ("text", "strict", "expected"),
    [
        pytest.param('f()  # want "BKD101 `x`"\n', False, {1: ["BKD101 `x`"]}, id="this line"),
        pytest.param('f()  # want "A" "B"\n', False, {1: ["A", "B"]}, id="two findings"),
        pytest.param('f()  # want:+2 "A"\n\n', False, {3: ["A"]}, id="below"),
        pytest.param('\nf()  # want:-1 "A" # want "B"\n', False, {1: ["A"], 2: ["B"]}, id="above and here"),
        pytest.param('f()  # want[strict] "A"\n', False, {}, id="strict, not asked for"),
        pytest.param('f()  # want[strict] "A"\n', True, {1: ["A"]}, id="strict"),
        pytest.param("f(\"# want 'A'\")\n", False, {}, id="a string is no comment"),
    ],
)
def test_read(tmp_path: Path, text: str, strict: bool, expected: dict[int, list[str]]) -> None:
    path = tmp_path / "app.py"
    path.write_text(text)
    assert wants.read(path, strict=strict) == expected


def test_read_refuses_half_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("f()  # want BKD101\n")
    with pytest.raises(ValueError, match=r"app\.py:1: not a mark"):
        wants.read(path)
