"""Which expressions compute with numbers, money and times of the domain, rather than glue text or lists together,
count, lay out or convert units."""

from __future__ import annotations

import re

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bodies import Bodies
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_ARITHMETIC = (cst.Add, cst.Subtract, cst.Multiply, cst.Divide, cst.FloorDivide, cst.Modulo, cst.Power)
_AUGMENTING = (cst.AddAssign, cst.SubtractAssign, cst.MultiplyAssign, cst.DivideAssign, cst.FloorDivideAssign)
#: Names whose `+` is no gluing of text.
NUMERIC = regex(
    r"(amount|price|total|qty|quantity|sum|balance|cost|rate|tax|fee|discount|days|hours|minutes|seconds"
    r"|points|score|percent"
    r"|interval|weight|subtotal|credits?|timedelta|now|utcnow|Decimal|duration|ratio)s?$", re.I
)  # fmt: skip
REDUCERS = frozenset({"sum", "min", "max", "round"})
_REDUCING = REDUCERS | {"sorted"}
_NO_NUMBERS = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString, cst.List, cst.ListComp, cst.Tuple,
               cst.Set, cst.SetComp)  # fmt: skip
#: Calls that make a set: `set(given) - known` is no number.
_SETS = frozenset({"set", "frozenset", "keys"})
#: Names of where something stands in a list.
_POSITION = regex(r"^(i|j|k|n|idx|index|pos|position|rank|row|line)$|_(index|idx)$")
#: What is measured in units, and the numbers that turn one unit into another.
_MEASURED = regex(r"(time|_ms|_us|_ns|seconds|millis(econds)?|micros(econds)?|bytes|memory|uptime|age|ttl)$", re.I)
_UNITS = frozenset({"24", "60", "1000", "1000.0", "1024", "1024.0", "3600", "86400", "1e3", "1e6", "1000000"})
#: Of nothing but constants, `now() + timedelta(days=7)` still says when something of the domain happens.
_MOMENTS = frozenset({"timedelta", "relativedelta", "now", "utcnow", "today", "Decimal"})


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
        return [node for node in nodes if self._index.enclosing(node, *inside) is None and not self._of_constants(node)]

    def is_arithmetic(self, node: cst.BinaryOperation) -> bool:
        """Whether an operation computes something: no text, list or set, no position and no change of units."""
        if not isinstance(node.operator, _ARITHMETIC):
            return False
        sides = (node.left, node.right)
        if any(isinstance(side, _NO_NUMBERS) or _called(side) in _SETS for side in sides):
            return False
        if _is_position(node) or _converts(node):
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
        if not isinstance(node.operator, _AUGMENTING) or not isinstance(node.target, cst.Name):
            return False
        if isinstance(node.value, cst.Integer) and node.value.value == "1":
            return False  # a counter
        return self._is_number(node.value) or self._is_number(node.target)

    def _reduces(self, call: cst.Call) -> bool:
        if last_name(call.func) not in _REDUCING:
            return False
        name = self._names.qualname(call.func)
        if name == "sorted":
            return any(argument.keyword is not None and argument.keyword.value == "key" for argument in call.args)
        return name in REDUCERS

    def _of_constants(self, node: cst.CSTNode) -> bool:
        """Whether numbers, settings and imported constants are all there is: `60 * 60`, `0.5 * cm`."""
        for call in self._bodies.inside(node, cst.Call):
            if call is not node and (isinstance(call.func, cst.Name) or last_name(call.func) in _MOMENTS):
                return False
        return all(self._is_constant(name) for name in self._bodies.inside(node, cst.Name))

    def _is_constant(self, name: cst.Name) -> bool:
        parent = self._index.parents[name]
        if (isinstance(parent, cst.Attribute) and parent.attr is name) or name.value.isupper():
            return True
        if isinstance(parent, cst.Arg) and parent.keyword is name:
            return True
        found = self._names.lookup(name)
        return found is None or all(binding.kind == "import" for binding in found.bindings)


def _called(node: cst.BaseExpression) -> str:
    return last_name(node.func) if isinstance(node, cst.Call) else ""


def _is_position(node: cst.BinaryOperation) -> bool:
    """`len(rows) - 1`, `index + 1`: where something stands or how many there are."""
    if not isinstance(node.operator, cst.Add | cst.Subtract):
        return False
    other = node.right if isinstance(node.left, cst.Integer) else node.left
    counted = _called(other) == "len" or (isinstance(other, cst.Name) and _POSITION.match(other.value) is not None)
    return counted and isinstance(node.left if other is node.right else node.right, cst.Integer)


def _converts(node: cst.BinaryOperation) -> bool:
    """`worker.working_time / 1000`: a time or a size in other units."""
    if not isinstance(node.operator, cst.Multiply | cst.Divide | cst.FloorDivide):
        return False
    number, measured = (
        (node.left, node.right) if isinstance(node.left, cst.Integer | cst.Float) else (node.right, node.left)
    )
    written = number.value.replace("_", "") if isinstance(number, cst.Integer | cst.Float) else ""
    return written in _UNITS and _MEASURED.search(_called(measured) or last_name(measured)) is not None
