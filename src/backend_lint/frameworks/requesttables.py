"""What each web framework calls the untrusted parts of a request, and what a value's trip does to it."""

from __future__ import annotations

from backend_lint.semantics.regexes import regex

#: Attributes and methods of a request object that hold what the client sent. Django's `user` and `session`, and
#: what middleware puts on a request, are not among them.
REQUEST_PARTS = frozenset({
    # Flask, Quart, Sanic
    "args", "form", "json", "data", "values", "files", "headers", "cookies", "get_json", "get_data",
    "view_args",
    "query_string", "query_args", "get_args", "get_form",
    # Starlette, FastAPI, Litestar
    "query_params", "path_params", "body", "stream", "url",
    # Django, DRF
    "GET", "POST", "FILES", "COOKIES", "META", "initial_data",
    # aiohttp
    "query", "match_info", "post", "text", "read", "multipart", "rel_url",
    # Falcon, Tornado
    "params", "media", "get_media", "get_param", "get_param_as_list", "bounded_stream", "arguments",
    "body_arguments",
    "query_arguments",
})  # fmt: skip

#: Global request objects by qualified name.
REQUEST_GLOBALS = frozenset({"flask.request", "quart.request", "flask.globals.request", "bottle.request"})

#: Classes of a request object handed to a function, by last name.
REQUEST_TYPES = frozenset(
    {
        "Request",
        "HttpRequest",
        "WebSocket",
        "HTTPConnection",
        "ASGIRequest",
        "WSGIRequest",
        "AuthenticatedHttpRequest",
    }
)
REQUEST_NAMES = frozenset({"request", "req", "_request", "websocket"})

#: Methods of a Tornado handler that read the request: `self.get_argument("q")`.
TORNADO_READERS = frozenset({
    "get_argument", "get_arguments", "get_query_argument", "get_query_arguments", "get_body_argument",
    "get_body_arguments", "get_json_body", "get_cookie", "path_args", "path_kwargs",
})  # fmt: skip

#: Frameworks that hand what the client sent to a handler as parameters.
PARAMETER_FRAMEWORKS = frozenset({
    "fastapi", "flask", "quart", "django", "drf", "ninja", "litestar", "sanic", "tornado", "falcon",
    "graphql", "unknown",
})  # fmt: skip
#: Frameworks that coerce a parameter to its annotation before the handler runs.
COERCING_FRAMEWORKS = frozenset({"fastapi", "ninja", "litestar", "graphql"})

#: Parameters of handlers that the framework itself fills.
FRAMEWORK_PARAMETERS = frozenset(
    {
        "self",
        "cls",
        "request",
        "req",
        "resp",
        "response",
        "websocket",
        "info",
        "_info",
        "root",
        "parent",
        "_root",
    }
)
#: Types that a framework injects, and (by the end of their names) what projects alias to an injected object.
INJECTED_TYPE = regex(
    r"^(Request|Response|WebSocket|BackgroundTasks|HttpRequest|HTTPConnection|State|SecurityScopes|Info)$"
    r"|(Dep|Deps|Depends|Dependency|Session|Service|Repository|Repo|Redis|Client|Settings|CurrentUser"
    r"|CurrentActiveUser"
    r"|Principal|AuthSubject|Connection|Transaction|UnitOfWork|Uow|Engine|Manager)$"
)
#: Marks of FastAPI, Litestar and others for a parameter that they compute.
PROVIDERS = frozenset({"Depends", "Security", "Provide", "Dependency", "FromDishka", "Inject"})

#: Types that a framework makes of text, so that only harmless text is left.
COERCED_TYPES = frozenset({
    "int", "float", "bool", "UUID", "UUID1", "UUID3", "UUID4", "UUID5", "UUID7", "date", "datetime", "time",
    "timedelta",
    "Decimal", "PositiveInt", "NonNegativeInt", "NegativeInt", "PositiveFloat", "NonNegativeFloat",
    "conint", "confloat",
    "StrictInt", "StrictBool", "StrictFloat", "AwareDatetime", "NaiveDatetime", "PastDate", "FutureDate",
    "None", "Literal",
})  # fmt: skip
#: URL converters that do the same: `<int:pk>` of Flask, Django and Sanic.
COERCING_CONVERTERS = frozenset({"int", "float", "uuid"})

#: Functions whose result is made of their arguments' text.
PASSING_CALLS = frozenset({
    "str", "repr", "list", "tuple", "dict", "set", "frozenset", "sorted", "reversed", "iter", "next",
    "enumerate", "zip", "map",
    "filter", "format", "bytes", "bytearray", "max", "min", "vars",
    "json.loads", "json.dumps", "orjson.loads", "ujson.loads", "urllib.parse.unquote",
    "urllib.parse.unquote_plus",
    "urllib.parse.urlparse", "urllib.parse.parse_qs", "urllib.parse.urljoin", "copy.copy", "copy.deepcopy",
    "typing.cast",
    "base64.b64decode", "base64.urlsafe_b64decode", "os.path.join", "pathlib.Path", "os.path.basename",
    "posixpath.join",
    "html.escape", "html.unescape", "yaml.safe_load", "tornado.escape.json_decode",
    "tornado.escape.to_unicode",
    "django.utils.encoding.force_str", "textwrap.dedent", "shlex.quote", "re.escape", "re.sub",
})  # fmt: skip
#: Methods whose result is a number, a truth value or a fixed alphabet, whatever the text was.
CLEANING_METHODS = frozenset({
    "isoformat", "timestamp", "count", "index", "find", "rfind", "startswith", "endswith", "isdigit",
    "isalpha", "isalnum",
    "isdecimal", "isidentifier", "exists", "is_valid", "hexdigest", "digest", "hex", "__len__",
    "total_seconds",
})  # fmt: skip
