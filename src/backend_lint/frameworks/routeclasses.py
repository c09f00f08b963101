"""Which classes of a file are views, resources, viewsets or resolvers,
and which of their methods answer requests."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from backend_lint.frameworks.handlers import Handler, last_part, text
from backend_lint.frameworks.routetables import (
    BASE_SUFFIXES,
    BASES,
    NOT_HANDLER_PACKAGES,
    PACKAGES,
    VERBS,
    VIEWSET_METHODS,
)
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name

#: Frameworks whose view methods are handed the request as their first parameter.
_REQUEST_FIRST = frozenset({"django", "drf", "starlette", "sanic"})
#: Deepest chain of base classes of one file that is followed.
_MAX_BASES = 6


def class_handlers(analysis: Analysis, frameworks: frozenset[str], role: bool) -> Iterator[Handler]:
    """The methods of classes that answer requests. `frameworks` are those the file imports; `role` says that the
    file's path makes it one of handlers, so that a base imported from elsewhere counts by its name."""
    paths = _resource_paths(analysis)
    for owner in analysis.index.of(cst.ClassDef):
        framework = _framework(analysis, owner, frameworks, role)
        for method in _methods(owner):
            found = _resolver(method)
            if not found and framework is not None:
                found = _verb(framework, method)
            elif not found:
                found = _responder(method, frameworks)
            if found:
                kind = "graphql" if found[0] == "graphql" else "http"
                yield Handler(method, found[0], found[1], paths.get(owner), None, kind)


def _methods(owner: cst.ClassDef) -> Iterator[cst.FunctionDef]:
    return (node for node in owner.body.body if isinstance(node, cst.FunctionDef))


def _parameters(method: cst.FunctionDef) -> list[str]:
    return [param.name.value for param in (*method.params.posonly_params, *method.params.params)]


def _verb(framework: str, method: cst.FunctionDef) -> tuple[str, tuple[str, ...]] | None:
    name, parameters = method.name.value, _parameters(method)
    if not parameters or parameters[0] != "self":
        return None
    if framework in _REQUEST_FIRST and (
        len(parameters) < 2 or parameters[1] not in ("request", "req", "_request", "_")
    ):
        return None
    if name in VERBS:
        return framework, (name.upper(),)
    if framework == "drf" and name in VIEWSET_METHODS:
        return framework, (VIEWSET_METHODS[name],)
    if framework == "django" and name == "dispatch":
        return framework, ()
    return None


def _responder(method: cst.FunctionDef, frameworks: frozenset[str]) -> tuple[str, tuple[str, ...]] | None:
    """Falcon's `on_get(self, req, resp)`."""
    prefix, _, verb = method.name.value.partition("_")
    verb = verb.partition("_")[0]
    if prefix == "on" and verb in VERBS and ("falcon" in frameworks or _parameters(method)[1:3] == ["req", "resp"]):
        return "falcon", (verb.upper(),)
    return None


def _resolver(method: cst.FunctionDef) -> tuple[str, tuple[str, ...]] | None:
    """Graphene's `resolve_user(root, info)` and `mutate(root, info)`."""
    name = method.name.value
    takes_info = any(parameter in ("info", "_info", "__info") for parameter in _parameters(method)[1:3])
    if takes_info and (name.startswith("resolve_") or name in ("mutate", "perform_mutation")):
        return "graphql", ()
    return None


def _framework(
    analysis: Analysis, owner: cst.ClassDef, frameworks: frozenset[str], role: bool, depth: int = 0
) -> str | None:
    """The framework whose view, resource or request handler the class is, or None."""
    for base in owner.bases:
        node = base.value.value if isinstance(base.value, cst.Subscript) else base.value
        local = analysis.names.local_class(node)
        if local is not None:
            if local is not owner and depth < _MAX_BASES:
                found = _framework(analysis, local, frameworks, role, depth + 1)
                if found is not None:
                    return found
            continue
        path = analysis.names.qualname(node) or last_name(node)
        if not path.startswith(NOT_HANDLER_PACKAGES):
            found = _of_base(path, frameworks, role)
            if found is not None:
                return found
    return None


def _of_base(path: str, frameworks: frozenset[str], role: bool) -> str | None:
    name, package = last_part(path), PACKAGES.get(path.partition(".")[0])
    if package is not None and name in BASES:
        return BASES[name] if package in ("django", "flask", "quart") and BASES[name] == "drf" else package
    if name in BASES and (BASES[name] in frameworks or (BASES[name] is not None and role)):
        return BASES[name]
    if not role and not frameworks:
        return None
    for suffix, suggested in BASE_SUFFIXES:
        if name.endswith(suffix):
            if suggested == "drf" and frameworks <= {"drf", "django"}:
                return "drf"
            order = (
                ("drf", "django")
                if suggested == "drf"
                else (suggested, "django", "drf", "flask", "quart", "aiohttp", "sanic")
            )
            guess = next((framework for framework in order if framework in frameworks), None)
            return guess or (suggested or "django" if role and not frameworks else None)
    return None


def _resource_paths(analysis: Analysis) -> dict[cst.ClassDef, str]:
    """Paths given where a class is registered: `api.add_resource(Users, "/users")`, `path("x",
    V.as_view())`."""
    found: dict[cst.ClassDef, str] = {}
    for call in analysis.index.calls.get("add_resource", ()):
        if len(call.args) > 1:
            _remember(analysis, found, call.args[0].value, call.args[1].value)
    for call in analysis.index.calls.get("as_view", ()):
        argument = analysis.index.parents[call]
        outer = analysis.index.parents[argument]
        if (
            isinstance(call.func, cst.Attribute)
            and isinstance(outer, cst.Call)
            and outer.args
            and outer.args[0] is not argument
        ):
            _remember(analysis, found, call.func.value, outer.args[0].value)
    return found


def _remember(
    analysis: Analysis, found: dict[cst.ClassDef, str], name: cst.BaseExpression, path: cst.BaseExpression
) -> None:
    owner, written = analysis.names.local_class(name), text(analysis, path)
    if owner is not None and written is not None:
        found.setdefault(owner, written)
