"""Which functions of a file answer requests, run as tasks, or are dependencies of those that do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import libcst as cst

from backend_lint.frameworks.handlers import Handler, Methods, text
from backend_lint.frameworks.handlers import last_part as _last
from backend_lint.frameworks.roles import path_roles
from backend_lint.frameworks.routeclasses import class_handlers
from backend_lint.frameworks.routetables import (
    APPLICATION_NAME,
    APPLICATIONS,
    DECORATORS,
    PACKAGES,
    REGISTRATION_PACKAGES,
    REGISTRATIONS,
    RESOLVER_MAPS,
    RESPONDERS,
    TASK_DECORATORS,
    TASK_PACKAGES,
    VERBS,
)
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name

__all__ = ["Handler", "Routes"]

#: Frameworks whose applications and blueprints are called after what they serve: `@admin.route("/users")`.
_ROUTING = frozenset({"flask", "quart", "sanic"})


class Routes:
    """The handlers of one file (`analysis.know(Routes)`), from its decorators, registering calls, class bases
    and signatures. What is inside functions is read only where the table of triggers keeps the function."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names
        #: The web frameworks that the module's own imports (not those inside functions) name.
        self.frameworks: frozenset[str] = frozenset(_frameworks(analysis))
        #: Whether the file's path says that it holds handlers.
        self.role = "handler" in path_roles(analysis.path)

    @cached_property
    def handlers(self) -> Mapping[cst.FunctionDef, Handler]:
        """Every handler of the file, in the order of the file."""
        found: dict[cst.FunctionDef, Handler] = {}
        for handler in self._all():
            found.setdefault(handler.function, handler)
        return {function: found[function] for function in self._analysis.index.of(cst.FunctionDef) if function in found}

    @cached_property
    def tasks(self) -> frozenset[cst.FunctionDef]:
        """Entry points of task queues: Celery, RQ, Dramatiq, Huey, arq."""
        return frozenset(
            function
            for function in self._analysis.index.of(cst.FunctionDef)
            if any(self._is_task(item.decorator) for item in function.decorators)
        )

    @cached_property
    def dependencies(self) -> frozenset[cst.FunctionDef]:
        """Functions of this file that are handed to `Depends()` or `Security()`."""
        calls = self._analysis.index.calls
        found = (
            self._names.local_function(call.args[0].value)
            for name in ("Depends", "Security")
            for call in calls.get(name, ())
            if call.args
        )
        return frozenset(function for function in found if function is not None)

    def of(self, node: cst.CSTNode) -> Handler | None:
        """The handler in whose body `node` stands (nested functions belong to the handler around them)."""
        function = self._analysis.index.function(node)
        while function is not None:
            handler = self.handlers.get(function)
            if handler is not None:
                return handler
            function = self._analysis.index.function(function)
        return None

    def _all(self) -> Iterator[Handler]:
        for function in self._analysis.index.of(cst.FunctionDef):
            for item in function.decorators:
                handler = self._decorated(function, item)
                if handler is not None:
                    yield handler
        yield from self._registered()
        yield from class_handlers(self._analysis, self.frameworks, self.role)
        yield from self._views()

    def _decorated(self, function: cst.FunctionDef, item: cst.Decorator) -> Handler | None:
        call = item.decorator if isinstance(item.decorator, cst.Call) else None
        target = call.func if call else item.decorator
        known = DECORATORS.get(self._names.qualname(target) or "")
        if known is not None:
            framework, kind, methods = known
            return self._handler(function, framework, item, methods or self._methods(call, 0), call, kind)
        if not isinstance(target, cst.Attribute) or call is None:
            return None
        verb = target.attr.value
        if verb == "field" and _last(self._names.path(target.value)) in RESOLVER_MAPS:
            return self._handler(function, "graphql", item, (), call, "graphql")
        if verb not in VERBS and verb not in (
            "route",
            "api_route",
            "websocket",
            "websocket_route",
            "api_operation",
        ):
            return None
        owner = self.application(target.value) or self._routed(call, verb)
        if owner is None:
            return None
        methods = (verb.upper(),) if verb in VERBS else self._methods(call, None)
        return self._handler(
            function, owner, item, methods, call, "websocket" if verb.startswith("websocket") else "http"
        )

    def application(self, node: cst.BaseExpression) -> str | None:
        """The framework of the application, router or blueprint that `node` is, or None."""
        path = self._names.path(node)
        if path is not None and path.endswith("()"):
            made = _last(path)
            if made in APPLICATIONS:
                return APPLICATIONS[made] or self._framework(path.partition(".")[0])
            if not path.startswith("."):
                return self._framework("") if made.endswith(("Router", "Blueprint", "API")) else None
        if APPLICATION_NAME.match(last_name(node)):
            return self._framework("")
        return None

    def _routed(self, call: cst.Call, verb: str) -> str | None:
        """The framework of an object of any name, imported from the project, that `.route("/path")` is asked of."""
        found = self.frameworks & _ROUTING
        first = call.args[0] if call.args and call.args[0].keyword is None else None
        if verb != "route" or len(found) != 1 or first is None:
            return None
        return next(iter(found)) if (text(self._analysis, first.value) or "").startswith("/") else None

    def _framework(self, package: str) -> str:
        known = PACKAGES.get(package)
        if known is not None:
            return known
        order = (
            "fastapi",
            "flask",
            "quart",
            "ninja",
            "sanic",
            "aiohttp",
            "litestar",
            "starlette",
            "django",
            "falcon",
        )
        return next((name for name in order if name in self.frameworks), "unknown")

    def _handler(
        self, function: cst.FunctionDef, framework: str, at: cst.CSTNode, methods: Methods, call: cst.Call | None,
        kind: str = "http", position: int = 0,
    ) -> Handler:  # fmt: skip
        arguments = [a for a in call.args if not a.star] if call else []
        path = next(
            (a.value for a in arguments if a.keyword and a.keyword.value in ("path", "rule", "url_path")),
            None,
        )
        if path is None and len(arguments) > position and arguments[position].keyword is None:
            path = arguments[position].value
        return Handler(function, framework, methods, text(self._analysis, path), at, kind)

    def _methods(self, call: cst.Call | None, position: int | None) -> Methods:
        """The methods that a decorator or a registering call lists."""
        for number, argument in enumerate(call.args if call else ()):
            if (argument.keyword and argument.keyword.value in ("methods", "http_method", "method")) or (
                argument.keyword is None and number == position
            ):
                value = argument.value
                if isinstance(value, cst.List | cst.Tuple | cst.Set):
                    texts = [text(self._analysis, element.value) for element in value.elements]
                else:
                    texts = [text(self._analysis, value)]
                return tuple(method.upper() for method in texts if method)
        return ()

    def _registered(self) -> Iterator[Handler]:
        """Functions that a call makes handlers: `app.add_url_rule("/x", view_func=show)`."""
        for name, (path_at, function_at, keywords, implied) in REGISTRATIONS.items():
            packages = REGISTRATION_PACKAGES.get(name)
            if packages and not any(PACKAGES[p.partition(".")[0]] in self.frameworks for p in packages):
                continue
            for call in self._analysis.index.calls.get(name, ()):
                if packages and not (self._names.qualname(call.func) or "").startswith(packages):
                    continue
                function = self._target(call, function_at, keywords)
                if function is not None:
                    kind = "websocket" if "ebsocket" in name.lower() else "http"
                    methods = implied or self._methods(call, None)
                    framework = "django" if packages == ("django.",) else self._framework("")
                    yield self._handler(function, framework, call, methods, call, kind, path_at)

    def _target(self, call: cst.Call, position: int, keywords: tuple[str, ...]) -> cst.FunctionDef | None:
        for number, argument in enumerate(call.args):
            if (argument.keyword.value in keywords) if argument.keyword else (number == position and not argument.star):
                return self._names.local_function(argument.value)
        return None

    def _views(self) -> Iterator[Handler]:
        """Django's function views: module-level, public, `request` first, in a file of views or annotated."""
        if self.frameworks - {"django", "drf", "graphql"}:
            return
        for function in self._analysis.index.of(cst.FunctionDef):
            first = function.params.params[0] if function.params.params else None
            if first is None or self._analysis.index.enclosing(function, cst.FunctionDef, cst.ClassDef) is not None:
                continue
            annotated = _annotation(first) == "HttpRequest"
            named = first.name.value == "request" and (self.role or annotated)
            if not (named or annotated) or function.name.value.startswith(("_", "get_context")):
                continue
            if self._answers(function):
                yield Handler(function, "django", (), None, None, "http")

    def _answers(self, function: cst.FunctionDef) -> bool:
        if function.returns is not None:
            return RESPONDERS.match(_last_annotation(function.returns.annotation)) is not None
        return any(
            isinstance(value, cst.Call) and RESPONDERS.match(last_name(value.func))
            for value in self._names.returned(function)
        )

    def _is_task(self, decorator: cst.BaseExpression) -> bool:
        target = decorator.func if isinstance(decorator, cst.Call) else decorator
        if last_name(target) not in TASK_DECORATORS:
            return False
        path = self._names.path(target) or ""
        return last_name(target) == "shared_task" or bool(TASK_PACKAGES.search(path or _written(target)))


def _frameworks(analysis: Analysis) -> Iterator[str]:
    for alias in analysis.index.of(cst.ImportAlias):
        if analysis.index.function(alias) is not None:
            continue
        statement = analysis.index.parents[alias]
        module = statement.module if isinstance(statement, cst.ImportFrom) else alias.name
        if isinstance(statement, cst.ImportFrom) and statement.relative:
            continue
        parts = _written(module).split(".") if module else [""]
        framework = PACKAGES.get(parts[0])
        if framework == "aiohttp" and "web" not in (*parts, last_name(alias.name)):
            continue  # aiohttp is as often only a client
        if framework is not None:
            yield framework


def _written(node: cst.CSTNode | None) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def _annotation(param: cst.Param) -> str:
    return _last_annotation(param.annotation.annotation) if param.annotation else ""


def _last_annotation(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.SimpleString):
        return str(node.raw_value).rpartition(".")[2]
    if isinstance(node, cst.BinaryOperation):
        return _last_annotation(node.left)
    return last_name(node)
