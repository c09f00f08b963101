"""What a response's body is made of: dictionaries, models and helpers of one file folded to keys and values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import libcst as cst
import msgspec

from backend_lint.frameworks.datamodels import DataModels
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import last_name
from backend_lint.semantics.texts import arguments_of

#: Deepest chain of names, helpers and models that is followed.
_DEPTH = 8
#: Calls that send their argument on as it is, by last name.
_TRANSPARENT = frozenset({"dumps", "jsonable_encoder", "asdict", "model_to_dict", "loads", "mark_safe", "cast"})
#: Methods that send their receiver on.
_DUMPS = frozenset({"model_dump", "dict", "json", "model_dump_json", "dump", "encode", "copy"})
_TEXT_CALLS = frozenset(
    {
        "str",
        "repr",
        "_",
        "gettext",
        "ugettext",
        "gettext_lazy",
        "ugettext_lazy",
        "ngettext",
        "format_exc",
        "escape",
    }
)
_TEXT_METHODS = frozenset({"format", "join", "strip", "capitalize", "title", "lower", "upper", "replace"})

Kind = Literal["object", "text", "list", "scalar", "validation"]


class Value(msgspec.Struct, frozen=True):
    """An expression in a body. `arguments` is what the parameters of the followed helper stand for."""

    node: cst.BaseExpression
    arguments: Mapping[str, Value] | None = None
    #: The expression is an annotation: what stands here is an instance of it.
    annotation: bool = False


class Body(msgspec.Struct, frozen=True):
    """A folded body. `complete` says that it has no other keys than `fields`."""

    kind: Kind
    fields: Mapping[str, Value]
    complete: bool = True
    items: tuple[Value, ...] = ()


_TEXT = Body("text", {})
_LIST = Body("list", {})


class Bodies:
    """Folds expressions of one file; what is not known is None."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names
        self._index = analysis.index

    def fold(self, value: Value, depth: int = 0) -> Body | None:
        """What `value` is made of, or None."""
        if depth > _DEPTH:
            return None
        if value.annotation:
            return self._annotated(value.node, depth)
        node = value.node
        if isinstance(node, cst.Dict):
            return self._dict(node, value, depth)
        if isinstance(node, cst.SimpleString | cst.FormattedString | cst.ConcatenatedString):
            return _TEXT
        if isinstance(node, cst.List | cst.Tuple | cst.Set):
            return Body("list", {}, True, tuple(Value(each.value, value.arguments) for each in node.elements))
        if isinstance(node, cst.ListComp):
            return Body("list", {}, True, (Value(node.elt, value.arguments),))
        if isinstance(node, cst.Integer | cst.Float) or (
            isinstance(node, cst.Name) and node.value in ("None", "True", "False")
        ):
            return Body("scalar", {})
        if isinstance(node, cst.BinaryOperation):
            left = self.fold(Value(node.left, value.arguments), depth + 1)
            return _merged(left, self.fold(Value(node.right, value.arguments), depth + 1), node.operator)
        if isinstance(node, cst.IfExp | cst.BooleanOperation):
            first, second = (node.body, node.orelse) if isinstance(node, cst.IfExp) else (node.left, node.right)
            return _same(
                self.fold(Value(first, value.arguments), depth + 1),
                self.fold(Value(second, value.arguments), depth + 1),
            )
        if isinstance(node, cst.Attribute):
            return (
                Body("validation", {})
                if node.attr.value == "errors" and "serializer" in last_name(node.value)
                else None
            )
        if isinstance(node, cst.Name):
            return self._name(node, value, depth)
        return self._call(node, value, depth) if isinstance(node, cst.Call) else None

    def follow(self, value: Value, depth: int = 0) -> Value:
        """`value`, or the expression that its name stands for."""
        node = value.node
        if isinstance(node, cst.Name) and depth < _DEPTH and not value.annotation:
            binding = self._names.single(node)
            if binding is not None and binding.kind == "param" and value.arguments and node.value in value.arguments:
                return self.follow(value.arguments[node.value], depth + 1)
            if binding is not None and binding.kind == "assign" and binding.value is not None:
                return self.follow(Value(binding.value, value.arguments), depth + 1)
        return value

    def constant(self, value: Value) -> object:
        """The constant that `value` is, or None."""
        return None if value.annotation else self._analysis.values.value(self.follow(value).node)

    def _dict(self, node: cst.Dict, value: Value, depth: int) -> Body:
        fields: dict[str, Value] = {}
        complete = True
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                key = self._analysis.values.value(element.key)
                if isinstance(key, str):
                    fields[key] = Value(element.value, value.arguments)
                else:
                    complete = False
            else:
                base = self.fold(Value(element.value, value.arguments), depth + 1)
                if base is not None and base.kind == "object":
                    fields |= base.fields
                complete = complete and base is not None and base.kind == "object" and base.complete
        return Body("object", fields, complete)

    def _name(self, node: cst.Name, value: Value, depth: int) -> Body | None:
        found = self._names.lookup(node)
        if found is None:
            return None
        if found.bindings[0].kind == "param":
            argument = (value.arguments or {}).get(node.value)
            return self.fold(argument, depth + 1) if argument is not None else self._parameter(found.bindings[0], depth)
        bodies = [self._bound(binding, value, depth) for binding in found.bindings if binding.kind != "mutate"]
        body = bodies[0] if bodies else None
        for other in bodies[1:]:
            body = _same(body, other)
        return (
            body
            if body is None or body.kind != "object"
            else self._with_additions(node, body, value, len(bodies) != len(found.bindings))
        )

    def _bound(self, binding: Binding, value: Value, depth: int) -> Body | None:
        if binding.kind != "assign" or binding.value is None:
            return None
        return self.fold(Value(binding.value, value.arguments), depth + 1)

    def _parameter(self, binding: Binding, depth: int) -> Body | None:
        param = binding.node
        if isinstance(param, cst.Param) and param.annotation is not None:
            return self._annotated(param.annotation.annotation, depth)
        return None

    def _with_additions(self, node: cst.Name, body: Body, value: Value, changed: bool) -> Body:
        """The body with `name["key"] = …` of the same function."""
        fields, complete = dict(body.fields), body.complete and not changed
        function = self._index.function(node)
        for assign in self._index.of(cst.Assign):
            target = assign.targets[0].target
            if not isinstance(target, cst.Subscript) or not isinstance(target.value, cst.Name):
                continue
            if target.value.value == node.value and self._index.function(assign) is function:
                element = target.slice[0].slice
                key = self._analysis.values.value(element.value) if isinstance(element, cst.Index) else None
                if isinstance(key, str):
                    fields.setdefault(key, Value(assign.value, value.arguments))
                else:
                    complete = False
        return Body("object", fields, complete)

    def _call(self, node: cst.Call, value: Value, depth: int) -> Body | None:
        name = last_name(node.func)
        inner = [
            Value(argument.value, value.arguments)
            for argument in node.args
            if not argument.star and argument.keyword is None
        ]
        if name in ("dict", "jsonify") and not isinstance(node.func, cst.Attribute):
            return self._keywords(node, inner, value, depth)
        if isinstance(node.func, cst.Attribute):
            receiver = Value(node.func.value, value.arguments)
            if name == "errors" and not node.args:
                return Body("validation", {})
            if name in _DUMPS:
                return self.fold(receiver, depth + 1)
            if name in _TEXT_METHODS:
                return _TEXT if self.fold(receiver, depth + 1) is _TEXT else None
        if name in _TEXT_CALLS:
            return _TEXT
        if name in _TRANSPARENT and inner:
            return self.fold(inner[-1 if name == "cast" else 0], depth + 1)
        if name in ("list", "tuple"):
            return _LIST
        function = self._names.local_function(node.func) or self._method(node.func)
        if function is not None:
            returned = self._names.returned(function)
            given = {key: Value(each, value.arguments) for key, each in arguments_of(node, function).items()}
            return self.fold(Value(returned[0], given), depth + 1) if len(returned) == 1 else None
        owner = self._names.local_class(node.func)
        return self._instance(owner, node, value, depth) if owner is not None else None

    def _keywords(self, node: cst.Call, inner: list[Value], value: Value, depth: int) -> Body | None:
        """`dict(…)` and `jsonify(…)`."""
        keywords = {a.keyword.value: Value(a.value, value.arguments) for a in node.args if a.keyword is not None}
        stars = [Value(a.value, value.arguments) for a in node.args if a.star]
        if inner and not keywords and not stars:
            return self.fold(inner[0], depth + 1) if len(inner) == 1 else _LIST
        fields: dict[str, Value] = {}
        complete = True
        for each in (*inner, *stars):
            base = self.fold(each, depth + 1)
            known = base is not None and base.kind == "object"
            fields |= base.fields if base is not None and known else {}
            complete = complete and base is not None and known and base.complete
        return Body("object", fields | keywords, complete)

    def _method(self, func: cst.BaseExpression) -> cst.FunctionDef | None:
        """The method of a class of this file that `error.to_dict` is."""
        if not isinstance(func, cst.Attribute):
            return None
        path = self._names.path(func.value) or ""
        if not (path.startswith(".") and path.endswith("()")):
            return None
        for binding in self._index.scopes[self._index.module].bindings.get(path[1:-2], ()):
            if isinstance(binding.node, cst.ClassDef):
                for method in self._index.scopes[binding.node].bindings.get(func.attr.value, ()):
                    if isinstance(method.node, cst.FunctionDef):
                        return method.node
        return None

    def _annotated(self, annotation: cst.BaseExpression, depth: int) -> Body | None:
        if depth > _DEPTH:
            return None
        owner = self._names.local_class(annotation)
        if owner is not None:
            return self._instance(owner, None, None, depth)
        name = self._names.qualname(annotation)
        if isinstance(annotation, cst.Subscript):
            return _LIST if self._names.qualname(annotation.value) in ("list", "typing.List", "tuple", "set") else None
        return {"str": _TEXT, "int": Body("scalar", {}), "list": _LIST}.get(name or "")

    def _instance(self, owner: cst.ClassDef, call: cst.Call | None, value: Value | None, depth: int) -> Body | None:
        """A model of this file: its annotated fields, with what the call gives them."""
        annotations = self._analysis.know(DataModels).fields(owner)
        if annotations is None:
            return None
        fields = {name: Value(annotation, None, True) for name, annotation in annotations.items()}
        complete = True
        for number, argument in enumerate(call.args if call else ()):
            given = Value(argument.value, value.arguments if value else None)
            if argument.keyword is not None and argument.keyword.value in fields:
                fields[argument.keyword.value] = given
            elif argument.star:
                complete = False
            elif argument.keyword is None and number < len(fields):
                fields[list(fields)[number]] = given
        return Body("object", fields, complete)


def _same(first: Body | None, second: Body | None) -> Body | None:
    """One of two bodies that are made alike."""
    if first is None or second is None or first.kind != second.kind:
        return None
    return first if first.fields.keys() == second.fields.keys() and first.complete == second.complete else None


def _merged(left: Body | None, right: Body | None, operator: cst.BaseBinaryOp) -> Body | None:
    if left is not None and left.kind == "text" and isinstance(operator, cst.Add | cst.Modulo):
        return _TEXT
    if right is not None and right.kind == "text" and isinstance(operator, cst.Add):
        return _TEXT
    if (
        left is not None
        and right is not None
        and left.kind == right.kind == "object"
        and isinstance(operator, cst.BitOr)
    ):
        return Body("object", {**left.fields, **right.fields}, left.complete and right.complete)
    return None
