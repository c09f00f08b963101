"""Which calls send what they are given to a client: responses, HTTP exceptions, pages, messages, WebSockets."""

from __future__ import annotations

import libcst as cst

from backend_lint.frameworks.responsetables import (
    BUILDERS,
    DJANGO_MESSAGES,
    RENDERERS,
    SENDERS,
    SOCKET_METHODS,
    SOCKET_NAME,
    Builder,
    argument,
)
from backend_lint.frameworks.statuses import status_code
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name

_PAGE_PACKAGES = frozenset({"flask", "quart", "django", "fastapi", "starlette"})
_HEADERS = frozenset({"headers", "media_type", "content_type", "mimetype"})


def sends(call: cst.Call, given: cst.Arg, analysis: Analysis) -> bool:
    """Whether the client gets to see the argument `given` of `call`."""
    name = analysis.names.qualname(call.func) or ""
    builder = _builder(name)
    if builder is not None:
        is_header = given.keyword is not None and given.keyword.value in _HEADERS
        return given.value is not argument(call, builder.status, builder.status_at) and not is_header
    last = last_name(call.func)
    if DJANGO_MESSAGES.match(name) or name in ("flask.jsonify", "quart.jsonify"):
        return True
    if last in RENDERERS:
        made = analysis.names.path(call.func) or ""
        return made.partition(".")[0] in _PAGE_PACKAGES or last == "TemplateResponse"
    receiver = call.func.value if isinstance(call.func, cst.Attribute) else None
    if receiver is not None and last in SOCKET_METHODS:
        path = analysis.names.path(receiver) or ""
        return SOCKET_NAME.search(last_name(receiver)) is not None or path.endswith("WebSocket()")
    return False


def blames_client(sink: cst.CSTNode, analysis: Analysis) -> bool:
    """Whether the sink answers with a status below 500, as for a fault in what the client sent."""
    if not isinstance(sink, cst.Call):
        return False
    builder = _builder(analysis.names.qualname(sink.func) or "")
    if builder is None:
        return False
    status = status_code(argument(sink, builder.status, builder.status_at), analysis)
    return (status or builder.default) < 500


def _builder(name: str) -> Builder | None:
    key = (name.partition(".")[0], name.rpartition(".")[2])
    return BUILDERS.get(key) or SENDERS.get(key)
