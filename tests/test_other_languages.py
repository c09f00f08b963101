"""Backends in other languages, through semgrep itself: the findings are those that the marks name, beside Python's."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
import wants
from click.testing import CliRunner

from backend_lint.cli import cli
from backend_lint.engines.semgrep.locate import locate
from backend_lint.reports.outcome import Outcome
from backend_lint.semantics.languages import SUFFIXES
from backend_lint.session import Options, Session

FIXTURES = Path(__file__).parent.parent / "fixtures"
HEADS = {"BKD101", "BKD110", "BKD201", "BKD301", "BKD401", "BKD501", "BKD505"}

pytestmark = pytest.mark.skipif(locate() is None, reason="semgrep is not there: `make test` installs it")


def sources(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.suffix in SUFFIXES)


def differences(directory: Path, outcome: Outcome, *, strict: bool = False) -> list[str]:
    files = sources(directory)
    assert (outcome.analysed, outcome.notices, outcome.incomplete) == (len(files), (), 0), outcome.findings
    return [
        f"{path.relative_to(directory)}: {difference}"
        for path in files
        for difference in wants.compare(
            [each for each in outcome.findings if Path(each.path).absolute() == path], wants.read(path, strict=strict)
        )
    ]


@pytest.mark.parametrize("strict", [False, True], ids=["default", "strict"])
@pytest.mark.parametrize("backend", ["express_orders", "go_invoices", "mixed_shop"])
def test_findings_are_those_marked(backend: str, strict: bool) -> None:
    directory = FIXTURES / backend
    found = differences(directory, Session(Options(strict=strict)).run([str(directory)]), strict=strict)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("backend", "least"), [("express_orders", 25), ("go_invoices", 18)])
def test_backend_has_the_faults_of_many_rules(backend: str, least: int) -> None:
    marks = [
        text.split()[0] for path in sources(FIXTURES / backend) for each in wants.read(path).values() for text in each
    ]
    assert set(marks) >= HEADS
    assert len(set(marks)) >= least


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(FIXTURES / "mixed_shop", tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    return tmp_path / "shop"


def test_one_run_is_one_report(shop: Path) -> None:
    result = CliRunner().invoke(cli, ["-f", "json", "."])
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert Counter(Path(each["filename"]).suffix for each in report["findings"]) == {".ts": 2, ".py": 1, ".go": 1}
    assert report["summary"]["analysed"] == 5
    assert Counter(each["code"] for each in report["findings"]) == {"BKD401": 2, "BKD101": 1, "BKD110": 1}


def test_one_baseline_holds_all(shop: Path) -> None:
    assert CliRunner().invoke(cli, ["baseline", "create"]).exit_code == 0
    assert CliRunner().invoke(cli, ["."]).exit_code == 0
    gateway = shop / "gateway" / "main.go"
    gateway.write_text("// A new first line.\n" + gateway.read_text().replace("health(", "alive("))
    assert CliRunner().invoke(cli, ["."]).exit_code == 0
    gateway.write_text(gateway.read_text() + 'func f(db *sql.DB) { db.Query("SELECT * FROM keys") }\n')
    found = json.loads(CliRunner().invoke(cli, ["-f", "json", "."]).stdout)["findings"]
    assert [(each["code"], Path(each["filename"]).name) for each in found] == [("BKD110", "main.go")]


def test_comments_can_be_written_for_all(shop: Path) -> None:
    CliRunner().invoke(cli, ["--add-ignore=known", "."])
    result = CliRunner().invoke(cli, ["."])
    assert result.exit_code == 0, result.output


def test_the_home_directory_stays_empty(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = locate()
    assert program is not None
    monkeypatch.setenv("BACKEND_LINT_SEMGREP", program.path)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    assert Session(Options()).run(["."]).incomplete == 0
    assert list(home.iterdir()) == []


def test_what_semgrep_cannot_parse_is_said(shop: Path) -> None:
    (shop / "api" / "broken.ts").write_text("const x = bcrypt.hash((((\n")
    (shop / "api" / "partly.ts").write_text("bcrypt.hash(word, 4);\nfunction f() { const x = ((( ; }\n")
    outcome = Session(Options()).run(["."])
    said = {(each.path, each.code) for each in outcome.findings if each.path.endswith(("broken.ts", "partly.ts"))}
    assert said == {("api/broken.ts", "BKD000"), ("api/partly.ts", "BKD401")}
    assert [each.path for each in outcome.notices] == ["api/partly.ts"]
    assert outcome.incomplete == 1
