"""What the elements of a collection are known to be: constants, or the constant keys of a dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import last_name
from backend_lint.semantics.joining import items
from backend_lint.semantics.names import Lookup
from backend_lint.semantics.text import Known, Text

#: Calls that hand the elements of their argument on, in some order.
_SAME_ELEMENTS = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "dict.fromkeys"})
_DEPTH = 6


class Elements:
    """The collections of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._values = analysis.values

    def texts(self, node: cst.BaseExpression) -> list[Text]:
        """The text of every element that a list is built of, in all its alternatives; empty when not known."""
        collected = items(self._analysis.texts, node, None, 1)
        return [text for alternative in collected or () for text in alternative]

    def are_constant(self, node: cst.BaseExpression, depth: int = 0) -> bool:
        """Whether every element of `node` (every key of a dictionary) is constant."""
        if depth > _DEPTH:
            return False
        if isinstance(node, cst.Name) and (found := self._names.lookup(node)) and _are_dicts(found.bindings):
            return self._has_constant_keys(node, found)
        if isinstance(self._values.value(node), tuple | dict | frozenset):
            return True
        if isinstance(node, cst.Subscript) and isinstance(node.slice[0].slice, cst.Slice):
            return self.are_constant(node.value, depth + 1)
        if isinstance(node, cst.Call):
            method = last_name(node.func) if isinstance(node.func, cst.Attribute) and not node.args else ""
            if method == "keys" and isinstance(node.func, cst.Attribute):
                return self.are_constant(node.func.value, depth + 1)
            if method == "values" and isinstance(node.func, cst.Attribute):
                return self._has_constant_values(node.func.value)
            same = self._names.qualname(node.func) in _SAME_ELEMENTS and bool(node.args)
            return same and self.are_constant(node.args[0].value, depth + 1)
        texts = self.texts(node)
        return bool(texts) and all(isinstance(part, Known) for text in texts for part in text)

    def keys_are_constant(self, node: cst.BaseExpression, depth: int = 0) -> bool:
        """Whether `node` is the `.items()` of a dictionary whose keys are all constant, or a name for it."""
        if isinstance(node, cst.Name) and depth < _DEPTH:
            binding = self._names.single(node)
            if binding is None or binding.kind != "assign" or binding.value is None:
                return False
            return self.keys_are_constant(binding.value, depth + 1)
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "items":
            return self.are_constant(node.func.value)
        return False

    def values_are_constant(self, node: cst.BaseExpression) -> bool:
        """Whether `node` is the `.items()` of a dictionary whose values are all constant."""
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "items":
            return self._has_constant_values(node.func.value)
        return False

    def unpacked(self, binding: Binding) -> list[cst.BaseExpression]:
        """What `a` can be after `a, b = make()`, where the function of this file only returns tuples; else nothing."""
        node, call = binding.node, binding.value
        function = self._names.local_function(call.func) if isinstance(call, cst.Call) else None
        target = node.targets[0].target if isinstance(node, cst.Assign) else None
        if function is None or not isinstance(target, cst.Tuple):
            return []
        names = [last_name(element.value) for element in target.elements]
        if binding.name not in names:  # a nested tuple
            return []
        place = names.index(binding.name)
        returned = self._names.returned(function)
        found = [value.elements[place].value for value in returned if _is_tuple(value, len(target.elements))]
        return found if len(found) == len(returned) else []

    def _has_constant_keys(self, name: cst.Name, found: Lookup) -> bool:
        """`d = {"a": x}` and then only `d["b"] = y`."""
        for binding in found.bindings:
            shown = binding.value.elements if isinstance(binding.value, cst.Dict) else ()
            if not all(isinstance(each, cst.DictElement) and self._is_plain(each.key) for each in shown):
                return False
        return not self._is_updated(name) and all(
            self._is_plain(element.slice.value)
            for target in self._stored(name, found)
            for element in target.slice
            if isinstance(element.slice, cst.Index)
        )

    def _has_constant_values(self, node: cst.BaseExpression) -> bool:
        """A display of constants, or a name for one into which nothing is put later."""
        if isinstance(node, cst.Name):
            found = self._names.lookup(node)
            if found is None or not _are_dicts(found.bindings) or self._is_updated(node) or self._stored(node, found):
                return False
        return isinstance(self._values.value(node), dict)

    def _is_updated(self, name: cst.Name) -> bool:
        return any(
            isinstance(call.func, cst.Attribute) and last_name(call.func.value) == name.value
            for method in ("update", "setdefault")
            for call in self._index.calls.get(method, ())
        )

    def _stored(self, name: cst.Name, found: Lookup) -> list[cst.Subscript]:
        """Every `d[…]` that is assigned to."""
        return [
            target
            for stored in self._index.inside(found.scope.node, cst.AssignTarget)
            if isinstance(target := stored.target, cst.Subscript) and last_name(target.value) == name.value
        ]

    def _is_plain(self, node: cst.BaseExpression) -> bool:
        return isinstance(self._values.value(node), str | int)


def _are_dicts(bindings: Sequence[Binding]) -> bool:
    return bool(bindings) and all(isinstance(each.value, cst.Dict) and each.kind == "assign" for each in bindings)


def _is_tuple(node: cst.BaseExpression, size: int) -> TypeGuard[cst.Tuple]:
    return (
        isinstance(node, cst.Tuple)
        and len(node.elements) == size
        and all(isinstance(element, cst.Element) for element in node.elements)
    )
