"""Patterns that are compiled when they are first used: each of them can be, and answers as a compiled one does."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from typing import cast

import backtracking
import pytest

import backend_lint
from backend_lint.semantics import regexes
from backend_lint.semantics.regexes import regex

MODULES = [
    module.name
    for module in pkgutil.walk_packages(backend_lint.__path__, "backend_lint.")
    if not module.name.endswith("__main__")
]


def test_every_pattern_of_the_package_compiles() -> None:
    for module in MODULES:
        importlib.import_module(module)
    gc.unfreeze()  # what runs in this process have frozen is not listed
    written = [each for each in gc.get_objects() if isinstance(each, regexes._Used)]
    assert len(written) > 200
    for each in written:
        assert isinstance(cast("re.Pattern[str]", each).flags, int)


@pytest.mark.parametrize("package", ["frameworks", "semantics", "suppressions", "settings"])
def test_no_module_compiles_a_pattern_when_it_is_imported(package: str) -> None:
    modules = [importlib.import_module(name) for name in MODULES if name.startswith(f"backend_lint.{package}.")]
    compiled = [
        f"{module.__name__}.{name}: write regex(…)"
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    ]
    assert compiled == []


def test_answers_as_a_compiled_one(monkeypatch: pytest.MonkeyPatch) -> None:
    late, compiled = regex(r"(?P<name>[a-z]+)=", re.I), re.compile(r"(?P<name>[a-z]+)=", re.I)
    assert late.sub("", "A=b=c") == compiled.sub("", "A=b=c") == "c"
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)
    monkeypatch.setattr(re, "compile", None)  # once is enough
    assert [match["name"] for match in late.finditer("A=b=c")] == ["A", "b"]
    assert late.fullmatch("A") is None


def test_is_compiled_at_the_first_question() -> None:
    wrong = regex("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error):
        wrong.search("")


# ---------------------------------------------------------------- time


#: Characters of the shorter of two texts; `scripts/backtracking.py` takes more.
SIZE = 1_000
#: Groups of patterns, so that two processes share the work.
PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_every_pattern_takes_linear_time(part: int) -> None:
    """Or its texts are short, for the reason that `BOUNDED` gives."""
    found = sorted((each for each in backtracking.patterns() if each.name not in backtracking.BOUNDED), key=str)
    assert backtracking.super_linear(found[part::PARTS], SIZE) == {}


def test_every_pattern_of_a_trigger_is_done_with_a_line_at_once() -> None:
    """They are asked of lines of 2,000 bytes at most, and may take the square of that."""
    assert backtracking.slow_triggers() == {}


def test_patterns_that_are_bounded_are_there() -> None:
    assert set(backtracking.BOUNDED) <= {each.name for each in backtracking.patterns()}


#: Patterns that were in the package, and what they took hours for.
DEAR = {
    "a title": (r"[A-Za-z]+[A-Za-z,.!?'’:]* [A-Za-z][A-Za-z,.!?'’:]*", "fullmatch"),
    "settings of an ini file": (r"(?m)^[ \t]*((?:\w+?(?:__|\.))?\w+?(?:__|\.)rounds)[ \t]*=", "search"),
    "spaces on both sides of nothing": (r"\b(?:where|and|or)\s+\(?\s*(?:\w+\.)?password", "search"),
    "a scheme at any place": (r"[A-Za-z][A-Za-z0-9+.-]*://", "search"),
    "a bracket that does not close": (r"%(?:\([^)]*\))?[sd]", "search"),
    "a letter or a letter": (r"^(?:a|a)*$", "match"),
    "nested": (r"(?:\w+,?)+;", "match"),
}


@pytest.mark.parametrize(("pattern", "method"), DEAR.values(), ids=DEAR)
def test_what_takes_longer_is_seen(pattern: str, method: str) -> None:
    assert backtracking.dear(pattern, 0, getattr(re.compile(pattern), method), 4 * SIZE) != ""


@pytest.mark.parametrize(
    "pattern",
    [r"(?<!\w)\w+=", r"[A-Z]{1,40}://", r"(?:[^\"\\]|\\.|(?!))*+\"", r"a.*b", r"^\s*x", r"\bselect\b", r"[ab]*+c"],
)
def test_what_is_linear_is_not_taken_for_more(pattern: str) -> None:
    assert backtracking.dear(pattern, 0, re.compile(pattern).match, 4 * SIZE) == ""
