"""The engine keeps its promises whatever a file holds, a rule does, or it does itself."""

from __future__ import annotations

import pytest

from backend_lint.cli.check import exit_status
from backend_lint.engines import native
from backend_lint.reports import Outcome
from backend_lint.semantics.analysis import Analysis
from backend_lint.session import Options, Session

BCRYPT = "import bcrypt\n\nsalt = bcrypt.gensalt(4)\n"


def check(text: str, name: str = "app.py", **options: bool) -> Outcome:
    return Session(Options(isolated=True, select=("BKD401",), **options)).run_text(name, text.encode())


def said(outcome: Outcome) -> list[str]:
    return [f"{found.code} {found.message}" for found in outcome.findings]


@pytest.mark.parametrize("name", ["docs/app.py", "examples/app.py", "app.py"])
def test_examples_are_checked_when_asked_for(name: str) -> None:
    assert bool(check(BCRYPT, name).findings) is (name == "app.py")
    assert [found.code for found in check(BCRYPT, name, include_examples=True).findings] == ["BKD401"]


def test_an_analysis_that_fails_costs_its_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(analysis: Analysis, globs: object) -> frozenset[str]:
        raise KeyError("Tr0ub4dor-and-more")  # an exception may quote the file

    monkeypatch.setattr(native, "roles", fail)
    outcome = check(BCRYPT)
    line = fail.__code__.co_firstlineno + 1
    assert said(outcome) == [f"BKD000 the analysis failed: KeyError in {__name__}, line {line}"]
    assert (exit_status(outcome, exit_zero=False), outcome.not_analysed) == (3, 1)


def test_a_rule_that_fails_is_named_without_what_it_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Tr0ub4dor-and-more")

    monkeypatch.setattr(native, "_matches", fail)
    [message] = said(check(BCRYPT))
    assert message.startswith("BKD099 rule BKD401 failed on this file: ValueError in ")
    assert "Tr0ub4dor" not in message


@pytest.mark.parametrize(
    ("text", "message"),
    {
        "plain": ("def f(:\n", "invalid syntax"),
        "with a cause": ("x = (\n", "invalid syntax: '(' was never closed"),
        "too complex": ("x = " + "(" * 300 + ")" * 300, "too complex to parse safely: brackets nested 201 deep"),
    }.values(),
)
def test_why_a_file_was_not_analysed_is_said_once(text: str, message: str) -> None:
    [found] = said(check(text))
    assert found.startswith(f"BKD000 {message}") and found.count("invalid syntax") <= 1
    assert said(check(BCRYPT + text))[0].startswith(f"BKD000 {message}")
