"""The number in a file's source that decides a bcrypt cost: in the call, in a constant of its own, as a default."""

from __future__ import annotations

from typing import NamedTuple

import libcst as cst

from backend_lint.frameworks.bcrypt_costs import Use
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.lexis import mentions


class CostLiteral(NamedTuple):
    """Where the number stands: at `node`, or in the 0-based characters `span` of the node's source. `power` says that it
    counts iterations, 2 to the cost."""

    node: cst.BaseExpression
    span: tuple[int, int] | None = None
    power: bool = False


class CostLiterals:
    """The numbers behind the costs of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def of(self, use: Use) -> CostLiteral | None:
        """The literal that alone makes the cost what it is; None where it may serve something else as well, or is a salt."""
        if use.span is not None:
            if use.span != (0, 0):
                return CostLiteral(use.node, use.span)
            return CostLiteral(use.node, power=True) if isinstance(use.node, cst.Integer) else None
        node = use.node
        if isinstance(node, cst.Name):
            binding = self._analysis.names.single(node)
            alone = mentions(self._analysis.source.text, node.value) == 2
            if binding is None or binding.kind != "assign" or binding.value is None or not alone:
                return None
            node = binding.value
        found = [
            each for each in self._numbers(node) if self._analysis.values.value(each) in (use.value, str(use.value))
        ]
        if len(found) != 1:
            return None
        [literal] = found
        if isinstance(literal, cst.Integer):
            return CostLiteral(literal)
        start = len(literal.prefix) + len(literal.quote)
        return CostLiteral(literal, (start, start + len(str(use.value))))

    def _numbers(self, node: cst.BaseExpression) -> list[cst.Integer | cst.SimpleString]:
        index = self._analysis.index
        return [*index.inside(node, cst.Integer), *index.inside(node, cst.SimpleString)]
