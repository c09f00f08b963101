"""LibCST imported in less time is LibCST."""

import subprocess
import sys

import pytest

SHOW = """
import dataclasses, sys
whole = dataclasses.dataclass
if "lean" in sys.argv:
    from backend_lint.semantics.nodes import load
    load()
assert dataclasses.dataclass is whole
import libcst as cst
from libcst.metadata import *
names = ("__repr__", "__eq__", "__hash__", "__init__", "__match_args__")
for module in [each for name, each in sorted(sys.modules.items()) if name.startswith("libcst")]:
    for name, kind in sorted(vars(module).items()):
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            made = [str(getattr(getattr(kind, each, None), "__qualname__", getattr(kind, each, None))) for each in names]
            print(module.__name__, name, made, [(f.name, f.init, f.compare) for f in dataclasses.fields(kind)])
tree = cst.parse_module("x = f(1, *a)  # c\\n")
print(tree.deep_equals(tree.deep_clone()), tree == tree.deep_clone(), repr(tree), len({tree, tree.deep_clone()}))
print(tree.with_changes(body=()).code, tree.deep_replace(tree.body[0], cst.SimpleStatementLine([cst.Pass()])).code)
"""


def shown(*flags: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", SHOW, *flags], capture_output=True, text=True, check=True, timeout=60
    ).stdout


USE = """
from backend_lint.semantics.nodes import load
load()
import sys
import libcst as cst
before = {name for name in sys.modules if name.startswith("libcst.metadata")}
print(len(before), isinstance(cst.MetadataWrapper, type))
{use}
print(len(cst.MetadataWrapper(cst.parse_module("x = 1")).resolve(meta.ScopeProvider)), "libcst.metadata.scope_provider" in before)
"""


@pytest.mark.parametrize(
    "use",
    [
        "import libcst.metadata as meta",
        "from libcst.metadata import ScopeProvider; meta = sys.modules['libcst.metadata']",
        "from libcst.metadata import *; meta = cst.metadata",
        "from libcst.metadata.scope_provider import ScopeProvider; from libcst import metadata as meta",
        "import libcst.matchers; meta = cst.metadata",
    ],
)
def test_others_may_use_all_of_it(use: str) -> None:
    command = [sys.executable, "-c", USE.replace("{use}", use)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert said.split() == ["3", "True", "11", "False"]


def test_classes_and_trees_are_the_same() -> None:
    plain = shown()
    assert plain.count("\n") > 230
    assert shown("lean") == plain
