"""Patterns that are compiled when they are first used: each of them can be, and answers as a compiled one does."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from typing import cast

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
