"""How each web framework says that a function is a handler: decorators, registering calls, class bases,
line by line."""

from __future__ import annotations

import re

from backend_lint.semantics.regexes import regex
from backend_lint.semantics.scout import Needs, TriggerSpec

#: HTTP verbs as method and decorator names.
VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace"})
#: Decorators, by last name, that make a route of the function that they stand on, and say nothing of others.
ROUTE_DECORATORS = VERBS | {"route", "api_route"}

#: Top-level packages to the framework they belong to.
PACKAGES: dict[str, str] = {
    "fastapi": "fastapi", "fastapi_utils": "fastapi", "fastapi_restful": "fastapi", "starlette": "starlette",
    "flask": "flask", "quart": "quart", "flask_restful": "flask", "flask_restx": "flask",
    "flask_smorest": "flask",
    "flask_openapi3": "flask", "apiflask": "flask", "django": "django", "rest_framework": "drf",
    "ninja": "ninja",
    "ninja_extra": "ninja", "litestar": "litestar", "starlite": "litestar", "aiohttp": "aiohttp",
    "sanic": "sanic",
    "falcon": "falcon", "tornado": "tornado", "strawberry": "graphql", "strawberry_django": "graphql",
    "graphene": "graphql", "graphene_django": "graphql", "ariadne": "graphql",
}  # fmt: skip

#: Classes whose instances register handlers by decorator. None: the framework that the file imports.
APPLICATIONS: dict[str, str | None] = {
    "FastAPI": "fastapi", "APIRouter": "fastapi", "Flask": "flask", "Blueprint": None,
    "APIBlueprint": "flask",
    "OpenAPI": "flask", "APIFlask": "flask", "Quart": "quart", "NinjaAPI": "ninja", "NinjaExtraAPI": "ninja",
    "Router": None, "Starlette": "starlette", "RouteTableDef": "aiohttp", "Sanic": "sanic",
    "Namespace": "flask",
    "HTTPRouter": "fastapi", "InferringRouter": "fastapi",
}  # fmt: skip

#: Names of an application or router that is imported or handed in, so that its class is not known.
APPLICATION_NAME = regex(r"^(app|application|router|api|bp|blueprint|routes|\w+_(router|api|app|bp|blueprint|routes))$")

#: Classes whose instances register GraphQL resolvers: `@query.field("user")`.
RESOLVER_MAPS = frozenset({"QueryType", "MutationType", "SubscriptionType", "ObjectType"})

#: Decorators by qualified name: framework, kind, methods (empty: from the decorator's arguments).
DECORATORS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "rest_framework.decorators.api_view": ("drf", "http", ()),
    "rest_framework.decorators.action": ("drf", "http", ()),
    "rest_framework.decorators.detail_route": ("drf", "http", ()),
    "rest_framework.decorators.list_route": ("drf", "http", ()),
    "django.views.decorators.http.require_http_methods": ("django", "http", ()),
    "django.views.decorators.http.require_GET": ("django", "http", ("GET",)),
    "django.views.decorators.http.require_POST": ("django", "http", ("POST",)),
    "django.views.decorators.http.require_safe": ("django", "http", ("GET", "HEAD")),
    "strawberry.field": ("graphql", "graphql", ()),
    "strawberry.mutation": ("graphql", "graphql", ()),
    "strawberry.subscription": ("graphql", "graphql", ()),
    "strawberry_django.mutation": ("graphql", "graphql", ()),
    **{
        f"{package}.{name}": ("litestar", "http", () if name == "route" else (name.upper(),))
        for package in ("litestar", "starlite", "litestar.handlers")
        for name in ("get", "post", "put", "patch", "delete", "head", "route")
    },
    "litestar.websocket": ("litestar", "websocket", ()),
    "litestar.websocket_listener": ("litestar", "websocket", ()),
}

#: Calls that register a function: last name to the position of the path and of the function, the keywords
#: under which the function may stand instead, and the methods the call implies.
REGISTRATIONS: dict[str, tuple[int, int, tuple[str, ...], tuple[str, ...]]] = {
    "add_api_route": (0, 1, ("endpoint",), ()),
    "add_api_websocket_route": (0, 1, ("endpoint",), ()),
    "add_url_rule": (0, 2, ("view_func",), ()),
    "add_route": (0, 1, ("endpoint", "handler", "route"), ()),
    "add_websocket_route": (0, 1, ("endpoint",), ()),
    "Route": (0, 1, ("endpoint",), ()),
    "WebSocketRoute": (0, 1, ("endpoint",), ()),
    **{
        f"add_{verb}": (0, 1, ("handler",), (verb.upper(),))
        for verb in ("get", "post", "put", "patch", "delete", "view")
    },
    "path": (0, 1, ("view",), ()),
    "re_path": (0, 1, ("view",), ()),
    "url": (0, 1, ("view",), ()),
    **{verb: (0, 1, ("handler",), (verb.upper(),)) for verb in ("get", "post", "put", "patch", "delete", "view")},
}

#: Calls of `REGISTRATIONS` with an ordinary name count only under these packages.
REGISTRATION_PACKAGES: dict[str, tuple[str, ...]] = {
    "Route": ("starlette.", "fastapi."), "path": ("django.",), "re_path": ("django.",), "url": ("django.",),
    "WebSocketRoute": ("starlette.", "fastapi."), **dict.fromkeys(("get", "post", "put", "patch", "delete",
    "view"), ("aiohttp.web.",)),
}  # fmt: skip

_DJANGO_VIEWS = (
    "View", "TemplateView", "RedirectView", "ListView", "DetailView", "FormView", "CreateView", "UpdateView",
    "DeleteView", "ArchiveIndexView", "LoginView", "LogoutView",
)  # fmt: skip
_DRF_VIEWS = (
    "APIView", "GenericAPIView", "CreateAPIView", "ListAPIView", "RetrieveAPIView", "DestroyAPIView",
    "UpdateAPIView",
    "ListCreateAPIView", "RetrieveUpdateAPIView", "RetrieveDestroyAPIView", "RetrieveUpdateDestroyAPIView",
)  # fmt: skip
_DRF_VIEWSETS = ("ViewSet", "GenericViewSet", "ModelViewSet", "ReadOnlyModelViewSet")

#: Class bases by their last name. None: the framework that the file imports.
BASES: dict[str, str | None] = {
    **dict.fromkeys(_DRF_VIEWS + _DRF_VIEWSETS, "drf"),
    **dict.fromkeys(_DJANGO_VIEWS, None),
    "MethodView": "flask", "Resource": "flask", "HTTPEndpoint": "starlette", "WebSocketEndpoint": "starlette",
    "RequestHandler": "tornado", "WebSocketHandler": "tornado", "HTTPMethodView": "sanic",
    "Controller": "litestar",
    "ControllerBase": "ninja",
}  # fmt: skip

#: Bases imported from elsewhere that look like handler classes, and the framework they suggest.
BASE_SUFFIXES = (
    ("ViewSet", "drf"),
    ("APIView", "drf"),
    ("View", None),
    ("Resource", "flask"),
    ("Handler", "tornado"),
)
#: Packages whose classes end like handlers but are none.
NOT_HANDLER_PACKAGES = (
    "logging.", "socketserver.", "http.server.", "watchdog.", "xml.", "urllib.", "collections.", "typing.",
    "import_export.",
    "textual.", "discord.", "cmd2.", "kopf.", "importlib_resources.",
)  # fmt: skip

#: Methods of a DRF viewset and the HTTP method each serves.
VIEWSET_METHODS: dict[str, str] = {
    "list": "GET", "retrieve": "GET", "create": "POST", "update": "PUT", "partial_update": "PATCH",
    "destroy": "DELETE",
}  # fmt: skip

#: Calls that make a Django view's answer; what returns one of these for a `request` is a view.
RESPONDERS = regex(
    r"^(render|render_to_response|redirect|\w*Response|\w*ResponseRedirect|HttpResponse\w*|JsonResponse"
    r"|json_\w+|\w*_response|serve)$"
)

#: Decorators that make an entry point of a task queue, by last name; the packages they come from.
TASK_DECORATORS = frozenset({"task", "shared_task", "actor", "job", "periodic_task", "db_task", "cron"})
TASK_PACKAGES = regex(
    r"(^|\.)(celery|rq|django_rq|dramatiq|huey|arq|taskiq|procrastinate|apscheduler|(?=\w+(?:[.(]|$))\w*worker\w*|tasks?"
    r"|queue)(\.|\(|$)",
    re.I,
)

_ANY_VERB = rb"(get|post|put|patch|delete|head|options|trace)"
_DECORATED = rb"^\s*@\s*[\w.]+\."

#: What makes a handler of what stands below or beside it. Pairs of a literal and an expression on the literal's line.
_DECORATING: tuple[tuple[bytes, bytes], ...] = (
    *((b"." + verb + b"(", _DECORATED + verb + rb"\(") for verb in
      (b"get", b"post", b"put", b"patch", b"delete", b"head", b"options", b"trace", b"route", b"api_route",
      b"websocket",
       b"websocket_route", b"field", b"websocket_listener")),
    *((b"@" + verb, rb"(?i)^\s*@" + verb + rb"\b") for verb in
      (b"get", b"post", b"put", b"patch", b"delete", b"route", b"websocket", b"api_view", b"action",
      b"require_http_methods",
       b"require_get", b"require_post", b"require_safe", b"detail_route", b"list_route")),
    (b"@head", rb"^\s*@head\b"),
    (b"strawberry", rb"^\s*@strawberry\w*\.(field|mutation|subscription)\b"),
    (b"def on_", rb"^\s+(async\s+)?def on_" + _ANY_VERB + rb"\("),
)  # fmt: skip
_RESOLVERS: tuple[tuple[bytes, bytes], ...] = (
    (b"def resolve_", rb"\bdef resolve_\w+\("),
    (b"def mutate", rb"\bdef mutate\("),
    (b"perform_mutation", rb"\bdef perform_mutation\("),
)
#: What only its name, its answer or a registering call makes a handler.
_TAKING_REQUESTS: tuple[tuple[bytes, bytes], ...] = (
    (b"request", rb"^\s*(async\s+)?def \w+\(\s*request\b|^\s+request(\s*:\s*[\w.\[\]|\x20]+)?,\s*$"),
    (b"httprequest", rb"^\s*(async\s+)?def \w+\(\s*(self,\s*)?\w+\s*:\s*\"?[\w.]*HttpRequest\b"),
)
#: The first lines of methods that only their class makes handlers, as nothing else says so.
_IN_CLASSES: tuple[tuple[bytes, bytes], ...] = (
    *((b"def " + verb, rb"^\s+(async\s+)?def " + verb + rb"\(") for verb in
      (b"get", b"post", b"put", b"patch", b"delete", b"head", b"options")),
)  # fmt: skip
_METHODS_TAKING_REQUESTS = ((b"request", rb"^\s*(async\s+)?def \w+\(\s*self,\s*request\b"),)
#: Lines that register a function which may stand anywhere in the file, or a handler of a class.
_REGISTERING: tuple[tuple[bytes, bytes], ...] = (
    *((name, rb"(?i)\b" + name) for name in
      (b"add_api_route", b"add_url_rule", b"add_route", b"add_api_websocket_route", b"add_websocket_route")),
    *((b"add_" + verb, rb"\.add_" + verb + rb"\(") for verb in (b"get", b"post", b"put", b"patch", b"delete", b"view")),
)  # fmt: skip
#: What must be in a file for it to hold a handler.
HANDLER_TRIGGERS = (
    *_DECORATING, *_RESOLVERS, *_TAKING_REQUESTS, *_IN_CLASSES, *_METHODS_TAKING_REQUESTS, *_REGISTERING,
)  # fmt: skip


def needing(needs: Needs, resolver: Needs, serving: Needs, in_class: Needs, method: Needs) -> tuple[TriggerSpec, ...]:
    """The triggers of handlers that count only where the handler holds what it `needs`: `resolver` where GraphQL makes
    it one, `serving` where it takes a request, `in_class` and `method` where it is a method and does not or does. Lines
    that register a handler count as they are: it may stand elsewhere in the file."""
    tables = {_DECORATING: needs, _RESOLVERS: resolver, _TAKING_REQUESTS: serving, _IN_CLASSES: in_class,
              _METHODS_TAKING_REQUESTS: method}  # fmt: skip
    return (
        *((literal, pattern, need) for table, need in tables.items() for literal, pattern in table),
        *_REGISTERING,
    )
