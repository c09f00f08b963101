"""LibCST imported in less time is LibCST."""

import subprocess
import sys

SHOW = """
import dataclasses, sys
whole = dataclasses.dataclass
if "lean" in sys.argv:
    from backend_lint.semantics.nodes import load
    load()
assert dataclasses.dataclass is whole
import libcst as cst
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


def test_classes_and_trees_are_the_same() -> None:
    plain = shown()
    assert plain.count("\n") > 230
    assert shown("lean") == plain
