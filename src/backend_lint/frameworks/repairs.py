"""How knowledge of a library says what to change in the source; `Context.repaired` makes a fix of it."""

from __future__ import annotations

from typing import NamedTuple

import libcst as cst
import msgspec

from backend_lint.model import Applicability
from backend_lint.semantics.index import Index

#: What reads the environment; through the module `os` where the file can name it.
ENVIRON = ("os", "environ")


class Cut(NamedTuple):
    """Source to replace by `text`: from the start of `first` (its end where `after`) to the end of `last` (its start
    where `before`). `named`: the text stands behind `head` and the name of a module ("os", "") or of a name of one."""

    first: cst.CSTNode
    last: cst.CSTNode
    text: str
    after: bool = False
    before: bool = False
    named: tuple[str, str] | None = None
    head: str = ""


class Repair(msgspec.Struct, frozen=True):
    """A change of the source: `cuts`, an argument to remove from a call, one to add to it, a statement to put above another.
    `title` says what to do."""

    title: str
    cuts: tuple[Cut, ...] = ()
    removed: tuple[cst.Call, cst.Arg] | None = None
    added: tuple[cst.Call, str] | None = None
    above: tuple[cst.CSTNode, str] | None = None
    applicability: Applicability = "unsafe"


def instead(node: cst.CSTNode, text: str, named: tuple[str, str] | None = None) -> Cut:
    """`text` in the place of a node."""
    return Cut(node, node, text, named=named)


def is_local(name: str, node: cst.CSTNode, index: Index) -> bool:
    """Whether a function or class around `node` gives the name a meaning of its own."""
    scope = index.scope(node)
    while scope.parent is not None:
        if name in scope.bindings:
            return True
        scope = scope.parent
    return False
