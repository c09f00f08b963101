"""Which nodes of a type stand in the body of which function, nested functions included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar, cast

import libcst as cst

from backend_lint.semantics.analysis import Analysis

Node = TypeVar("Node", bound=cst.CSTNode)


class Bodies:
    """The contents of a file's functions (`analysis.know(Bodies)`),
    grouped once per type that is asked for."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._source = analysis.source.text
        self._groups: dict[type[cst.CSTNode], dict[cst.FunctionDef, list[cst.CSTNode]]] = {}

    def of(self, function: cst.FunctionDef, *types: type[Node]) -> list[Node]:
        """The nodes of exactly these types in the body of `function`, in source order per type."""
        found: list[Node] = []
        for kind in types:
            found += cast("Sequence[Node]", self._group(kind).get(function, ()))
        return found

    def inside(self, node: cst.CSTNode, *types: type[Node]) -> list[Node]:
        """The nodes of these types in or under `node`, which itself stands in a function."""
        function = self._index.function(node)
        if function is None:
            return []
        return [
            found
            for found in self.of(function, *types)
            if found is node or any(a is node for a in self._index.ancestors(found))
        ]

    def _group(self, kind: type[cst.CSTNode]) -> dict[cst.FunctionDef, list[cst.CSTNode]]:
        group = self._groups.get(kind)
        if group is None:
            group = self._groups[kind] = defaultdict(list)
            for node in self._index.of(kind):
                function = self._index.function(node)
                while function is not None:
                    group[function].append(node)
                    function = self._index.function(function)
        return group
