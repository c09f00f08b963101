"""Where a file answers requests with a body, and with which status."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import libcst as cst
import msgspec

from backend_lint.frameworks.errorbodies import Bodies, Body, Value
from backend_lint.frameworks.errorhandlers import ErrorHandlers
from backend_lint.frameworks.errorshapes import Judge
from backend_lint.frameworks.foreignshapes import is_foreign
from backend_lint.frameworks.responsetables import BUILDERS, Builder, argument
from backend_lint.frameworks.routes import Handler, Routes
from backend_lint.frameworks.statuses import status_code
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name

#: What a body is: all that is sent, what stands under `error`, or a model named in `responses={404: …}`.
Part = Literal["body", "inner"]
#: Frameworks that send what a handler returns as the body.
BODY_FRAMEWORKS = frozenset({"fastapi", "flask", "quart", "litestar", "ninja"})
#: Frameworks in which `return body, status` sets the status.
_TUPLE_FRAMEWORKS = frozenset({"flask", "quart"})


class Answer(msgspec.Struct, frozen=True, eq=False):
    """One body that is sent. `node` is where to speak of it, `status` None when it is not known; `explicit`
    says that the code names a status."""

    node: cst.CSTNode
    value: Value
    body: Body
    status: int | None
    explicit: bool
    part: Part = "body"


class Answers:
    """The bodies that one file sends, and the `judge` of their shapes; those that cannot be folded are left out."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._routes = analysis.know(Routes)
        self._handlers = analysis.know(ErrorHandlers)
        self.bodies = analysis.know(Bodies)
        self.judge = Judge(self.bodies)

    @cached_property
    def all(self) -> tuple[Answer, ...]:
        """Every body that is sent, without those whose shape somebody else dictates."""
        found = (*self._built(), *self._jsonified(), *self._returned(), *self._details(), *self._documented())
        unique = {answer.node: answer for answer in reversed(found)}
        return tuple(
            answer
            for answer in found
            if unique[answer.node] is answer and not is_foreign(answer.node, answer.body.fields.keys(), self._analysis)
        )

    @cached_property
    def errors(self) -> tuple[Answer, ...]:
        """The bodies that are sent with an error status, or with one that is not known when they read as errors."""
        return tuple(answer for answer in self.all if self._is_error(answer))

    def handler(self, node: cst.CSTNode) -> Handler | None:
        """The handler in whose body `node` stands."""
        return self._routes.of(node)

    def _is_error(self, answer: Answer) -> bool:
        if answer.status is not None:
            return answer.status >= 400
        keys = answer.body.fields.keys()
        telling = {"error", "errors", "detail"} & keys
        return bool(telling) or ("message" in keys and self._handlers.of(answer.node) is not None)

    def builder(self, call: cst.Call) -> Builder | None:
        """How the call makes a response, or None when it makes none that is known."""
        name = self._names.qualname(call.func) or ""
        package, _, _ = name.partition(".")
        return BUILDERS.get((package, name.rpartition(".")[2]))

    def _built(self) -> Iterator[Answer]:
        aliases = self._names.aliases
        for last in {name for _, name in BUILDERS}:
            for local in (last, *aliases.get(last, ())):
                for call in self._index.calls.get(local, ()):
                    builder = self.builder(call)
                    if builder is not None:
                        yield from self._built_by(call, builder)

    def _built_by(self, call: cst.Call, builder: Builder) -> Iterator[Answer]:
        status_node = argument(call, builder.status, builder.status_at)
        if not builder.body:  # flask_restful: `abort(404, message=…)` sends its keywords
            fields = {a.keyword.value: Value(a.value) for a in call.args if a.keyword is not None}
            if fields:
                body = Body("object", fields, all(not a.star for a in call.args))
                yield Answer(call, Value(call), body, status_code(status_node, self._analysis), True)
            return
        node = argument(call, builder.body, builder.body_at)
        if node is None:
            return
        if isinstance(node, cst.Tuple) and builder.body == "rv":
            return
        folded = self.bodies.fold(Value(node))
        if (
            folded is None
            or (folded.kind == "text" and not self._is_json(call, builder, node))
            or not self._encodes(builder, node)
        ):
            return
        status, explicit = self._status(call, status_node, builder.default)
        yield Answer(node, Value(node), folded, status, explicit)

    def _is_json(self, call: cst.Call, builder: Builder, node: cst.BaseExpression) -> bool:
        return builder.json or (isinstance(node, cst.Call) and last_name(node.func) == "dumps")

    def _encodes(self, builder: Builder, node: cst.BaseExpression) -> bool:
        """Raw responses count when what they send was encoded: `Response(json.dumps(…))`."""
        if builder.json or builder.body == "rv":
            return True
        return isinstance(node, cst.Call) and last_name(node.func) in (
            "dumps",
            "model_dump_json",
            "json",
            "encode",
        )

    def _status(self, call: cst.Call, node: cst.BaseExpression | None, default: int) -> tuple[int | None, bool]:
        """The status a response is sent with: its argument, the tuple around it, or what is assigned later."""
        if node is not None:
            return status_code(node, self._analysis), True
        if any(argument.star for argument in call.args):
            return None, True
        parent = self._index.parents[call]
        if isinstance(parent, cst.Element) and isinstance(around := self._index.parents[parent], cst.Tuple):
            return self._of_tuple(around), True
        later = self._assigned_later(call)
        if later is not None:
            return status_code(later, self._analysis), True
        return default, default >= 400

    def _of_tuple(self, around: cst.Tuple) -> int | None:
        return status_code(around.elements[1].value, self._analysis) if len(around.elements) > 1 else None

    def _assigned_later(self, call: cst.Call) -> cst.BaseExpression | None:
        """The status in `response.status_code = 404` after `response = jsonify(…)`."""
        assigned = self._index.parents[call]
        if not isinstance(assigned, cst.Assign):
            return None
        name, function = last_name(assigned.targets[0].target), self._index.function(call)
        for node in self._index.of(cst.Assign):
            target = node.targets[0].target
            if not isinstance(target, cst.Attribute) or target.attr.value not in ("status_code", "status"):
                continue
            if last_name(target.value) == name and self._index.function(node) is function:
                return node.value
        return None

    def _jsonified(self) -> Iterator[Answer]:
        for call in self._index.calls.get("jsonify", ()):
            parent = self._index.parents[call]
            if isinstance(parent, cst.Arg):
                continue  # what it is handed to makes the response
            status, explicit = self._status(call, None, 200)
            folded = self.bodies.fold(Value(call))
            if folded is not None and call.args:
                yield Answer(call, Value(call), folded, status, explicit)

    def _returned(self) -> Iterator[Answer]:
        """`return {…}` and `return {…}, 404` of handlers and error handlers."""
        for statement in self._index.of(cst.Return):
            value = statement.value
            if value is None or not isinstance(value, cst.Dict | cst.Tuple | cst.Name | cst.Call):
                continue
            handler = self._routes.of(statement)
            function = self._index.function(statement)
            framework = handler.framework if handler is not None and handler.function is function else None
            if framework is None and self._handlers.of(statement) is not None:
                framework = self._tuple_framework
            first = value.elements[0].value if isinstance(value, cst.Tuple) and value.elements else None
            if framework is None and isinstance(first, cst.Dict):
                framework = self._tuple_framework  # a helper of handlers elsewhere
            if framework is None:
                continue
            for sent in self._named(value):
                yield from self._returned_by(sent, framework, handler)

    def _named(self, value: cst.BaseExpression) -> list[cst.BaseExpression]:
        """The tuples that a name stands for: `response = {…}, 404` before `return response`."""
        found = self._names.lookup(value) if isinstance(value, cst.Name) else None
        values = [binding.value for binding in found.bindings if binding.kind == "assign"] if found is not None else []
        return [each for each in values if isinstance(each, cst.Tuple)] or [value]

    @cached_property
    def _tuple_framework(self) -> str | None:
        return next((name for name in ("flask", "quart") if name in self._routes.frameworks), None)

    def _returned_by(self, value: cst.BaseExpression, framework: str, handler: Handler | None) -> Iterator[Answer]:
        node, status, explicit = value, self._declared(handler), False
        if isinstance(value, cst.Tuple):
            if len(value.elements) < 2:
                return
            if framework == "ninja":
                node, status_node = value.elements[1].value, value.elements[0].value
            elif framework in _TUPLE_FRAMEWORKS:
                node, status_node = value.elements[0].value, value.elements[1].value
            else:
                return
            status, explicit = status_code(status_node, self._analysis) or self._default(status_node), True
        elif framework not in BODY_FRAMEWORKS:
            return
        if isinstance(node, cst.Call) and (last_name(node.func) == "jsonify" or self.builder(node) is not None):
            return
        if isinstance(node, cst.Call) and self._names.local_function(node.func) is not None:
            return  # what the helper builds is judged in the helper
        folded = self.bodies.fold(Value(node))
        if folded is not None and folded.kind == "object":
            if not explicit and self._assigned_on_response(node):
                status = None
            yield Answer(node, Value(node), folded, status, explicit)

    def _default(self, node: cst.BaseExpression) -> int | None:
        """The error status that a parameter is by default: a helper with such a default sends errors."""
        binding = self._names.single(node) if isinstance(node, cst.Name) else None
        if binding is None or binding.kind != "param":
            return None
        status = status_code(binding.value, self._analysis)
        return status if status is not None and status >= 400 else None

    def _declared(self, handler: Handler | None) -> int | None:
        """The status that the handler's decorator declares, 200 when it says nothing."""
        call = handler.registered if handler is not None else None
        call = call.decorator if isinstance(call, cst.Decorator) else call
        node = argument(call, "status_code", None) if isinstance(call, cst.Call) else None
        return status_code(node, self._analysis) if node is not None else 200

    def _assigned_on_response(self, node: cst.BaseExpression) -> bool:
        function = self._index.function(node)
        return any(
            isinstance(each.targets[0].target, cst.Attribute) and each.targets[0].target.attr.value == "status_code"
            for each in self._index.of(cst.Assign)
            if self._index.function(each) is function
        )

    def _details(self) -> Iterator[Answer]:
        """`HTTPException(detail={…})` where a handler of this file sends `detail` under `error`."""
        if not self._handlers.converts_http_exceptions:
            return
        for call in self._index.calls.get("HTTPException", ()):
            detail = argument(call, "detail", 1)
            folded = self.bodies.fold(Value(detail)) if detail is not None else None
            if detail is not None and folded is not None and folded.kind == "object":
                status = status_code(argument(call, "status_code", 0), self._analysis)
                yield Answer(detail, Value(detail), folded, status, True, "inner")

    def _documented(self) -> Iterator[Answer]:
        """`responses={404: {"model": Problem}}` of a FastAPI route whose model stands in this file, each model once."""
        seen: set[str | None] = set()
        for item in self._index.of(cst.Arg):
            if item.keyword is None or item.keyword.value != "responses" or not isinstance(item.value, cst.Dict):
                continue
            for element in item.value.elements:
                if not isinstance(element, cst.DictElement) or not isinstance(element.value, cst.Dict):
                    continue
                status = status_code(element.key, self._analysis)
                for entry in element.value.elements:
                    if isinstance(entry, cst.DictElement) and self._analysis.values.value(entry.key) == "model":
                        model = Value(entry.value, None, True)
                        folded = self.bodies.fold(model)
                        name = self._names.qualname(entry.value)
                        if status is not None and folded is not None and name not in seen:
                            seen.add(name)
                            yield Answer(entry.value, model, folded, status, True)
