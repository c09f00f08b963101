"""The benchmarks still fit the program: they name its parts and can run it. No time is asserted."""

from __future__ import annotations

from pathlib import Path

import breakdown
import cold
import pytest

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


def test_cold_table() -> None:
    tools = [cold.Tool(cold.OURS), cold.Tool("bandit"), cold.Tool("semgrep", missing="not installed")]
    found = {cold.OURS: cold.Timing(2.0, 1.0), "bandit": cold.Timing(6.0, 4.0)}
    _, ours, bandit, semgrep = cold.table(tools, found, 10_000)
    assert ours.split() == ["backend-lint", "2.00", "1.00", "5.0", "1.00", "1.00"]
    assert bandit.split() == ["bandit", "6.00", "4.00", "1.7", "3.00", "4.00"]
    assert semgrep.split() == ["semgrep", "not", "installed"]


def test_cold_says_when_a_tool_crashes(tmp_path: Path) -> None:
    crash = cold.Tool("crash", (cold.sys.executable, "-c", "1 / 0"))
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        cold.run(crash, [])


def test_cold_gives_every_tool_the_same_files() -> None:
    assert set(cold.python_files([str(FLASK)])) == {str(path) for path in FLASK.rglob("*.py")}
