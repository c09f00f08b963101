"""The work of checking a file grows no faster than its length, counted in calls, which no busy machine changes; what regular
expressions take is in `test_regexes.py`, and `scripts/growth.py` takes the time of both."""

from __future__ import annotations

import sys
import threading

import growth
import pytest

from backend_lint.session import limited

#: Characters of the texts that are compared, and the most times the calls for the second: linear are 4, the square are 16.
SIZES, MOST = (4_000, 16_000), 6
#: Calls that say nothing of growth: each file costs some, and some are made once.
FEW = 6_000

#: Of each use up to a hundred bindings and fifty pieces are asked for: only a text that is longer than these shows that it is no more.
BOUNDED = ("a query of one of many branches", "a list of conditions that grows")


def calls(text: str) -> int:
    """How many calls it takes to check a text and to report it."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    limited._aside.cache_clear()  # the engine works in a thread, and only a new one is counted
    threading.setprofile(counted)
    sys.setprofile(counted)
    try:
        growth.checked(text)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
    return count


@pytest.fixture(scope="module")
def without() -> int:
    """The calls for a file that holds nothing but the head."""
    growth.checked(growth.HEAD + growth.SHAPES["functions with a finding each"].text(SIZES[0]))
    return calls(growth.HEAD)


@pytest.mark.parametrize(
    "name", [name for name, shape in growth.SHAPES.items() if not shape.redos and name not in BOUNDED]
)
def test_calls_are_as_many_as_characters(name: str, without: int) -> None:
    text = growth.SHAPES[name].text
    growth.checked(growth.HEAD + text(SIZES[0]))
    short, long = (calls(growth.HEAD + text(size)) - without for size in SIZES)
    assert long < MOST * max(short, FEW)


def test_the_calls_of_rules_are_counted(without: int) -> None:
    assert calls(growth.HEAD + growth.SHAPES["routes"].text(SIZES[0])) > without + 10 * FEW


def test_growth_is_seen() -> None:
    """A test that cannot fail proves nothing."""
    assert growth.growth([0.1, 0.21, 0.9]) > growth.MOST > growth.growth([0.1, 0.21, 0.43])
    assert growth.growth([0.001, 0.002, 0.02]) == 1.0
    assert growth.SHAPES["one long name"].text(1_000).count("password") > 100
