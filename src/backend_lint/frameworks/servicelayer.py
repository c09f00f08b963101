"""Which code is a service, repository or model, and which objects of HTTP have no business there."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

import libcst as cst

from backend_lint.frameworks.handlers import last_part
from backend_lint.frameworks.requests import provider
from backend_lint.frameworks.roles import path_roles
from backend_lint.frameworks.routes import Routes
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.annotations import instance_of
from backend_lint.semantics.index import last_name
from backend_lint.semantics.parts import Part
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.scout import TriggerSpec

_LAYERS = ("service", "repository", "model")
_CLASSES = (("service", regex(r"Service$")), ("repository", regex(r"(Repository|Repo|DAO)$")))
#: Files that belong to the edge wherever they stand.
_EDGE_FILE = regex(
    r"(^|/)(auth|authentication|security|middlewares?)/|(^|/)(\w+_)?(deps|dependency|dependencies|security|auth|middlewares?|permissions?|exceptions?|errors"
    r"|decorators|admin)\.py$"
)

#: Exceptions that are HTTP answers, by qualified name or module.
_HTTP_ERRORS = regex(
    r"^(fastapi(\.exceptions)?\.(HTTPException|WebSocketException)|starlette\.exceptions\.\w+"
    r"|werkzeug\.exceptions\.\w+"
    r"|django\.http(\.response)?\.Http404|rest_framework\.exceptions\.\w+|litestar\.exceptions\.\w*(HTTP"
    r"|NotFound|Client|Permission)\w*"
    r"|aiohttp\.web(_exceptions)?\.HTTP\w+|sanic\.exceptions\.\w+|tornado\.web\.HTTPError|falcon\.HTTP\w+"
    r"|quart\.exceptions\.\w+"
    r"|ninja\.errors\.HttpError)$"
)  # fmt: skip
#: What the raising (or making) line must show: these names under which the classes are written.
_WRITTEN = (
    r"HTTP\w*|Http404|HttpError|APIException|NotFound\w*|BadRequest\w*|Conflict\w*|Forbidden\w*|Unauthorized\w*|PermissionDenied"
    r"|ValidationError|NotAuthenticated|AuthenticationFailed|ParseError|Throttled|Gone|MethodNotAllowed|UnprocessableEntity"
    r"|InternalServerError|TooManyRequests|NotAcceptable|ServiceUnavailable|RequestEntityTooLarge"
)
_RAISED = regex(_WRITTEN)
_MADE = regex(r"^(HTTPException|NotFound|BadRequest|Forbidden|Conflict)")
_RAISING = rb"(\braise\s+|=\s*)(\w+\.)*(" + _WRITTEN.encode() + rb")\b"
_WEB = regex(
    r"^(fastapi|starlette|flask|flask_\w+|quart|werkzeug|rest_framework|litestar|aiohttp|sanic|tornado|falcon|ninja|bottle)(\.|$)"
    r"|^django($|\.(http|shortcuts)(\.|$))"
)


def imports_http(part: Part) -> bool:
    """Whether the file imports anything of a web framework that could be an answer."""
    return any(_WEB.match(name) for _, name in part.words.imported)


#: Lines on which HTTP can leave a service: a literal, an expression on its line, and what the file must hold.
HTTP_ANSWER_TRIGGERS: tuple[TriggerSpec, ...] = (
    (b"raise ", _RAISING, imports_http),
    *(
        (name, _RAISING, imports_http)
        for name in (b"httpexception", b"notfound", b"badrequest", b"forbidden", b"conflict")
    ),
    (b"abort(", rb"\babort\(", imports_http),
    (b"response", rb"\breturn\s+(await\s+)?(\w+\.)*\w*Response\w*\(", imports_http),
    (b"return", rb"\breturn\s+(\w+\.)*(jsonify|make_response|render|redirect|json)\(", imports_http),
)
_IDENTIFIER = regex(r"\w+")
_RESPONSES = regex(
    r"^(fastapi|starlette|flask|quart|django\.http|django\.shortcuts|rest_framework\.response"
    r"|sanic\.response|litestar|aiohttp\.web)"
    r"(\.\w+)*\.(\w*Response|jsonify|make_response|HttpResponse\w+|render|redirect|json)$"
)  # fmt: skip

#: Objects of one request, by module.
_HTTP_PACKAGES = regex(
    r"^(fastapi|starlette|flask|quart|django\.http|django\.core\.handlers|rest_framework\.(request"
    r"|response)|werkzeug|aiohttp\.web"
    r"|sanic|litestar|tornado\.web|falcon)(\.|$)"
)  # fmt: skip
_HTTP_TYPES = frozenset({"Request", "Response", "HttpRequest", "HttpResponse", "UploadFile", "WebSocket",
"HTTPConnection",
                         "JSONResponse", "ASGIRequest", "WSGIRequest", "FileStorage",
                         "RequestHandler"})  # fmt: skip
#: Names that a web framework binds to the current request.
HTTP_GLOBALS = frozenset({f"{package}.{name}" for package in ("flask", "quart")
                             for name in ("request", "g", "session", "current_app")})  # fmt: skip
HTTP_STATUS = frozenset({"fastapi.status", "starlette.status", "rest_framework.status"})


_HTTP_MODULES = frozenset({"fastapi", "starlette", "flask", "quart", "django", "rest_framework", "werkzeug", "aiohttp", "sanic",
                           "litestar", "tornado", "falcon"})  # fmt: skip


def takes_http(part: Part) -> bool:
    """Whether a function may have a parameter of a type for one request, in a file that imports from a web framework."""
    return any(name.partition(".")[0] in _HTTP_MODULES for _, name in part.words.imported) and any(
        not _HTTP_TYPES.isdisjoint(_identifiers(parameter.annotation))
        for parameter in part.of(ast.arg)
        if parameter.annotation is not None
    )


def _identifiers(annotation: ast.expr) -> Iterator[str]:
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node.attr if isinstance(node, ast.Attribute) else node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _IDENTIFIER.findall(node.value)


#: What must be on a line for an object of HTTP to reach a service: a parameter, or an import.
HTTP_OBJECT_TRIGGERS: tuple[TriggerSpec, ...] = (
    (b"request", rb":\s*[\"']?(\w+\.)*(Request|HttpRequest|ASGIRequest|WSGIRequest|RequestHandler)\b", takes_http),
    (b"response", rb":\s*[\"']?(\w+\.)*(Response|HttpResponse|JSONResponse)\b", takes_http),
    (b"uploadfile", rb":\s*.*\bUploadFile\b", takes_http),
    (b"websocket", rb":\s*[\"']?(\w+\.)*WebSocket\b", takes_http),
    (b"flask", rb"^\s*(from|import)\s+flask\b"),
    (b"quart", rb"^\s*(from|import)\s+quart\b"),
    (b"status", rb"^\s*from\s+(fastapi|starlette|rest_framework)\s+import\s.*\bstatus\b|^\s+status,?\s*$"),
)


class ServiceLayer:
    """The layers below HTTP in one file (`analysis.know(ServiceLayer)`)."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._names = analysis.names
        self._index = analysis.index
        self._routes = analysis.know(Routes)
        self._path_roles = path_roles(analysis.path)
        self._outside = (
            _EDGE_FILE.search(analysis.path) is not None or "handler" in self._path_roles or bool(self._routes.handlers)
        )

    def of(self, node: cst.CSTNode, file_roles: Collection[str]) -> str | None:
        """ "service", "repository" or "model" when `node` stands in such code: in a class named so,
        or in a file
        whose path (or configured role) says so; None at the edge, in handlers and in what `Depends()` calls."""
        if self._outside:
            return None
        owner = self._index.enclosing(node, cst.ClassDef)
        if isinstance(owner, cst.ClassDef) and self._handles(owner):
            return None
        for layer, pattern in _CLASSES:
            if owner is not None and pattern.search(owner.name.value):
                return layer
        function = node if isinstance(node, cst.FunctionDef) else self._index.function(node)
        if function is not None and self._at_edge(function):
            return None
        for layer in _LAYERS:
            if layer in self._path_roles or (layer in file_roles and not self._by_class(layer)):
                return layer
        return None

    def _handles(self, owner: cst.ClassDef) -> bool:
        """Whether a base that is no service itself comes from a module of handlers: the class handles requests,
        whatever it or its file is named after."""
        for base in owner.bases:
            module, _, name = (self._names.qualname(base.value) or "").rpartition(".")
            roles = path_roles(f"{module.replace('.', '/')}.py") if module else frozenset()
            if "handler" in roles and roles.isdisjoint(_LAYERS):
                return not any(pattern.search(name) for _, pattern in _CLASSES)
        return False

    def _by_class(self, layer: str) -> bool:
        """Whether the file has the role because of a class in it, not as a whole."""
        patterns = [pattern for name, pattern in _CLASSES if name == layer]
        return any(p.search(c.name.value) for p in patterns for c in self._index.of(cst.ClassDef))

    def _at_edge(self, function: cst.FunctionDef) -> bool:
        """Whether the framework calls the function: a dependency, which may refuse a request."""
        outer = self._index.function(function)
        if function in self._routes.dependencies or (outer is not None and self._at_edge(outer)):
            return True
        params = function.params
        return any(provider(p) is not None for p in (*params.posonly_params, *params.params, *params.kwonly_params))

    def http_error(self, node: cst.BaseExpression) -> tuple[str, bool] | None:
        """The name of the HTTP exception that `raise node` raises, and whether a class of this file stands
        between it and the framework's own; None when it is no HTTP exception or not known."""
        if isinstance(node, cst.Name) and node.value.islower():
            binding = self._names.single(node)
            made = binding.value if binding is not None and binding.kind == "assign" else None
            return self.http_error(made) if isinstance(made, cst.Call) and _MADE.search(last_name(made.func)) else None
        raised = node.func if isinstance(node, cst.Call) else node
        if not _RAISED.fullmatch(last_name(raised)):
            return None
        name = self._names.qualname(raised) or ""
        if _HTTP_ERRORS.match(name):
            return last_part(name), False
        owner = self._names.local_class(raised)
        for base in owner.bases if owner else ():
            if _HTTP_ERRORS.match(self._names.qualname(base.value) or ""):
                return last_name(raised), True
        return None

    def response(self, node: cst.BaseExpression | None) -> str | None:
        """The name of the framework's response that `node` makes, or None."""
        name = self._names.qualname(node.func) if isinstance(node, cst.Call) else None
        return last_part(name) if name is not None and _RESPONSES.match(name) else None

    def http_type(self, param: cst.Param) -> str | None:
        """The name of the HTTP object that a parameter is annotated as, or None."""
        if param.annotation is None:
            return None
        path = (instance_of(self._names, param.annotation.annotation) or "").removesuffix("()")
        return last_part(path) if last_part(path) in _HTTP_TYPES and _HTTP_PACKAGES.match(path) else None
