"""How each web framework builds a response: which argument is the body, which the status, what it sends by default."""

from __future__ import annotations

from typing import NamedTuple

import libcst as cst

from backend_lint.semantics.regexes import regex


class Builder(NamedTuple):
    """A call that makes a response: keyword and 0-based position (None: keyword only) of its body and status.
    `json` is True when the body is encoded as JSON, False when it is sent as it is written."""

    body: str
    body_at: int | None
    status: str
    status_at: int | None
    default: int = 200
    json: bool = True


_STARLETTE = Builder("content", 0, "status_code", 1)
_DJANGO = Builder("data", 0, "status", None)
_RAW_DJANGO = Builder("content", 0, "status", 2, json=False)
_ABORT = Builder("description", 1, "code", 0, 500)

#: Calls by the package they come from and their last name.
BUILDERS: dict[tuple[str, str], Builder] = {
    **{(package, name): _STARLETTE for package in ("fastapi", "starlette") for name in
       ("JSONResponse", "ORJSONResponse", "UJSONResponse")},
    **{(package, "Response"): _STARLETTE._replace(json=False) for package in ("fastapi", "starlette")},
    ("litestar", "Response"): _STARLETTE._replace(status_at=None),
    ("django", "JsonResponse"): _DJANGO,
    ("django", "HttpResponse"): _RAW_DJANGO,
    ("django", "HttpResponseBadRequest"): _RAW_DJANGO._replace(default=400),
    ("django", "HttpResponseForbidden"): _RAW_DJANGO._replace(default=403),
    ("django", "HttpResponseNotFound"): _RAW_DJANGO._replace(default=404),
    ("django", "HttpResponseServerError"): _RAW_DJANGO._replace(default=500),
    ("rest_framework", "Response"): Builder("data", 0, "status", 1),
    ("flask", "Response"): Builder("response", 0, "status", 1, json=False),
    ("quart", "Response"): Builder("response", 0, "status", 1, json=False),
    ("werkzeug", "Response"): Builder("response", 0, "status", 1, json=False),
    ("flask", "make_response"): Builder("rv", 0, "", 1, json=False),
    ("quart", "make_response"): Builder("rv", 0, "", 1, json=False),
    ("flask_restful", "abort"): Builder("", None, "http_status_code", 0, 500),
    ("aiohttp", "json_response"): Builder("data", 0, "status", None),
    ("sanic", "json"): Builder("body", 0, "status", 1),
    ("sanic", "HTTPResponse"): Builder("body", 0, "status", 1, json=False),
    ("ninja", "Response"): _DJANGO,
}  # fmt: skip

#: Exceptions and calls that end a request with a text: what of them is sent.
SENDERS: dict[tuple[str, str], Builder] = {
    ("fastapi", "HTTPException"): Builder("detail", 1, "status_code", 0),
    ("starlette", "HTTPException"): Builder("detail", 1, "status_code", 0),
    ("litestar", "HTTPException"): Builder("detail", None, "status_code", None, 500),
    ("fastapi", "WebSocketException"): Builder("reason", 1, "code", 0),
    ("flask", "abort"): _ABORT,
    ("quart", "abort"): _ABORT,
    ("werkzeug", "abort"): _ABORT,
    ("flask_smorest", "abort"): Builder("message", None, "http_status_code", 0, 500),
    ("ninja", "HttpError"): Builder("message", 1, "status_code", 0),
    ("django", "Http404"): Builder("", 0, "", None, 404),
    ("django", "ValidationError"): Builder("message", 0, "", None, 400),
    **{("rest_framework", name): Builder("detail", 0, "", None, 500) for name in
       ("APIException", "ValidationError", "ParseError", "NotFound", "PermissionDenied")},
    ("graphql", "GraphQLError"): Builder("message", 0, "", None, 200),
    ("fastapi", "PlainTextResponse"): _STARLETTE,
    ("starlette", "PlainTextResponse"): _STARLETTE,
    ("fastapi", "HTMLResponse"): _STARLETTE,
    ("starlette", "HTMLResponse"): _STARLETTE,
    ("flask", "flash"): Builder("message", 0, "", None),
    **{("aiohttp", name): Builder("text", None, "", None, 500) for name in
       ("HTTPBadRequest", "HTTPInternalServerError", "HTTPNotFound", "HTTPForbidden", "HTTPBadGateway",
       "HTTPServiceUnavailable")},
}  # fmt: skip

#: Calls that render a page: every argument after the template reaches the client.
RENDERERS = frozenset({"render", "render_template", "render_template_string", "TemplateResponse", "render_to_response",
                       "render_to_string"})  # fmt: skip
#: Methods of a WebSocket that send their argument.
SOCKET_METHODS = frozenset({"send_json", "send_text", "send_str", "send"})
SOCKET_NAME = regex(r"(?i)(^|_)(ws|websocket|socket)$")
#: `messages.error(request, text)` of Django.
DJANGO_MESSAGES = regex(r"^django\.contrib\.messages\.(error|warning|info|success|add_message)$")


def argument(call: cst.Call, name: str, position: int | None) -> cst.BaseExpression | None:
    """The expression a call passes as `name` or, 0-based, at `position`."""
    for number, each in enumerate(call.args):
        if each.star:
            position = None if each.star == "*" else position
        elif each.keyword is not None:
            if each.keyword.value == name:
                return each.value
        elif number == position:
            return each.value
    return None
