"""Where the text of an exception, a stack trace or the environment reaches a client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import libcst as cst
import msgspec

from backend_lint.frameworks.errorhandlers import ErrorHandlers
from backend_lint.frameworks.exceptions import exception_types, reveals_internals
from backend_lint.frameworks.routes import Routes
from backend_lint.frameworks.sinks import blames_client, sends
from backend_lint.frameworks.statuses import status_code
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.texts import arguments_of

#: Attributes of exceptions that hold SQL, output of programs, or the exception behind.
REVEALING = frozenset(
    {
        "args",
        "__cause__",
        "__context__",
        "__traceback__",
        "orig",
        "statement",
        "params",
        "stderr",
        "stdout",
        "output",
    }
)
_TEXT_CALLS = frozenset({"str", "repr", "format", "dict", "list", "tuple", "dumps", "join", "format_exception",
                         "format_exception_only", "jsonable_encoder", "_", "gettext", "escape",
                         "quote"})  # fmt: skip
_TEXT_METHODS = frozenset({"format", "join", "strip", "split", "splitlines", "replace", "encode", "decode", "lower", "upper", "title",
                           "capitalize"})  # fmt: skip
_PASSED_ON = (
    cst.FormattedStringExpression, cst.FormattedString, cst.ConcatenatedString, cst.BinaryOperation, cst.Dict, cst.DictElement,
    cst.StarredDictElement, cst.List, cst.Tuple, cst.Element, cst.BooleanOperation, cst.NamedExpr, cst.Await, cst.Subscript,
)  # fmt: skip
_MAKES_TEXT = (cst.Arg, cst.FormattedStringExpression, cst.DictElement, cst.BinaryOperation, cst.Element)
#: Tests that keep a branch for development, or for exceptions that may be shown.
_GUARD = regex(r"(?i)debug|develop|\bdev\b|local|isinstance|hasattr|testing|is_staff|superuser")
_STACK = frozenset({"traceback.format_exc", "traceback.format_exception", "sys.exc_info"})
#: Text of a library that says only where the client's own input is wrong.
_ABOUT_INPUT = frozenset({"JSONDecodeError"})
_DEPTH = 4


class Exposure(msgspec.Struct, frozen=True, eq=False):
    """`node` is sent to the client; `cause` is the exception's type, "stack trace" or "environment"."""

    node: cst.BaseExpression
    cause: str


class Exposures:
    """Where one file sends the text of an internal error, a stack trace or the environment."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._index = analysis.index
        self._names = analysis.names
        self._routes = analysis.know(Routes)
        self._handlers = analysis.know(ErrorHandlers)

    @cached_property
    def all(self) -> tuple[Exposure, ...]:
        """Every place whose text reaches a client, each once."""
        found: dict[cst.CSTNode, Exposure] = {}
        for node, cause in (*self._caught(), *self._handled(), *self._inside()):
            sink = self._sink(node, 0)
            about_input = cause in _ABOUT_INPUT and sink is not None and blames_client(sink, self._analysis)
            if sink is not None and not about_input and not self._guarded(node):
                found.setdefault(self._written_as(node), Exposure(self._written_as(node), cause))
        return tuple(found.values())

    @cached_property
    def _uses(self) -> dict[str, list[cst.Name]]:
        found: dict[str, list[cst.Name]] = defaultdict(list)
        for name in self._index.of(cst.Name):
            found[name.value].append(name)
        return found

    def _caught(self) -> Iterator[tuple[cst.BaseExpression, str]]:
        for handler in self._index.of(cst.ExceptHandler):
            if handler.name is None or not isinstance(handler.name.name, cst.Name):
                continue
            cause = reveals_internals(exception_types(handler), self._analysis)
            if cause is not None:
                for use in self._index.inside(handler.body, cst.Name):
                    if use.value == handler.name.name.value:
                        yield from self._revealing(use, cause)

    def _handled(self) -> Iterator[tuple[cst.BaseExpression, str]]:
        """The exception that an error handler for everything is given."""
        for handler in self._handlers.handlers.values():
            # Flask's handler of 500 is given an InternalServerError whose text is harmless; Starlette's the
            # cause.
            statuses = [status_code(each, self._analysis) for each in handler.types]
            cause: str | None = None
            if 500 in statuses and handler.registration.endswith("exception_handler"):
                cause = "Exception"
            elif handler.types:
                cause = reveals_internals(handler.types, self._analysis)
            if cause is not None:
                for use in self._uses[handler.parameter]:
                    if self._index.function(use) is handler.function:
                        yield from self._revealing(use, cause)

    def _inside(self) -> Iterator[tuple[cst.BaseExpression, str]]:
        for name in ("format_exc", "format_exception", "exc_info"):
            for call in self._index.calls.get(name, ()):
                if self._names.qualname(call.func) in _STACK:
                    yield call, "stack trace"
                    yield from self._unpacked(call)
        for node in self._index.of(cst.Attribute):
            if isinstance(self._index.parents[node], cst.Subscript):
                continue  # one of them, by name
            if node.attr.value == "environ" and self._names.qualname(node) == "os.environ":
                yield node, "environment"
            elif node.attr.value == "__dict__" and last_name(node.value) == "settings":
                yield node, "settings"

    def _unpacked(self, call: cst.Call) -> Iterator[tuple[cst.BaseExpression, str]]:
        """The exception in `kind, error, stack = sys.exc_info()`."""
        value: cst.CSTNode = call
        if isinstance(self._index.parents[value], cst.Subscript):
            value = self._index.parents[value]
        assign = self._index.parents[value]
        target = assign.targets[0].target if isinstance(assign, cst.Assign) else None
        name = target.elements[1].value if isinstance(target, cst.Tuple) and len(target.elements) > 1 else None
        function = self._index.function(call)
        for use in self._uses[name.value] if isinstance(name, cst.Name) else ():
            if use is not name and self._index.function(use) is function:
                yield from self._revealing(use, "sys.exc_info()")

    def _revealing(self, use: cst.Name, cause: str) -> Iterator[tuple[cst.BaseExpression, str]]:
        """The expression that makes text of the exception `use`; nothing for `error.code` and `type(error)`."""
        parent = self._index.parents[use]
        if isinstance(parent, cst.Attribute):
            if parent.value is use and parent.attr.value in REVEALING:
                yield parent, cause
        elif isinstance(parent, _MAKES_TEXT):
            yield use, cause

    def _sink(self, node: cst.CSTNode, depth: int) -> cst.CSTNode | None:
        """The call or return that sends what `node` is part of, or None."""
        child = node
        for parent in self._index.ancestors(node):
            if isinstance(parent, cst.Arg):
                child = parent
                continue
            if isinstance(parent, cst.Call):
                if not isinstance(child, cst.Arg):
                    return None
                if sends(parent, child, self._analysis):
                    return parent
                if not self._passes(parent):
                    return self._through_helper(parent, child, depth)
            elif isinstance(parent, cst.Attribute):
                call = self._index.parents[parent]
                if not (isinstance(call, cst.Call) and call.func is parent and parent.attr.value in _TEXT_METHODS):
                    return None
                return self._sink(call, depth)
            elif isinstance(parent, cst.IfExp):
                if child is parent.test or _GUARD.search(self._analysis.code(parent.test)):
                    return None
            elif isinstance(parent, cst.Assign | cst.AnnAssign):
                return self._through_name(parent, depth)
            elif isinstance(parent, cst.Return):
                return parent if self._answers(parent) else None
            elif not isinstance(parent, _PASSED_ON) or (
                isinstance(parent, cst.Subscript) and parent.value is not child
            ):
                return None
            child = parent
        return None

    def _passes(self, call: cst.Call) -> bool:
        """Whether the call hands its argument on as text or as part of a model."""
        last = last_name(call.func)
        if isinstance(call.func, cst.Attribute):
            return last in _TEXT_METHODS or last in (
                "dumps",
                "format_exception",
                "format_exception_only",
                "escape",
            )
        return last in _TEXT_CALLS or self._names.local_class(call.func) is not None

    def _through_helper(self, call: cst.Call, child: cst.Arg, depth: int) -> cst.CSTNode | None:
        """A helper of this file that sends its parameter."""
        function = self._names.local_function(call.func)
        if function is None or depth >= 1:
            return None
        name = next((key for key, value in arguments_of(call, function).items() if value is child.value), None)
        for use in self._uses[name] if name is not None else ():
            if self._index.function(use) is function and not isinstance(self._index.parents[use], cst.Param):
                revealed = [node for node, _ in self._revealing(use, "")]
                sink = self._sink(revealed[0], depth + 1) if revealed else None
                if sink is not None and not self._guarded(use):
                    return sink
        return None

    def _through_name(self, assign: cst.Assign | cst.AnnAssign, depth: int) -> cst.CSTNode | None:
        """A variable of the same function that is sent later."""
        target = assign.targets[0].target if isinstance(assign, cst.Assign) else assign.target
        if not isinstance(target, cst.Name) or depth >= _DEPTH:
            return None
        function = self._index.function(assign)
        for use in self._uses[target.value]:
            if use is target or self._index.function(use) is not function:
                continue
            found = self._names.lookup(use)
            if found is not None and any(binding.node is assign for binding in found.bindings):
                sink = self._sink(use, depth + 1)
                if sink is not None and not self._guarded(use):
                    return sink
        return None

    def _answers(self, statement: cst.Return) -> bool:
        """Whether what is returned is the response: in handlers of frameworks that take plain values."""
        function = self._index.function(statement)
        handler = self._routes.of(statement)
        if handler is not None and handler.function is function:
            return handler.framework in ("fastapi", "flask", "quart", "litestar", "ninja", "graphql")
        return function in self._handlers.handlers and bool(self._routes.frameworks & {"flask", "quart"})

    def _guarded(self, node: cst.CSTNode) -> bool:
        """Whether a test around the node keeps it for development, or for exceptions that may be shown."""
        function = self._index.function(node)
        child = node
        for around in self._index.ancestors(node):
            if around is function:
                return False
            if isinstance(around, cst.If) and child is around.body and _GUARD.search(self._analysis.code(around.test)):
                return True
            child = around
        return False

    def _written_as(self, node: cst.BaseExpression) -> cst.BaseExpression:
        """What a reader sees sent: `str(error)` or the f-string rather than `error`."""
        current = node
        for parent in self._index.ancestors(node):
            if isinstance(parent, cst.FormattedString):
                return parent
            if isinstance(parent, cst.Call) and last_name(parent.func) in ("str", "repr", "format"):
                return parent
            if not isinstance(parent, cst.Arg | cst.FormattedStringExpression):
                return current
        return current
