"""Which nodes of a type stand in the body of which function, nested functions included."""

from __future__ import annotations

from typing import TypeVar

import libcst as cst

from backend_lint.semantics.analysis import Analysis

Node = TypeVar("Node", bound=cst.CSTNode)


class Bodies:
    """The contents of a file's functions (`analysis.know(Bodies)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index

    def of(self, function: cst.FunctionDef, *types: type[Node]) -> list[Node]:
        """The nodes of exactly these types in the body of `function`, in source order per type."""
        return self._index.inside(function.body, *types)

    def inside(self, node: cst.CSTNode, *types: type[Node]) -> list[Node]:
        """The nodes of these types in or under `node`, which itself stands in a function."""
        return [] if self._index.function(node) is None else self._index.inside(node, *types)
