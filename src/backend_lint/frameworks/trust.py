"""How far a value that enters a text can be trusted (catalogue 1.3): constant, inert, quoted, guarded, dynamic."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.drivers import RECEIVER_NAME
from backend_lint.frameworks.elements import Elements
from backend_lint.frameworks.guards import VALIDATING, Guards
from backend_lint.frameworks.requests import coerced, tainted
from backend_lint.frameworks.trusttables import (
    CAPITALS,
    CLASS_CONSTANT,
    COMPILERS,
    DIALECT,
    INERT_CALLS,
    INERT_METHODS,
    KEPT_CHARACTERS,
    METADATA,
    PLACEHOLDER,
    QUOTED_ROOTS,
    QUOTING,
    SETTINGS_NAMES,
    Trust,
)
from backend_lint.frameworks.typedvalues import TypedValues
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import last_name
from backend_lint.semantics.names import dotted
from backend_lint.semantics.text import Hole


class Trusts:
    """Judges the values of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._values = analysis.values
        self._elements_of = analysis.know(Elements)
        self._types = analysis.know(TypedValues)
        self._guards = analysis.know(Guards)
        #: By node and depth: names that stand for many others each stand for more than can be judged.
        self._judged: dict[tuple[int, int], Trust] = {}

    def of(self, hole: Hole) -> Trust:
        """How far the value that fills `hole` can be trusted."""
        if hole.via == "%d":
            return Trust("inert")
        parent = self._index.parents[hole.expression]
        if isinstance(parent, cst.BinaryOperation) and _is_sum(parent):
            return Trust("inert")
        around = self._index.parents[parent]
        if isinstance(around, cst.Call) and hole.expression is not around.func:
            # Text that a helper of this file makes of the value: what the helper's name promises.
            if QUOTING.match(last_name(around.func)):
                return Trust("quoted")
            if VALIDATING.match(last_name(around.func)):
                return Trust("dynamic", "low")
        return self.judge(hole.expression, 0)

    def judge(self, node: cst.BaseExpression, depth: int) -> Trust:
        """As `of`, for an expression."""
        key = (id(node), depth)
        found = self._judged[key] = self._judged.get(key) or self._made(node, depth)
        return found

    def _made(self, node: cst.BaseExpression, depth: int) -> Trust:
        if self._values.values(node):
            return Trust("constant")
        found = self._judge(node, depth) if depth < 8 else None
        if found is not None and (found.kind != "dynamic" or found.tainted or not tainted(self._analysis, node)):
            return found
        if self._guards.guarded(node):
            return Trust("guarded")
        return Trust("dynamic", "high", tainted(self._analysis, node))

    def _judge(self, node: cst.BaseExpression, depth: int) -> Trust | None:
        if isinstance(node, cst.Call):
            return self._call(node, depth)
        if isinstance(node, cst.Name):
            return self._name(node, depth)
        if isinstance(node, cst.Attribute):
            return self._attribute(node)
        if isinstance(node, cst.BinaryOperation):
            if isinstance(node.operator, cst.Modulo):
                given = node.right.elements if isinstance(node.right, cst.Tuple) else [cst.Element(node.right)]
                return self._all([element.value for element in given], depth)
            if _is_sum(node):
                return Trust("inert")
            return self._all([node.left, node.right], depth)
        if isinstance(node, cst.UnaryOperation):
            return self.judge(node.expression, depth + 1)
        if isinstance(node, cst.IfExp):
            return self._all([node.body, node.orelse], depth)
        if isinstance(node, cst.BooleanOperation):
            return self._all([node.left, node.right], depth)
        if isinstance(node, cst.Await):
            return self.judge(node.expression, depth + 1)
        if isinstance(node, cst.Comparison):
            return Trust("inert")
        if isinstance(node, cst.Subscript):
            return self._subscript(node, depth)
        return None

    def _all(self, nodes: list[cst.BaseExpression], depth: int) -> Trust | None:
        """Safe when every operand is; otherwise the worst of them."""
        judged = [self.judge(node, depth + 1) for node in nodes]
        dynamic = [trust for trust in judged if trust.kind == "dynamic"]
        if not dynamic:
            return judged[0] if judged else None
        return max(dynamic, key=lambda trust: (trust.tainted, trust.confidence == "high"))

    def _call(self, node: cst.Call, depth: int) -> Trust | None:
        name = self._names.qualname(node.func)
        path = self._names.path(node) or ""
        last = last_name(node.func)
        if name in INERT_CALLS or last in INERT_METHODS:
            return Trust("inert")
        if last in COMPILERS:
            return Trust("quoted")
        if path.startswith(QUOTED_ROOTS) or QUOTING.match(last) or PLACEHOLDER.search(last):
            return Trust("quoted")
        if VALIDATING.match(last):
            return Trust("dynamic", "low")
        if name == "re.sub" and len(node.args) > 2 and self._values.value(node.args[1].value) in ("", "_"):
            kept = self._values.value(node.args[0].value)
            return Trust("inert") if isinstance(kept, str) and KEPT_CHARACTERS.fullmatch(kept) else None
        if name == "str" and node.args:
            inner = node.args[0].value
            if (self._names.path(inner) or "").startswith(QUOTED_ROOTS):
                return Trust("quoted")
            return self.judge(inner, depth + 1)
        if name == "json.dumps" and node.args:
            return self.judge(node.args[0].value, depth + 1)
        if last in ("join", "lower", "upper", "strip", "title") and isinstance(node.func, cst.Attribute):
            if last != "join":
                return self.judge(node.func.value, depth + 1)
            return self._joined(node, depth)
        if last == "format":
            return self._all([argument.value for argument in node.args if not argument.star], depth)
        if last in ("min", "max", "next") and node.args:
            return self._all([argument.value for argument in node.args if not argument.star], depth)
        if isinstance(node.func, cst.Attribute) and DIALECT.match(last) and _is_database(node.func.value):
            return Trust("dynamic", "low")
        function = self._names.local_function(node.func)
        return self._returned(function, depth) if function is not None else None

    def _returned(self, function: cst.FunctionDef, depth: int) -> Trust | None:
        """What a function of this file gives back: by its annotation, or whatever it returns."""
        promised = self._types.promised(function.returns.annotation) if function.returns is not None else None
        if promised is not None:
            return promised
        judged = self._all(self._names.returned(function), depth + 1)
        return judged if judged is not None and (judged.kind != "dynamic" or judged.confidence == "low") else None

    def _joined(self, node: cst.Call, depth: int) -> Trust | None:
        """`", ".join(…)` of elements that are each safe."""
        if len(node.args) != 1:
            return None
        argument = node.args[0].value
        if isinstance(argument, cst.GeneratorExp | cst.ListComp):
            return self.judge(argument.elt, depth + 1)
        if isinstance(argument, cst.Call) and self._names.qualname(argument.func) == "map" and argument.args:
            function = argument.args[0].value
            name = self._names.qualname(function) or ""
            if name in INERT_CALLS or name.startswith(QUOTED_ROOTS) or QUOTING.match(last_name(function)):
                return Trust("quoted")
            if name == "str" and len(argument.args) > 1:
                return self._elements(argument.args[1].value, depth)
        return self._elements(argument, depth)

    def _elements(self, node: cst.BaseExpression, depth: int) -> Trust | None:
        """The elements of a collection: a comprehension over safe ones, a list of ints by annotation, one whose
        elements a loop has tested."""
        if isinstance(node, cst.GeneratorExp | cst.ListComp | cst.SetComp):
            return self.judge(node.elt, depth + 1)
        if self._elements_of.are_constant(node):
            return Trust("constant")
        if self._guards.guarded(node):
            return Trust("guarded")
        if isinstance(node, cst.Name):
            binding = self._names.single(node)
            if (
                binding is not None
                and binding.kind == "assign"
                and isinstance(binding.value, cst.ListComp | cst.SetComp)
            ):
                return self.judge(binding.value.elt, depth + 1)
            if (
                binding is not None
                and binding.kind == "param"
                and isinstance(binding.node, cst.Param)
                and binding.node.annotation
            ):
                annotation = binding.node.annotation.annotation
                if isinstance(annotation, cst.Subscript) and isinstance(annotation.slice[0].slice, cst.Index):
                    return self._types.promised(annotation.slice[0].slice.value)
        return None

    def _name(self, node: cst.Name, depth: int) -> Trust | None:
        found = self._names.lookup(node)
        if found is None:
            return None
        judged = [self._binding(binding, depth) for binding in found.bindings]
        if any(trust is None for trust in judged):
            return None
        dynamic = [trust for trust in judged if trust is not None and trust.kind == "dynamic"]
        if dynamic and not all(trust.confidence == "low" for trust in dynamic):
            return None
        return dynamic[0] if dynamic else judged[0]

    def _binding(self, binding: Binding, depth: int) -> Trust | None:
        if binding.kind == "import":
            return Trust("dynamic", "low") if CAPITALS.match(binding.name) else None
        if binding.kind == "param" and isinstance(binding.node, cst.Param):
            if coerced(self._analysis, binding.node):
                return Trust("inert")
            annotation = binding.node.annotation
            return self._types.promised(annotation.annotation) if annotation else None
        if binding.kind == "unpack" and (values := self._elements_of.unpacked(binding)):
            judged = self._all(values, depth + 1)
            if judged is not None and judged.kind != "dynamic":
                return judged
        if binding.kind in ("assign", "unpack") and binding.value is not None:
            judged = self.judge(binding.value, depth + 1)
            return judged if binding.kind == "assign" or judged.kind == "quoted" else None
        if binding.kind == "augment" and binding.value is not None:
            return self.judge(binding.value, depth + 1)
        if binding.kind == "for":
            return self._loop(binding, depth)
        return None

    def _loop(self, binding: Binding, depth: int) -> Trust | None:
        """A counter of `range` or `enumerate`; an element of a constant or safe collection."""
        iterable = binding.value
        if not isinstance(binding.node, cst.For | cst.CompFor) or iterable is None:
            return None
        name = self._names.qualname(iterable.func) if isinstance(iterable, cst.Call) else None
        target = binding.node.target
        if name == "range":
            return Trust("inert")
        if isinstance(target, cst.Tuple):
            first, second = target.elements[0].value, target.elements[-1].value
            if isinstance(first, cst.Name) and first.value == binding.name:
                if name == "enumerate":
                    return Trust("inert")
                return Trust("constant") if self._elements_of.keys_are_constant(iterable) else None
            if name == "enumerate" and isinstance(iterable, cst.Call) and isinstance(second, cst.Name):
                return self._element(iterable.args[0].value, depth)
            if isinstance(second, cst.Name) and second.value == binding.name:
                return Trust("constant") if self._elements_of.values_are_constant(iterable) else None
        return self._element(iterable, depth) if isinstance(target, cst.Name) else None

    def _element(self, collection: cst.BaseExpression, depth: int) -> Trust | None:
        """One element of a collection: constant when all are, else as sure as the collection is one."""
        if self._elements_of.are_constant(collection):
            return Trust("constant")
        if isinstance(collection, cst.Name | cst.Attribute):
            found = self._judge(collection, depth + 1) if depth < 8 else None  # `for x in x` is an element of itself
            return found if found is not None and found.confidence == "low" else None
        return None

    def _attribute(self, node: cst.Attribute) -> Trust | None:
        if PLACEHOLDER.search(node.attr.value):
            return Trust("quoted")
        if _is_database(node.value):
            return Trust("dynamic", "low")  # `db.timestamp_now`: how this database writes it
        chain = set(dotted(node).split("."))
        if chain & METADATA or node.attr.value in METADATA:
            return Trust("constant")
        if node.attr.value in ("value", "name"):
            if isinstance(node.value, cst.Name) and self._types.is_member(node.value):
                return Trust("constant")
            if isinstance(node.value, cst.Call) and node.attr.value == "value":
                return self._types.made(node.value)
        if isinstance(node.value, cst.Name) and self._types.is_table(node.value):
            return Trust("constant")
        if isinstance(node.value, cst.Name) and self._types.is_inert(node.value):
            return Trust("dynamic", "low")  # `zone.key`, `born.year`
        if CAPITALS.match(node.attr.value) or chain & SETTINGS_NAMES or CLASS_CONSTANT.match(dotted(node)):
            return Trust("dynamic", "low")
        return None

    def _subscript(self, node: cst.Subscript, depth: int) -> Trust | None:
        """`MAPPING[key]` of an imported constant mapping."""
        constant = isinstance(node.value, cst.Name | cst.Attribute) and CAPITALS.match(last_name(node.value))
        return Trust("dynamic", "low") if constant else None


def _is_database(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name | cst.Attribute) and RECEIVER_NAME.search(last_name(node)) is not None


def _is_sum(node: cst.BinaryOperation) -> bool:
    """`n + 1`: a number, for text and a number cannot be added."""
    added = isinstance(node.operator, cst.Add | cst.Subtract)
    return added and any(isinstance(side, cst.Integer | cst.Float) for side in (node.left, node.right))
