"""Constants: what an expression is known to be before the program runs. Not known is None."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import libcst as cst

from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import Index
from backend_lint.semantics.literals import said
from backend_lint.semantics.names import Names
from backend_lint.semantics.weights import Weights, is_dear, is_hashable, length

_DEPTH = 16
_MAX_ALTERNATIVES = 16
_MAX_POWER = 64

_ARITHMETIC: dict[type[cst.BaseBinaryOp], Callable[[Any, Any], Any]] = {
    cst.Add: operator.add, cst.Subtract: operator.sub, cst.Multiply: operator.mul, cst.FloorDivide: operator.floordiv,
    cst.Divide: operator.truediv, cst.Modulo: operator.mod, cst.LeftShift: operator.lshift, cst.BitOr: operator.or_,
}  # fmt: skip


class Values:
    """Folds expressions of one file to Python values: numbers, text, bytes, booleans, tuples, dictionaries."""

    def __init__(self, index: Index, names: Names) -> None:
        self._index = index
        self._names = names
        #: What was found, by node and depth: a name that stands for two others may stand for 2 ** 16 in the end.
        self._known: dict[tuple[int, int], tuple[Any, ...] | None] = {}
        self._weights = Weights()

    def value(self, node: cst.CSTNode | None) -> Any:
        """The one value `node` has, or None when it is not known, has several, or is None itself."""
        found = self.values(node)
        return found[0] if found is not None and len(found) == 1 else None

    def values(self, node: cst.CSTNode | None, depth: int = 0) -> tuple[Any, ...] | None:
        """Every value `node` can have, or None when any of them is not known."""
        if node is None or depth > _DEPTH:
            return None
        fold = _FOLDS.get(type(node))
        if fold is None:
            return None
        key = (id(node), depth)
        if key not in self._known:
            found = fold(self, node, depth + 1)
            fits = found and len(found) <= _MAX_ALTERNATIVES and all(map(self._weights.fits, found))
            self._known[key] = found if fits else None
        return self._known[key]

    def _name(self, node: cst.Name, depth: int) -> tuple[Any, ...] | None:
        if node.value in ("True", "False", "None"):
            return ({"True": True, "False": False, "None": None}[node.value],)
        found = self._names.lookup(node)
        if found is None or found.open:
            return None
        return self.of_bindings(found.bindings, depth)

    def of_bindings(self, bindings: tuple[Binding, ...], depth: int = 0) -> tuple[Any, ...] | None:
        """Every value a name can have through these bindings."""
        collected: list[Any] = []
        for binding in bindings:
            if binding.kind != "assign":
                return self._loop_values(bindings, depth)
            values = self.values(binding.value, depth)
            if values is None:
                return None
            collected += values
        return _distinct(collected)

    def _loop_values(self, bindings: tuple[Binding, ...], depth: int) -> tuple[Any, ...] | None:
        """`for t in ("a", "b")`: the values of a constant collection."""
        if len(bindings) != 1 or bindings[0].kind != "for":
            return None
        node = bindings[0].node
        if not isinstance(node, cst.For | cst.CompFor) or not isinstance(node.target, cst.Name):
            return None
        collection = self.value_at(bindings[0].value, depth)
        if isinstance(collection, tuple | frozenset | dict) and 0 < len(collection) <= _MAX_ALTERNATIVES:
            return tuple(collection)
        return None

    def value_at(self, node: cst.CSTNode | None, depth: int) -> Any:
        """As `value`, deeper in an evaluation."""
        found = self.values(node, depth)
        return found[0] if found is not None and len(found) == 1 else None

    def _attribute(self, node: cst.Attribute, depth: int) -> tuple[Any, ...] | None:
        if node.attr.value == "value" and isinstance(node.value, cst.Attribute):
            return self._attribute(node.value, depth)
        if isinstance(node.value, cst.Name):
            if node.value.value in ("self", "cls"):
                return self.of_bindings(tuple(self._names.members(node)), depth)
            owner = self._names.local_class(node.value)
            if owner is not None:
                bindings = self._index.scopes[owner].bindings.get(node.attr.value, ())
                return self.of_bindings(tuple(bindings), depth)
        return None

    def _subscript(self, node: cst.Subscript, depth: int) -> tuple[Any, ...] | None:
        """`TABLES[kind]`: every value of a constant dictionary or sequence, or the one that is chosen."""
        element = node.slice[0].slice
        if len(node.slice) != 1 or not isinstance(element, cst.Index):
            return None
        return self._item(self.value_at(node.value, depth), self.value_at(element.value, depth))

    @staticmethod
    def _item(collection: Any, key: Any) -> tuple[Any, ...] | None:
        if isinstance(collection, dict):
            if key is not None:
                return (collection[key],) if is_hashable(key) and key in collection else None
            return _distinct(list(collection.values()))
        if isinstance(collection, tuple):
            if isinstance(key, int):
                return (collection[key],) if -len(collection) <= key < len(collection) else None
            return _distinct(list(collection))
        return None

    def _call(self, node: cst.Call, depth: int) -> tuple[Any, ...] | None:
        name = self._names.qualname(node.func)
        args = [argument.value for argument in node.args]
        if (
            name in ("int", "str", "float", "bool", "len", "frozenset", "tuple", "set", "list")
            and len(args) == 1
            and not node.args[0].star
        ):
            return _apply(_CONVERSIONS.get(name, tuple), self.value_at(args[0], depth))
        if isinstance(node.func, cst.Attribute) and node.func.attr.value == "get" and args:
            chosen = self._item(self.value_at(node.func.value, depth), self.value_at(args[0], depth))
            fallback = self.values(args[1], depth) if len(args) > 1 else ()
            return _distinct([*chosen, *fallback]) if chosen is not None and fallback is not None else None
        if isinstance(node.func, cst.Attribute) and node.func.attr.value in _TEXT_METHODS:
            text = self.value_at(node.func.value, depth)
            folded = [self.value_at(argument, depth) for argument in args]
            method = node.func.attr.value
            if isinstance(text, str | bytes) and None not in folded and not is_dear(text, method, folded):
                return _apply(lambda t: getattr(t, method)(*folded), text)
        function = self._names.local_function(node.func)
        if function is not None:
            returned = self._names.returned(function)
            if len(returned) == 1 and not _is_generator(function, returned):
                return self.values(returned[0], depth + 3)
        return None

    def _binary(self, node: cst.BinaryOperation, depth: int) -> tuple[Any, ...] | None:
        left, right = self.value_at(node.left, depth), self.value_at(node.right, depth)
        if left is None or right is None:
            return None
        if isinstance(node.operator, cst.Power):
            small = (
                isinstance(left, int)
                and isinstance(right, int)
                and abs(left) <= _MAX_POWER
                and 0 <= right <= _MAX_POWER
            )
            return (left**right,) if small else None
        if isinstance(node.operator, cst.Multiply | cst.LeftShift) and max(length(left), length(right)) > 10_000:
            return None
        function = _ARITHMETIC.get(type(node.operator))
        if function is None or self._weights.grows(node.operator, left, right):
            return None
        try:
            return (function(left, right),)
        except (TypeError, ValueError, ArithmeticError, KeyError):
            return None

    def _unary(self, node: cst.UnaryOperation, depth: int) -> tuple[Any, ...] | None:
        value = self.value_at(node.expression, depth)
        if isinstance(node.operator, cst.Minus) and isinstance(value, int | float):
            return (-value,)
        if isinstance(node.operator, cst.Not) and isinstance(value, bool):
            return (not value,)
        return None

    def _conditional(self, node: cst.IfExp, depth: int) -> tuple[Any, ...] | None:
        return self._both(node.body, node.orelse, depth)

    def _boolean(self, node: cst.BooleanOperation, depth: int) -> tuple[Any, ...] | None:
        return self._both(node.left, node.right, depth)

    def _both(self, first: cst.CSTNode, second: cst.CSTNode, depth: int) -> tuple[Any, ...] | None:
        left, right = self.values(first, depth), self.values(second, depth)
        return _distinct([*left, *right]) if left is not None and right is not None else None

    def _walrus(self, node: cst.NamedExpr, depth: int) -> tuple[Any, ...] | None:
        return self.values(node.value, depth)

    def _string(self, node: cst.SimpleString, depth: int) -> tuple[Any, ...] | None:
        return (said(node),)

    def _concatenated(self, node: cst.ConcatenatedString, depth: int) -> tuple[Any, ...] | None:
        left, right = self.value_at(node.left, depth), self.value_at(node.right, depth)
        if isinstance(left, str) and isinstance(right, str):
            return (left + right,)
        return (left + right,) if isinstance(left, bytes) and isinstance(right, bytes) else None

    def _formatted(self, node: cst.FormattedString, depth: int) -> tuple[Any, ...] | None:
        pieces: list[str] = []
        for part in node.parts:
            if isinstance(part, cst.FormattedStringText):
                pieces.append(part.value.replace("{{", "{").replace("}}", "}"))
            elif isinstance(part, cst.FormattedStringExpression):
                value = self.value_at(part.expression, depth)
                if not isinstance(value, str | int) or part.conversion or part.format_spec:
                    return None
                pieces.append(str(value))
        return ("".join(pieces),)

    def _number(self, node: cst.Integer | cst.Float, depth: int) -> tuple[Any, ...] | None:
        try:
            return (node.evaluated_value,)
        except ValueError:  # of more than 4300 digits
            return None

    def _sequence(self, node: cst.Tuple | cst.List | cst.Set, depth: int) -> tuple[Any, ...] | None:
        items: list[Any] = []
        for element in node.elements:
            value = self.value_at(element.value, depth)
            spread = isinstance(element, cst.StarredElement)
            if value is None or (spread and not isinstance(value, Iterable)):
                return None
            items.extend(value if spread else (value,))
        return (tuple(items),)

    def _dict(self, node: cst.Dict, depth: int) -> tuple[Any, ...] | None:
        items: dict[Any, Any] = {}
        for element in node.elements:
            if not isinstance(element, cst.DictElement):
                return None
            key, value = self.value_at(element.key, depth), self.value_at(element.value, depth)
            if key is None or value is None or not is_hashable(key):
                return None
            items[key] = value
        return (items,)


_FOLDS: dict[type[cst.CSTNode], Callable[[Values, Any, int], tuple[Any, ...] | None]] = {
    cst.Name: Values._name, cst.Attribute: Values._attribute, cst.Subscript: Values._subscript, cst.Call: Values._call,
    cst.BinaryOperation: Values._binary, cst.UnaryOperation: Values._unary, cst.IfExp: Values._conditional,
    cst.BooleanOperation: Values._boolean, cst.NamedExpr: Values._walrus, cst.SimpleString: Values._string,
    cst.ConcatenatedString: Values._concatenated, cst.FormattedString: Values._formatted, cst.Integer: Values._number,
    cst.Float: Values._number, cst.Tuple: Values._sequence, cst.List: Values._sequence, cst.Set: Values._sequence,
    cst.Dict: Values._dict,
}  # fmt: skip

_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "int": int,
    "str": str,
    "float": float,
    "bool": bool,
    "len": len,
}
_TEXT_METHODS = frozenset({"strip", "lstrip", "rstrip", "upper", "lower", "title", "replace", "encode", "decode", "removeprefix",
                           "removesuffix", "capitalize", "casefold"})  # fmt: skip


def _apply(function: Callable[[Any], Any], value: Any) -> tuple[Any, ...] | None:
    if value is None:
        return None
    try:
        return (function(value),)
    except (TypeError, ValueError, LookupError, OverflowError):
        return None


def _distinct(values: list[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for value in values:
        if not any(value is known or (type(value) is type(known) and value == known) for known in found):
            found.append(value)
    return tuple(found)


def _is_generator(function: cst.FunctionDef, returned: list[cst.BaseExpression]) -> bool:
    return function.asynchronous is not None or not _ends_in_return(function)


def _ends_in_return(function: cst.FunctionDef) -> bool:
    last = function.body.body[-1] if function.body.body else None
    statements: Iterator[cst.CSTNode] = iter(
        last.body if isinstance(last, cst.SimpleStatementLine) else [last] if last else []
    )
    return any(isinstance(statement, cst.Return) for statement in statements)
