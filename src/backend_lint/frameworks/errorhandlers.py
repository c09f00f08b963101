"""Which functions of a file turn exceptions into responses, and which exceptions each is given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import libcst as cst
import msgspec

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

_DECORATORS = frozenset({"exception_handler", "errorhandler", "app_errorhandler", "error_handler", "exception"})
_REGISTRATIONS = frozenset({"add_exception_handler", "register_error_handler", "_register_error_handler"})
#: DRF's handler is named in the settings: `def custom_exception_handler(exc, context)`.
_DRF_NAME = regex(r"(exception|error)_handler$")


class ErrorHandler(msgspec.Struct, frozen=True, eq=False):
    """A function that a framework calls with an exception. `types` are exception types or status codes,
    empty when not known; `parameter` is the exception's; `registration` is how it was registered, by last name."""

    function: cst.FunctionDef
    types: tuple[cst.BaseExpression, ...]
    parameter: str
    registration: str


class ErrorHandlers:
    """The error handlers of one file."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def handlers(self) -> dict[cst.FunctionDef, ErrorHandler]:
        """Every error handler by its function."""
        found: dict[cst.FunctionDef, ErrorHandler] = {}
        for handler in self._all():
            found.setdefault(handler.function, handler)
        return found

    def of(self, node: cst.CSTNode) -> ErrorHandler | None:
        """The error handler in whose body `node` stands."""
        function = self._analysis.index.function(node)
        return self.handlers.get(function) if function is not None else None

    @cached_property
    def converts_http_exceptions(self) -> bool:
        """Whether a handler of this file rewrites what `HTTPException` sends."""
        return any(last_name(each) == "HTTPException" for handler in self.handlers.values() for each in handler.types)

    def _all(self) -> Iterator[ErrorHandler]:
        for function in self._analysis.index.of(cst.FunctionDef):
            for item in function.decorators:
                call = item.decorator
                if (
                    isinstance(call, cst.Call)
                    and last_name(call.func) in _DECORATORS
                    and isinstance(call.func, cst.Attribute)
                ):
                    yield self._handler(function, call.args[0].value if call.args else None, last_name(call.func))
            names = [param.name.value for param in function.params.params]
            if _DRF_NAME.search(function.name.value) and len(names) == 2 and names[1] == "context":
                yield ErrorHandler(function, (), names[0], "EXCEPTION_HANDLER")
        for name in _REGISTRATIONS:
            for call in self._analysis.index.calls.get(name, ()):
                if len(call.args) > 1:
                    yield from self._registered(call.args[0].value, call.args[1].value, name)
        for argument in self._analysis.index.of(cst.Arg):
            if argument.keyword is not None and argument.keyword.value == "exception_handlers":
                for element in argument.value.elements if isinstance(argument.value, cst.Dict) else ():
                    if isinstance(element, cst.DictElement):
                        yield from self._registered(element.key, element.value, "exception_handler")

    def _registered(self, kind: cst.BaseExpression, target: cst.BaseExpression, name: str) -> Iterator[ErrorHandler]:
        function = self._analysis.names.local_function(target)
        if function is not None:
            yield self._handler(function, kind, name)

    def _handler(self, function: cst.FunctionDef, kind: cst.BaseExpression | None, name: str) -> ErrorHandler:
        params = [param.name.value for param in function.params.params if param.name.value not in ("self", "cls")]
        #: Flask hands over the exception alone, the others the request first.
        parameter = params[min(len(params), 2) - 1] if params else ""
        types = (
            tuple(e.value for e in kind.elements)
            if isinstance(kind, cst.Tuple)
            else (kind,)
            if kind is not None
            else ()
        )
        return ErrorHandler(function, types, parameter, name)
