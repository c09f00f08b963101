"""Which expressions read what a client sent, where that text goes,
and what a framework has already coerced."""

from __future__ import annotations

import re
from collections.abc import Iterable

import libcst as cst

from backend_lint.frameworks.handlers import Handler
from backend_lint.frameworks.requesttables import (
    CLEANING_METHODS,
    COERCED_TYPES,
    COERCING_CONVERTERS,
    COERCING_FRAMEWORKS,
    FRAMEWORK_PARAMETERS,
    INJECTED_TYPE,
    PARAMETER_FRAMEWORKS,
    PASSING_CALLS,
    PROVIDERS,
    REQUEST_GLOBALS,
    REQUEST_NAMES,
    REQUEST_PARTS,
    REQUEST_TYPES,
    TORNADO_READERS,
)
from backend_lint.frameworks.routes import Routes
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.bindings import Binding
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

#: Longest chain of assignments and expressions that is followed from a use back to its source.
_DEPTH = 12
_CONVERTER = regex(r"<(\w+)(?:\([^)]{0,200}\))?:(\w+)>")


def is_source(analysis: Analysis, node: cst.CSTNode) -> bool:
    """Whether this expression itself reads untrusted input of a request: a part of the request object, or a
    parameter that the framework fills from the URL, the query or the body."""
    return analysis.know(Requests).source(node)


def tainted(analysis: Analysis, node: cst.CSTNode | None) -> bool:
    """Whether text of a request reaches `node` inside its function (catalogue 1.3, TAINT). False also means
    not known. What was coerced to a number, a date or a UUID is no longer such text."""
    return analysis.know(Requests).tainted(node, 0)


def coerced(analysis: Analysis, node: cst.CSTNode | None) -> bool:
    """Whether `node`, an expression or a parameter,
    is a handler's parameter that the framework has coerced to
    a number, a truth value, a UUID, a date, an Enum or a Literal."""
    return analysis.know(Requests).coerced(node)


class Requests:
    """What of one file's expressions comes from requests."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._routes = analysis.know(Routes)
        self._known: dict[cst.CSTNode, bool] = {}

    def source(self, node: cst.CSTNode) -> bool:
        """See `is_source`."""
        if isinstance(node, cst.Await):
            return self.source(node.expression)
        if isinstance(node, cst.Call):
            return isinstance(node.func, cst.Attribute) and self._reads(node.func)
        if isinstance(node, cst.Attribute):
            return self._reads(node)
        if isinstance(node, cst.Name):
            return any(self._from_client(binding) for binding in self._bindings(node))
        return False

    def coerced(self, node: cst.CSTNode | None) -> bool:
        """See `coerced`."""
        if isinstance(node, cst.Param):
            return self._coerced_param(node)
        if isinstance(node, cst.Attribute):
            return node.attr.value in ("value", "hex", "name") and self.coerced(node.value)
        if not isinstance(node, cst.Name):
            return False
        bindings = self._bindings(node)
        return bool(bindings) and all(isinstance(b.node, cst.Param) and self._coerced_param(b.node) for b in bindings)

    def tainted(self, node: cst.CSTNode | None, depth: int) -> bool:
        """See `tainted`."""
        if node is None or depth > _DEPTH:
            return False
        if node not in self._known:
            self._known[node] = False  # a name that depends on itself adds nothing
            self._known[node] = not self.coerced(node) and (self.source(node) or self._carries(node, depth + 1))
        return self._known[node]

    def _carries(self, node: cst.CSTNode, depth: int) -> bool:
        if isinstance(node, cst.Name):
            return any(self._bound(binding, depth) for binding in self._bindings(node))
        if isinstance(node, cst.Call):
            return self._call(node, depth)
        if isinstance(node, cst.FormattedString):
            return self._any((p.expression for p in node.parts if isinstance(p, cst.FormattedStringExpression)), depth)
        if isinstance(
            node,
            cst.Attribute | cst.Subscript | cst.NamedExpr | cst.StarredElement | cst.Element | cst.DictElement,
        ):
            return self.tainted(node.value, depth)
        if isinstance(node, cst.StarredDictElement):
            return self.tainted(node.value, depth)
        if isinstance(node, cst.BinaryOperation | cst.BooleanOperation | cst.ConcatenatedString):
            return self._any((node.left, node.right), depth)
        if isinstance(node, cst.IfExp):
            return self._any((node.body, node.orelse), depth)
        if isinstance(node, cst.Tuple | cst.List | cst.Set | cst.Dict):
            return self._any(node.elements, depth)
        if isinstance(node, cst.ListComp | cst.SetComp | cst.GeneratorExp):
            return self.tainted(node.elt, depth)
        if isinstance(node, cst.DictComp):
            return self._any((node.key, node.value), depth)
        return isinstance(node, cst.Await) and self.tainted(node.expression, depth)

    def _any(self, nodes: Iterable[cst.CSTNode], depth: int) -> bool:
        return any(self.tainted(node, depth) for node in nodes)

    def _call(self, call: cst.Call, depth: int) -> bool:
        """Text goes through a method of it, through `str()` and the like, into a format, and through `**`."""
        if any(argument.star == "**" and self.tainted(argument.value, depth) for argument in call.args):
            return True
        arguments = (argument.value for argument in call.args)
        if isinstance(call.func, cst.Attribute):
            method = call.func.attr.value
            if method not in CLEANING_METHODS and self.tainted(call.func.value, depth):
                return True
            if method in ("format", "join", "replace", "format_map"):
                return self._any(arguments, depth)
        return self._names.qualname(call.func) in PASSING_CALLS and self._any(arguments, depth)

    def _bindings(self, name: cst.Name) -> tuple[Binding, ...]:
        found = self._names.lookup(name)
        return found.bindings if found else ()

    def _bound(self, binding: Binding, depth: int) -> bool:
        if isinstance(binding.node, cst.Param):
            return self._provided(binding.node, depth)
        if binding.kind in ("import", "def", "class", "except"):
            return False
        if binding.kind == "mutate" and isinstance(binding.value, cst.Call):
            return self._any((argument.value for argument in binding.value.args), depth)
        return self.tainted(binding.value, depth)

    def _provided(self, param: cst.Param, depth: int) -> bool:
        """A parameter under `Depends(f)`: what `f`, of this file, returns (one level)."""
        given = provider(param)
        if given is None or not given.args or self._function(param) in self._routes.dependencies:
            return False
        function = self._names.local_function(given.args[0].value)
        return function is not None and self._any(self._names.returned(function), depth)

    # -- the request object ---------------------------------------------------------------------------

    def _reads(self, node: cst.Attribute) -> bool:
        part, owner = node.attr.value, node.value
        if isinstance(owner, cst.Name) and owner.value == "self":
            handler = self._routes.of(node)
            framework = handler.framework if handler else ""
            return (framework == "tornado" and part in TORNADO_READERS) or (
                framework in ("django", "drf") and part == "kwargs"
            )
        return (part in REQUEST_PARTS and self._is_request(owner)) or (
            part == "initial_data" and self._routes.of(node) is not None
        )

    def _is_request(self, node: cst.BaseExpression) -> bool:
        if isinstance(node, cst.Attribute):
            # `self.request`, `info.context` of GraphQL, DRF's `request._request`
            if node.attr.value == "request" and isinstance(node.value, cst.Name):
                return node.value.value == "self" and self._index.enclosing(node, cst.ClassDef) is not None
            return node.attr.value == "_request" and self._is_request(node.value)
        if self._names.qualname(node) in REQUEST_GLOBALS:
            return True
        if not isinstance(node, cst.Name):
            return False
        return any(isinstance(b.node, cst.Param) and self._is_request_param(b.node) for b in self._bindings(node))

    def _is_request_param(self, param: cst.Param) -> bool:
        annotations = set(_type_names(param.annotation.annotation)) if param.annotation else set()
        if annotations:
            return bool(annotations & REQUEST_TYPES)
        return param.name.value in REQUEST_NAMES and (bool(self._routes.frameworks) or self._routes.role)

    # -- parameters -----------------------------------------------------------------------------------

    def _function(self, param: cst.Param) -> cst.FunctionDef | None:
        owner = self._index.parents[self._index.parents[param]]
        return owner if isinstance(owner, cst.FunctionDef) else None

    def _handler(self, param: cst.Param) -> Handler | None:
        function = self._function(param)
        if function is None:
            return None
        if function in self._routes.dependencies:
            return Handler(function, "fastapi", (), None, None, "http")
        return self._routes.handlers.get(function)

    def _from_client(self, binding: Binding) -> bool:
        param = binding.node
        if binding.kind != "param" or not isinstance(param, cst.Param):
            return False
        handler = self._handler(param)
        if handler is None or handler.framework not in PARAMETER_FRAMEWORKS or param.star == "*":
            return False
        if param.name.value in FRAMEWORK_PARAMETERS or provider(param) is not None:
            return False
        if param.annotation is None:
            return True
        names = _type_names(param.annotation.annotation)
        return not any(name in REQUEST_TYPES or INJECTED_TYPE.search(name) for name in names)

    def _coerced_param(self, param: cst.Param) -> bool:
        handler = self._handler(param)
        if handler is None:
            return False
        converters = {name: kind for kind, name in _CONVERTER.findall(handler.path or "")}
        if converters.get(param.name.value) in COERCING_CONVERTERS:
            return True
        if handler.framework not in COERCING_FRAMEWORKS or param.annotation is None or provider(param) is not None:
            return False
        return self._harmless(param.annotation.annotation)

    def _harmless(self, annotation: cst.BaseExpression) -> bool:
        """Whether text of every type that the annotation allows is harmless."""
        if isinstance(annotation, cst.BinaryOperation):
            return self._harmless(annotation.left) and self._harmless(annotation.right)
        if isinstance(annotation, cst.Subscript):
            name, first = last_name(annotation.value), annotation.slice[0].slice
            if name in (
                "Annotated",
                "Optional",
                "Union",
                "list",
                "List",
                "set",
                "Set",
                "Sequence",
            ) and isinstance(first, cst.Index):
                every = annotation.slice if name == "Union" else annotation.slice[:1]
                return all(isinstance(e.slice, cst.Index) and self._harmless(e.slice.value) for e in every)
            return name in COERCED_TYPES
        if last_name(annotation) in COERCED_TYPES:
            return True
        owner = self._names.local_class(annotation)
        bases = [(self._names.qualname(base.value) or "").rpartition(".")[2] for base in owner.bases] if owner else []
        return any(base.endswith("Enum") or base == "Flag" for base in bases)


def _type_names(annotation: cst.BaseExpression) -> list[str]:
    """The last names of the types that an annotation allows: of `Annotated[Session,
    Depends(f)]` "Session"."""
    if isinstance(annotation, cst.BinaryOperation):
        return [*_type_names(annotation.left), *_type_names(annotation.right)]
    if isinstance(annotation, cst.Subscript):
        first = annotation.slice[0].slice
        inner = _type_names(first.value) if isinstance(first, cst.Index) else []
        return [last_name(annotation.value), *inner]
    if isinstance(annotation, cst.SimpleString):
        return re.findall(r"\w+", annotation.raw_value)
    return [last_name(annotation)]


def provider(param: cst.Param) -> cst.Call | None:
    """The `Depends(…)` of a parameter: its default, or in its `Annotated[…]`."""
    candidates: list[cst.BaseExpression] = [param.default] if param.default is not None else []
    annotation = param.annotation.annotation if param.annotation else None
    if isinstance(annotation, cst.Subscript):
        candidates += [e.slice.value for e in annotation.slice if isinstance(e.slice, cst.Index)]
    for candidate in candidates:
        if isinstance(candidate, cst.Call) and last_name(candidate.func) in PROVIDERS:
            return candidate
    return None
