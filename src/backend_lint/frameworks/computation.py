"""Which expressions compute with numbers, money and times, rather than glue text or lists together."""

from __future__ import annotations

import re

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.index import last_name

_ARITHMETIC = (cst.Add, cst.Subtract, cst.Multiply, cst.Divide, cst.FloorDivide, cst.Modulo, cst.Power)
_AUGMENTING = (cst.AddAssign, cst.SubtractAssign, cst.MultiplyAssign, cst.DivideAssign, cst.FloorDivideAssign)
#: Names whose `+` is no gluing of text.
NUMERIC = re.compile(
    r"(amount|price|total|qty|quantity|sum|balance|cost|rate|tax|fee|discount|days|hours|minutes|seconds"
    r"|points|score|percent"
    r"|interval|weight|subtotal|credits?|timedelta|now|utcnow|Decimal|duration|ratio)s?$", re.I
)  # fmt: skip
REDUCERS = frozenset({"sum", "min", "max", "round"})


class Computation:
    """The computations of one file's functions (`analysis.know(Computation)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._index = analysis.index
        self._names = analysis.names
        self._bodies = analysis.know(Bodies)

    def of(self, function: cst.FunctionDef) -> list[cst.CSTNode]:
        """Arithmetic, accumulation and reductions in the body of `function`, except in comprehensions and
        subscripts."""
        nodes: list[cst.CSTNode] = [*filter(self.is_arithmetic, self._bodies.of(function, cst.BinaryOperation))]
        nodes += [node for node in self._bodies.of(function, cst.AugAssign) if self._accumulates(node)]
        nodes += [call for call in self._bodies.of(function, cst.Call) if self._reduces(call)]
        inside = (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp, cst.Subscript)
        return [node for node in nodes if self._index.enclosing(node, *inside) is None]

    def is_arithmetic(self, node: cst.BinaryOperation) -> bool:
        if not isinstance(node.operator, _ARITHMETIC):
            return False
        sides = (node.left, node.right)
        if any(
            isinstance(
                s,
                cst.SimpleString | cst.FormattedString | cst.ConcatenatedString | cst.List | cst.ListComp | cst.Tuple,
            )
            for s in sides
        ):
            return False
        if isinstance(node.operator, cst.Multiply | cst.Subtract | cst.Power):
            return True
        return any(self._is_number(side) for side in sides)

    def _is_number(self, node: cst.BaseExpression) -> bool:
        """Whether an operand is a number or a time by what it is or by its name."""
        if isinstance(node, cst.Integer | cst.Float):
            return True
        if isinstance(node, cst.BinaryOperation):
            return (
                isinstance(node.operator, cst.Multiply | cst.Subtract)
                or self._is_number(node.left)
                or self._is_number(node.right)
            )
        return NUMERIC.search(last_name(node.func if isinstance(node, cst.Call) else node)) is not None

    def _accumulates(self, node: cst.AugAssign) -> bool:
        return isinstance(node.operator, _AUGMENTING) and isinstance(node.target, cst.Name) and (
            self._is_number(node.value) or self._is_number(node.target)
        )  # fmt: skip

    def _reduces(self, call: cst.Call) -> bool:
        name = self._names.qualname(call.func)
        if name == "sorted":
            return any(argument.keyword is not None and argument.keyword.value == "key" for argument in call.args)
        return name in REDUCERS
