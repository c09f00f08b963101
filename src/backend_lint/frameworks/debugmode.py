"""Where web frameworks are told to run in debug mode, and whether the value they are given is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import libcst as cst
import msgspec

from backend_lint.frameworks.roles import path_roles
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex

#: How a value comes to be on: written down, on unless the environment says otherwise, or whatever it says.
Cause = Literal["literal", "default", "bool"]

#: What must be on a line for it to switch debug mode on.
DEBUG_TRIGGERS: tuple[tuple[bytes, bytes], ...] = (
    (
        b"debug",
        rb"(?i)debug\W{0,4}\s*(?::\s*bool\s*)?=\s*(?:True|1\b|\"|'|\(|bool|os|env|config|get|strtobool|decouple|(?-i:[A-Z_]{2,}\b))",
    ),
    (b"debug", rb"(?i)debug\W{0,3},\s*True|\bDebuggedApplication\("),
    (b"propagate_exceptions", rb"PROPAGATE_EXCEPTIONS\W+True"),
    (b"trap_http_exceptions", rb"TRAP_HTTP_EXCEPTIONS\W+True"),
    (b"reload", rb"\breload\s*=\s*True"),
)

#: Names of settings that switch it on.
_SETTINGS = frozenset({"DEBUG", "FLASK_DEBUG", "PROPAGATE_EXCEPTIONS", "TRAP_HTTP_EXCEPTIONS"})
_CONSTRUCTORS = regex(
    r"^(fastapi|starlette|litestar|ninja)\b.*\.(FastAPI|Starlette|Litestar|NinjaAPI|ServerErrorMiddleware)$"
    r"|^aiohttp\.web\.Application$"
)
_APPLICATION = regex(r"(?i)(^|_)(app|application|server|flask|api|socketio)$")
_DEVELOPMENT_PATH = regex(
    r"(?i)(^|[/_.-])(dev|devel|development|local|tests?|testing|ci|debug|e2e|sandbox)(_\w*)?(/|\.py$)"
)
_DEVELOPMENT_CLASS = regex(r"(?i)dev|local|test|debug")
_ENVIRONMENT = regex(r"(?i)debug|dev|local|env|prod|stag|test")
#: Look-ups of the environment: last name, position of the default.
_LOOKUPS = {"getenv": 1, "get": 1, "env": 1, "config": 1, "bool": 1, "get_bool": 1, "getboolean": 1}
_ON = regex(r"(?i)^(true|1|yes|on|t|y)$")


class Switch(msgspec.Struct, frozen=True):
    """A place that switches debug mode on. `main` is True under `if __name__ == "__main__"`."""

    node: cst.CSTNode
    name: str
    cause: Cause
    main: bool


class DebugMode:
    """The switches of one file, those for development and tests left out."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names

    @cached_property
    def switches(self) -> tuple[Switch, ...]:
        """Every place that switches debug mode (or, by name "reload", reloading) on."""
        if _DEVELOPMENT_PATH.search(self._analysis.path):
            return ()
        found = [*self._arguments(), *self._assignments(), *self._debuggers()]
        return tuple(each for each in found if not self._behind_environment(each.node))

    def _arguments(self) -> Iterator[Switch]:
        for argument in self._analysis.index.of(cst.Arg):
            name = argument.keyword.value if argument.keyword else ""
            call = self._analysis.index.parents[argument]
            if (
                (name in _SETTINGS or name in ("debug", "reload"))
                and isinstance(call, cst.Call)
                and self._runs(name, call)
            ):
                yield from self._switch(argument, name, argument.value)

    def _runs(self, name: str, call: cst.Call) -> bool:
        """Whether the call makes or runs an application (`debug=`) or fills its configuration (`DEBUG=`)."""
        called = self._names.qualname(call.func) or ""
        if name == "reload":
            return called == "uvicorn.run"
        method = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
        if name in _SETTINGS:
            return method in ("update", "from_mapping") and "config" in self._written(call.func)
        if method in ("run", "run_server") and isinstance(call.func, cst.Attribute):
            return _APPLICATION.search(last_name(call.func.value)) is not None
        return called == "uvicorn.run" or _CONSTRUCTORS.search(called) is not None

    def _assignments(self) -> Iterator[Switch]:
        index = self._analysis.index
        written = [(node, node.targets[0].target, node.value) for node in index.of(cst.Assign)]
        annotated = [(node, node.target, node.value) for node in index.of(cst.AnnAssign)]
        for node, target, value in (*written, *annotated):
            if value is not None and self._sets(node, target):
                yield from self._switch(node, self._written(target), value)

    def _sets(self, node: cst.CSTNode, target: cst.BaseExpression) -> bool:
        if isinstance(target, cst.Name):
            owner = self._analysis.index.enclosing(node, cst.ClassDef)
            if self._analysis.index.function(node) is not None:
                return False
            if not (target.value in _SETTINGS or (owner and target.value == "debug")):
                return False
            if owner is not None:
                return not _DEVELOPMENT_CLASS.search(owner.name.value) and self._holds_settings(owner)
            last = self._analysis.index.scopes[self._analysis.module].bindings[target.value][-1]
            return self._is_settings_file and last.node is node
        if isinstance(target, cst.Attribute):
            return target.attr.value == "debug" and _APPLICATION.search(last_name(target.value)) is not None
        if isinstance(target, cst.Subscript) and isinstance(target.slice[0].slice, cst.Index):
            key = self._analysis.values.value(target.slice[0].slice.value)
            known = isinstance(key, str) and key in _SETTINGS
            return known and re.search(r"config$|environ$", self._written(target.value)) is not None
        return False

    def _holds_settings(self, owner: cst.ClassDef) -> bool:
        bases = {last_name(base.value) for base in owner.bases}
        return "BaseSettings" in bases or (
            self._is_settings_file and re.search(r"(?i)config|settings|prod", owner.name.value) is not None
        )

    @cached_property
    def _is_settings_file(self) -> bool:
        module = self._analysis.index.scopes[self._analysis.module].bindings
        return "settings" in path_roles(self._analysis.path) or "INSTALLED_APPS" in module

    def _debuggers(self) -> Iterator[Switch]:
        for call in self._analysis.index.calls.get("DebuggedApplication", ()):
            if (self._names.qualname(call.func) or "").startswith("werkzeug."):
                yield Switch(call, "DebuggedApplication", "literal", self._under_main(call))

    def _switch(self, node: cst.CSTNode, name: str, value: cst.BaseExpression) -> Iterator[Switch]:
        cause = self._cause(value)
        if cause is not None and not (name == "reload" and self._under_main(node)):
            yield Switch(node, name, cause, self._under_main(node))

    def _cause(self, value: cst.BaseExpression) -> Cause | None:
        constant = self._analysis.values.value(value)
        if (
            constant is True
            or (type(constant) is int and constant == 1)
            or (isinstance(constant, str) and _ON.match(constant))
        ):
            return "literal"
        if isinstance(value, cst.Comparison) and len(value.comparisons) == 1:
            equal = isinstance(value.comparisons[0].operator, cst.Equal | cst.In)
            return "default" if equal and self._default(value.left) in (True, "on") else None
        if isinstance(value, cst.Call) and last_name(value.func) in ("bool", "strtobool") and len(value.args) == 1:
            default = self._default(value.args[0].value)
            if last_name(value.func) == "bool" and isinstance(value.func, cst.Name) and default in ("on", "off"):
                return "bool"
            return "default" if default in (True, "on") else None
        return "default" if self._default(value) in (True, "on") else None

    def _default(self, node: cst.BaseExpression) -> object:
        """The default of an environment look-up: True, "on", "off" for other text that is not empty, or None."""
        if (
            isinstance(node, cst.Call)
            and isinstance(node.func, cst.Attribute)
            and node.func.attr.value in ("lower", "strip", "upper")
        ):
            node = node.func.value
        if not isinstance(node, cst.Call) or last_name(node.func) not in _LOOKUPS:
            return None
        if last_name(node.func) == "get" and not self._written(node.func).endswith("environ.get"):
            return None
        for number, argument in enumerate(node.args):
            named = argument.keyword is not None and argument.keyword.value == "default"
            if named or (argument.keyword is None and number == _LOOKUPS[last_name(node.func)]):
                value = self._analysis.values.value(argument.value)
                if isinstance(value, str):
                    return ("on" if _ON.match(value) else "off") if value else None
                return True if value is True else None
        return None

    def _behind_environment(self, node: cst.CSTNode) -> bool:
        """Whether a test of the environment stands around the node, so that it may run in development only."""
        for around in self._analysis.index.ancestors(node):
            if isinstance(around, cst.If | cst.IfExp) and _ENVIRONMENT.search(self._written(around.test)):
                return True
        return False

    def _under_main(self, node: cst.CSTNode) -> bool:
        around = self._analysis.index.ancestors(node)
        return any(isinstance(each, cst.If) and "__name__" in self._written(each.test) for each in around)

    def _written(self, node: cst.CSTNode) -> str:
        return self._analysis.module.code_for_node(node)
