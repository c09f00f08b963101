"""The comparison of two runs over the same files."""

from __future__ import annotations

import tomllib

import corpus
import pytest
from corpus import Difference, Found

A = Found("a.py", 3, 5, "BKD101", "error", "one")
A_LATER = A._replace(line=30)
B = Found("b.py", 1, 1, "BKD305", "warning", "two")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([A, B], [B, A], Difference([], []), id="order does not count"),
        pytest.param([], [B, A], Difference([A, B], []), id="added, sorted"),
        pytest.param([B], [A], Difference([A], [B]), id="both"),
        pytest.param([A, A], [A], Difference([], [A]), id="one of two equal ones"),
        pytest.param([A_LATER, A], [A], Difference([], [A_LATER]), id="the same fault elsewhere"),
        pytest.param([A], [A._replace(message="1")], Difference([A._replace(message="1")], [A]), id="message"),
        pytest.param(
            [A], [A._replace(severity="strict")], Difference([A._replace(severity="strict")], [A]), id="severity"
        ),
    ],
)
def test_difference(before: list[Found], after: list[Found], expected: Difference) -> None:
    assert corpus.difference(before, after) == expected


def test_report() -> None:
    results = {"redash": Difference([B], [A, A_LATER]), "dispatch": Difference([A], [])}
    assert list(corpus.report(results)) == [
        "dispatch: 1 added, 0 removed",
        "  + a.py:3:5: error BKD101 one",
        "redash: 1 added, 2 removed",
        "  - a.py:3:5: error BKD101 one",
        "  - a.py:30:5: error BKD101 one",
        "  + b.py:1:1: warning BKD305 two",
        "",
        "BKD101  +1 -2",
        "BKD305  +1 -0",
    ]


def test_report_without_difference() -> None:
    assert list(corpus.report({"redash": Difference([], [])}))[-1] == "no difference"


def test_pins_are_whole_commits() -> None:
    pins = tomllib.loads(corpus.PINNED.read_text())["backend"]
    assert len({pin["name"] for pin in pins}) == len(pins)
    assert all(len(pin["commit"]) == 40 and pin["repository"].startswith("https://") for pin in pins)
