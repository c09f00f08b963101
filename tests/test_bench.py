"""The benchmarks still fit the program: they name its parts and can run it. No time is asserted."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import breakdown
import contenders
import goals
import processes
import pytest
import table
from goals import Middle

FLASK = Path(__file__).parent.parent / "fixtures" / "flask_tickets"


def test_breakdown_sees_every_part() -> None:
    spent = breakdown.measure([str(FLASK)])
    parts = {"discovery", "read", "decode", "scout", "elide", "guard", "LibCST parse", "index", "roles", "places"}
    assert parts <= spent.keys()
    assert {"rule BKD101", "rule BKD401"} <= spent.keys()
    assert any(label.startswith("know ") for label in spent)


def test_breakdown_puts_everything_back() -> None:
    from backend_lint.engines import native

    before = native.elide
    breakdown.measure([str(FLASK / "tickets" / "core")])
    assert native.elide is before


def test_a_part_is_not_charged_for_the_parts_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(100))
    monkeypatch.setattr(breakdown.time, "perf_counter", lambda: next(now))
    clock = breakdown.Clock()
    with clock.part("outer"), clock.part("inner"):
        pass
    assert dict(clock.spent) == {"other": 1, "outer": 2, "inner": 1}


def test_triggers_of_every_rule_are_measured() -> None:
    lines = list(breakdown.kept(breakdown.readable([str(FLASK)])))
    assert lines[-1].startswith("all rules")
    assert any(line.startswith("BKD401") for line in lines)


MIDDLES = {
    contenders.COLD_1: Middle(3.0, 3.0, 90_000_000, 0),
    contenders.COLD_2: Middle(2.0, 3.5, 40_000_000, 80_000_000),
    contenders.WARM: Middle(0.2, 0.2, 30_000_000, 0),
    contenders.CHANGED: Middle(0.5, 0.5, 30_000_000, 0),
    contenders.AST_FLOOR: Middle(1.5, 1.5, 20_000_000, 0),
    "bandit": Middle(18.0, 14.0, 50_000_000, 0),
    "ruff": Middle(0.1, 0.2, 20_000_000, 0),
    contenders.FLAKE8: Middle(5.0, 5.0, 30_000_000, 0),
    contenders.FLAKE8_OURS: Middle(6.0, 6.0, 70_000_000, 0),
}


def test_table_has_a_line_for_each_tool() -> None:
    tools = [*contenders.cold(), contenders.Contender("bandit"), contenders.Contender("fixit", missing="not installed")]
    _, one, two, bandit, fixit = table.table(tools, MIDDLES, {contenders.COLD_1: 7}, 60_000)
    assert one.removeprefix(contenders.COLD_1).split() == ["3.00", "3.00", "90", "20.0", "1.50", "0.86", "7"]
    assert two.removeprefix(contenders.COLD_2).split() == ["2.00", "3.50", "40", "80", "30.0", "1.00", "1.00"]
    assert bandit.split() == ["bandit", "18.00", "14.00", "50", "3.3", "9.00", "4.00"]
    assert fixit.split() == ["fixit", "not", "installed"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (60_000, ["9.00 (goal >= 8, met)", "0.20 s (goal <= 0.25 s, met)", "0.50 s (goal <= 0.4 s, MISSED)"]),
        (400_000, ["9.00 (goal >= 12, MISSED)", "2.00 (goal <= 1.5, MISSED)", "2.00 (goal <= 4, met)"]),
    ],
)
def test_goals_are_those_of_the_size(lines: int, told: list[str]) -> None:
    said = [str(goal).partition(": ")[2] for goal in goals.goals(MIDDLES, lines)]
    assert said[:3] == told
    assert "1.20 (goal <= 1.3, met)" in said


def test_growth_is_told_for_each_doubling() -> None:
    once, twice, more = (Middle(wall, wall, 0, 0) for wall in (1.0, 2.0, 5.0))
    said = [str(goal) for goal in goals.growth({"ours": {1: once, 2: twice, 4: more}})]
    assert said == [
        "ours: 2x / 1x the files: 2.00 (goal <= 2.1, met)",
        "ours: 4x / 2x the files: 2.50 (goal <= 2.1, MISSED)",
    ]


def test_a_tool_that_crashes_is_no_result() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        processes.run("crash", (sys.executable, "-c", "1 / 0"), table.environment())


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_that_of_each_process() -> None:
    child = "held = bytearray(60_000_000); import time; time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('done')"
    taken = processes.run("two", (sys.executable, "-c", parent), table.environment())
    first, second = taken.memory
    assert first < 60_000_000 < second
    assert taken.output == "done\n"


def test_every_tool_is_given_the_same_files() -> None:
    assert set(table.python_files([str(FLASK)])) == {str(path) for path in FLASK.rglob("*.py")}


def test_the_file_that_changes_has_findings(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.py", "b.py")]
    for file in files:
        file.write_text("x = 1\n")
    report = json.dumps({"findings": [{"filename": str(files[1])}]})
    edit = table.editing(report, [*map(str, files)])
    edit()
    once = files[1].read_text()
    edit()
    assert files[0].read_text() == "x = 1\n" != once != files[1].read_text()


def test_semgrep_is_given_the_families_of_its_public_rules(tmp_path: Path) -> None:
    for family in ("django", "click"):
        (tmp_path / "python" / family).mkdir(parents=True)
    scan, fast = contenders.peers("semgrep", "semgrep", str(tmp_path), tmp_path)
    assert scan.command[-2:] == ("--config", str(tmp_path / "python" / "django"))
    assert fast.command == (*scan.command, "--experimental")
